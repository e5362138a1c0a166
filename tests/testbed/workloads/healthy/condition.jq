([.pods[] | select(.status.containerStatuses[0].ready)] | length) == 2 and phase("Succeeded")
