ended("migrate"; "Error"; 1) and back_off("migrate") and waits("app"; "PodInitializing")
