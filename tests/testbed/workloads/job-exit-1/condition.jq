(.pods | length) == 2 and all(.pods[]; .status.phase == "Failed")
