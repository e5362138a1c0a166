# One line for each container and for the last events of a namespace, for whoever wonders why a case is not as it should
# be. Input: as in conditions.jq.

def run: to_entries[]? | [.key, (.value | .reason, (.exitCode | values | "exit code \(.)"),
                                   (.startedAt | values | "from \(.)"), (.finishedAt | values | "to \(.)"))]
  | map(values) | join(" ");

def containers:
  .pods[] | "pod \(.metadata.name) \(.status.phase) \(.status.reason // "")" as $pod
  | .status | (.initContainerStatuses, .containerStatuses, .ephemeralContainerStatuses)[]?
  | "\($pod) \(.name): \([.state | run] | join(" ")); last: \([.lastState | run] | join(" ")); restarts \(.restartCount)";

def event_time: .lastTimestamp // .eventTime // .firstTimestamp // .metadata.creationTimestamp;

def last_events: [.events | sort_by(event_time) | .[-4:][]
  | "event \(event_time) \(.reason) x\(.count // 1): \(.message | gsub("\\s+"; " ") | .[0:160])"][];

def explained: (if .pods == [] then "no pod" else empty end), containers, last_events;
