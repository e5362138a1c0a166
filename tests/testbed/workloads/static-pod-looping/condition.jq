ended("app"; "Error"; 4) and back_off("app")
