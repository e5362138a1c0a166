event("Failed"; "unable to set memory limit to 500000") and back_off("app")
