ended("app"; "Error"; 3) and back_off("app")
