ended("debugger"; "OOMKilled"; 137)
