"""Asks the testbed's second API server whether it would store these objects: what a real server refuses is no scenario.

Usage: check_storable.py LIST.json            every pod and Event is sent for creation
       check_storable.py --later LIST.json    the pods are there as created (load_paper.py --as-created): their ephemeral
                                              containers and their status are sent, as an update of these subresources

Runs inside a testbed. Both are dry runs with strict field validation: no unknown field, no invalid value. Exit code 1,
with a line for each refusal. Only namespaces and PriorityClasses are really made.
"""
import concurrent.futures
import copy
import http.client
import json
import os
import pathlib
import ssl
import sys

TESTBED = pathlib.Path(os.environ["OOMSCAN_TESTBED_DIR"])
REQUESTS_AT_ONCE = 4
QUERY = "?dryRun=All&fieldValidation=Strict"


def send(method, path, body):
    """(status code, the server's message)"""
    context = ssl.create_default_context(cafile=str(TESTBED / "ca.crt"))
    connection = http.client.HTTPSConnection("localhost", 7443, context=context, timeout=30)
    connection.request(method, path, json.dumps(body), {
        "Authorization": "Bearer " + (TESTBED / "admin.token").read_text().strip(), "Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, json.load(answer).get("message", "")


def refusal(item, status, message):
    metadata = item["metadata"]
    return f"{item['kind']} {metadata['namespace']}/{metadata['name']}: {status} {message}"


def refusal_of_creation(item):
    item = copy.deepcopy(item)
    metadata = item["metadata"]
    for given_by_the_server in ("resourceVersion", "uid", "creationTimestamp", "deletionTimestamp", "managedFields",
                                "deletionGracePeriodSeconds", "generation"):
        metadata.pop(given_by_the_server, None)
    # A running pod gets these through a subresource of their own.
    item.get("spec", {}).pop("ephemeralContainers", None)
    path = f"/api/v1/namespaces/{metadata['namespace']}/{item['kind'].lower()}s"
    status, message = send("POST", path + QUERY, item)
    return None if status == 201 else refusal(item, status, message)


def refusal_of_update(item, subresource):
    metadata = {name: value for name, value in item["metadata"].items() if name != "resourceVersion"}
    path = f"/api/v1/namespaces/{metadata['namespace']}/pods/{metadata['name']}/{subresource}"
    status, message = send("PUT", path + QUERY, {**item, "metadata": metadata})
    return None if status == 200 else refusal(item, status, message)


def refusal_of_what_comes_later(item):
    refused = refusal_of_update(item, "ephemeralcontainers") if item["spec"].get("ephemeralContainers") else None
    return refused or refusal_of_update(item, "status")


def make(path, body):
    status, message = send("POST", path, body)
    if status not in (201, 409):
        raise SystemExit(f"error: '{body['metadata']['name']}': {status} {message}")


def make_what_they_need(items):
    for name in sorted({item["metadata"].get("namespace") or item["metadata"]["name"] for item in items}):
        make("/api/v1/namespaces", {"metadata": {"name": name}})
    classes = {item["spec"]["priorityClassName"]: item["spec"].get("priority", 0)
               for item in items if item.get("spec", {}).get("priorityClassName")}
    for name, priority in classes.items():
        if not name.startswith("system-"):  # the server brings these itself
            make("/apis/scheduling.k8s.io/v1/priorityclasses", {"metadata": {"name": name}, "value": priority})


def main(path, of_what_comes_later):
    with open(path, encoding="utf-8") as file:
        items = json.load(file)["items"]
    if of_what_comes_later:
        objects, ask = [item for item in items if item["kind"] == "Pod"], refusal_of_what_comes_later
    else:
        make_what_they_need(items)
        objects, ask = [item for item in items if item["kind"] != "Namespace"], refusal_of_creation
    with concurrent.futures.ThreadPoolExecutor(REQUESTS_AT_ONCE) as pool:
        refusals = [line for line in pool.map(ask, objects) if line]
    print("\n".join(refusals) if refusals else f"the server would store all {len(objects)}")
    return 1 if refusals else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[-1], sys.argv[1] == "--later"))
