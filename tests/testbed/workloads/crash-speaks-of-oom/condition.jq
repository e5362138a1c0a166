ended("app"; "Error"; 1) and back_off("app")
