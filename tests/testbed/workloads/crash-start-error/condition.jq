ended("app"; "StartError"; 128) and back_off("app")
