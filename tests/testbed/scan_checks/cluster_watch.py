"""What the real cluster showed while a scan ran: every state of its pods, so that a finding that is not as expected can
be laid at the right door. The kubelet may show a looping container for a second without its last run.
"""
import json
import pathlib
import subprocess
import threading
import time

TESTS = pathlib.Path(__file__).resolve().parents[1]
WORKLOADS = TESTS / "workloads"

# The API server tells a watcher of a change within some milliseconds.
LAST_CHANGES_SECONDS = 1


class ClusterWatch:
    """Sees every state of the pods from its beginning until the scan is said to be over."""

    def __init__(self, context):
        self.kubectl = ["kubectl", "--context", context, "get", "--raw"]
        self.changes = []  # (moment, what the API server said)
        self.until = float("inf")
        listed = self.get("/api/v1/pods")
        self.first = listed["items"]
        self.process = subprocess.Popen(
            [*self.kubectl, f"/api/v1/pods?watch=true&resourceVersion={listed['metadata']['resourceVersion']}"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            if line.endswith(b"\n"):  # else cut off by the end
                self.changes.append((time.monotonic(), line))

    def get(self, path):
        return json.loads(subprocess.run([*self.kubectl, path], check=True, capture_output=True).stdout)

    def scan_is_over(self):
        self.until = time.monotonic() + LAST_CHANGES_SECONDS

    def end(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()

    def states(self, case):
        """The pods of the case's namespace, as they were one after the other."""
        pods = {pod["metadata"]["uid"]: pod for pod in of_namespace(case, self.first)}
        states = [list(pods.values())]
        for change in [json.loads(line) for moment, line in self.changes if moment <= self.until]:
            metadata = change["object"]["metadata"]
            if metadata.get("namespace") != case:
                continue
            if change["type"] == "DELETED":
                pods.pop(metadata["uid"], None)
            else:
                pods[metadata["uid"]] = change["object"]
            states.append(list(pods.values()))
        return states

    def deviating(self, cases):
        """Those of the cases that were, at some moment of the scan, not what their condition asks for."""
        time.sleep(max(0, self.until - time.monotonic()))
        self.end()
        events = self.get("/api/v1/events")["items"]
        return [case for case in cases if not holds(case, self.states(case), events)]

    def shown_now(self, cases):
        pods, events = self.get("/api/v1/pods")["items"], self.get("/api/v1/events")["items"]
        return all(holds(case, [of_namespace(case, pods)], events) for case in cases)


def of_namespace(name, items):
    return [item for item in items if item["metadata"]["namespace"] == name]


def holds(case, states, all_events):
    """Is each of these states of the case's pods what its last condition asks for?"""
    folder = WORKLOADS / case
    condition = folder / "then_condition.jq"
    if not condition.exists():
        condition = folder / "condition.jq"
    events = of_namespace(case, all_events)
    program = f'include "conditions"; all(.[]; ({condition.read_text(encoding="utf-8")}))'
    said = subprocess.run(["jq", "-L", TESTS, program], text=True, check=True, capture_output=True,
                          input=json.dumps([{"pods": pods, "events": events} for pods in states]))
    return json.loads(said.stdout)
