kill_was_missed("app")
