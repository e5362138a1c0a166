ended("app"; "Completed"; 0)
