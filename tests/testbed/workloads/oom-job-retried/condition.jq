ended("app"; "OOMKilled"; 137) and phase("Succeeded")
