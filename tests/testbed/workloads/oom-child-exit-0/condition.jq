ended("app"; "OOMKilled"; 0)
