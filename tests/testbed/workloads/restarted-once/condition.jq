any(container("app"); .ready and .restartCount == 1)
