phase("Succeeded") and any(container("app"); .restartCount == 1 and .lastState == {})
