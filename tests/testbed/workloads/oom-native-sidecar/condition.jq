ended("cache"; "OOMKilled"; 137) and back_off("cache") and any(container("app"); .ready)
