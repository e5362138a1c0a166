ended("reader"; "OOMKilled"; 137) and ended("writer"; "OOMKilled"; 137) and back_off("reader") and back_off("writer")
