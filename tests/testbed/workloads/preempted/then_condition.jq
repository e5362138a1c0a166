any(.pods[]; .metadata.name == "humble" and .metadata.deletionTimestamp != null and
    any(.status.containerStatuses[]; .state.terminated != null))
