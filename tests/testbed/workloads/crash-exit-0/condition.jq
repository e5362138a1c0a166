ended("app"; "Completed"; 0) and back_off("app")
