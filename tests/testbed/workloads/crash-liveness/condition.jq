ended("app"; "Error"; 137) and back_off("app") and event("Killing"; "failed liveness probe")
