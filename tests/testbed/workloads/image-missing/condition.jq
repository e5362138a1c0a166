event("BackOff"; "^Back-off pulling image") and event("Failed"; "ErrImagePull")
