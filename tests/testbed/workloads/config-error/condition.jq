waits("app"; "CreateContainerConfigError")
