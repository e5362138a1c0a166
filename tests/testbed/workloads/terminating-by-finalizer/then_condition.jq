all(.pods[]; .metadata.deletionTimestamp != null) and (.pods | length) == 1
