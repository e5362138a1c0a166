event("FailedScheduling"; ".")
