ended("app"; "Error"; 139) and back_off("app")
