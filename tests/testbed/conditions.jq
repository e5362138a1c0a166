# The words in which workloads/*/condition.jq say what has to be seen. Input: {pods: [...], events: [...]} of one
# namespace, as the API server lists them.

def container($name):
  .pods[].status | (.initContainerStatuses // [], .containerStatuses // [], .ephemeralContainerStatuses // [])[]
  | select(.name == $name);

def waits($name; $reason): any(container($name); .state.waiting.reason == $reason);

# Its newest run that is over. An older one may have ended otherwise.
def ended($name; $reason; $code):
  any(container($name) | .state.terminated // .lastState.terminated; .reason == $reason and .exitCode == $code);

# Killed before the runtime began to watch for it: see docs/TESTBED.md.
def kill_was_missed($name): ended($name; "Error"; 137);

def event($reason; $message): any(.events[]; .reason == $reason and (.message | test($message)));

def back_off($name): event("BackOff"; "^Back-off restarting failed container " + $name + " ");

def phase($phase): any(.pods[]; .status.phase == $phase);

# What is to be seen of one namespace.
def of($namespace):
  {pods: [.pods.items[] | select(.metadata.namespace == $namespace)],
   events: [.events.items[] | select(.metadata.namespace == $namespace)]};
