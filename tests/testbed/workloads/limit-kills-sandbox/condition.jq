event("FailedCreatePodSandBox"; "cannot start a stopped process|container init was OOM-killed")
