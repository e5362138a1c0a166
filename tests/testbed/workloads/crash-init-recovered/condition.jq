back_off("migrate") and any(container("app"); .ready)
