"""Writes the corpus' objects for one API server that holds them all, and a crowd beside them.

Usage: objects.py CASES_FILE CROWD_FILE

CASES_FILE gets every pod and Event of every case as it stands, and the namespaces that only metrics name. CROWD_FILE
gets healthy pods with everyday Events in namespaces between those of the cases: with them a list of the whole cluster
comes in several pages, which end anywhere among the cases.
"""
import json
import pathlib
import sys
import uuid

CORPUS = pathlib.Path(__file__).resolve().parent.parent
CASES_BETWEEN_CROWDS = 4
PODS_IN_A_CROWD = 15


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def of_a_case(folder):
    for kind, file in (("Pod", "pods.json"), ("Event", "events.json")):
        for item in read(folder / file)["items"] if (folder / file).exists() else []:
            yield {**item, "apiVersion": "v1", "kind": kind}


def namespaces_of_metrics(folder):
    path = folder / "metrics.json"
    return {metric["namespace"] for metric in read(path)} if path.exists() else set()


def of_a_crowd(namespace, since):
    for number in range(PODS_IN_A_CROWD):
        meta = {"namespace": namespace, "name": f"well-{number}", "creationTimestamp": since}
        uid = str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{namespace}/{number}"))
        status = {"name": "app", "image": "app:1", "imageID": "", "ready": True, "started": True, "restartCount": 0,
                  "state": {"running": {"startedAt": since}}, "lastState": {}}
        yield {"apiVersion": "v1", "kind": "Pod", "metadata": {**meta, "uid": uid},
               "spec": {"containers": [{"name": "app", "image": "app:1"}]},
               "status": {"phase": "Running", "containerStatuses": [status]}}
        yield {"apiVersion": "v1", "kind": "Event", "metadata": {**meta, "uid": f"{uid[:-4]}even"},
               "involvedObject": {"kind": "Pod", "namespace": namespace, "name": meta["name"], "uid": uid},
               "reason": "Pulled", "message": "Container image \"app:1\" already present on machine", "type": "Normal",
               "source": {"component": "kubelet", "host": "node1"}, "count": 1, "firstTimestamp": since,
               "lastTimestamp": since}


def write(path, items):
    pathlib.Path(path).write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": items}), encoding="utf-8")


def main(cases_file, crowd_file):
    cases, crowd = [], []
    for number, folder in enumerate(sorted(path.parent for path in CORPUS.glob("*/case.json"))):
        found = list(of_a_case(folder))
        held = {item["metadata"]["namespace"] for item in found}
        cases += [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}, "status": {"phase": "Active"}}
                  for name in sorted(namespaces_of_metrics(folder) - held)] + found
        if number % CASES_BETWEEN_CROWDS == 0:
            crowd += of_a_crowd(f"{folder.name}-crowd", read(folder / "case.json")["now"])
    write(cases_file, cases)
    write(crowd_file, crowd)


if __name__ == "__main__":
    main(*sys.argv[1:])
