ended("app"; "OOMKilled"; 137) and back_off("app")
