ended("app"; "OOMKilled"; 143) and back_off("app")
