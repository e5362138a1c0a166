event("FailedCreatePodSandBox"; "cannot start a stopped process")
