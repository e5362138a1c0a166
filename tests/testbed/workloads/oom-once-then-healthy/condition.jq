ended("app"; "OOMKilled"; 137) and any(container("app"); .ready and .restartCount == 1)
