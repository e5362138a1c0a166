ended("migrate"; "OOMKilled"; 137) and back_off("migrate") and waits("app"; "PodInitializing")
