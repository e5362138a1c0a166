(.pods | length) == 0 and back_off("app")
