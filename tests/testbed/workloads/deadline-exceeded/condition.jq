any(.pods[]; .status.reason == "DeadlineExceeded") and ended("app"; "Error"; 137)
