ended("debugger"; "Error"; 137)
