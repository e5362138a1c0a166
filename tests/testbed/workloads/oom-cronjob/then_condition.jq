ended("app"; "OOMKilled"; 137)
