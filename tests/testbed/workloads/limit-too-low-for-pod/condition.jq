event("FailedCreatePodSandBox"; "container init was OOM-killed")
