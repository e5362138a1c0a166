kill_was_missed("debugger")
