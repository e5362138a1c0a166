"""Writes the cases of this corpus: python3 tests/corpus/generator/generate.py. Their folders are replaced.

The cases are kept in the repository and are what counts: read them, compare them, change them here.
"""
import hashlib
import json
import pathlib
import re
import shutil
import sys

sys.dont_write_bytecode = True

import cases_events
import cases_loop
import cases_metrics
import cases_oom
import cases_quiet
import cases_runs
import cases_tenants
import cases_types
import recorded
from expect import CASES
from objects import NOW, uid_of

CORPUS = pathlib.Path(__file__).resolve().parent.parent


def write(path, content):
    path.write_text(json.dumps(content, indent=2, ensure_ascii=True) + "\n", encoding="utf-8")


def at_home(name, made):
    """A case in a namespace of its own, with uids and a node of its own, so that one server can hold them all."""
    own = hashlib.sha256(name.encode()).digest()
    text = json.dumps(made)
    text = re.sub(r'"namespace": "shop"', f'"namespace": "{name}"', text)
    text = re.sub(r'"ip-10-0-1-42"', f'"ip-10-{own[0]}-{own[1]}-{own[2]}"', text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", lambda uid: uid_of(name, uid.group()), text)
    made = json.loads(text)
    made["namespaces"] = {name: verdict for verdict in made["namespaces"].values()}
    if "unread_namespaces" in made["frame"]:
        made["frame"]["unread_namespaces"] = [name]
    return made


def check_homes():
    """No case may meet another's pods and Events; those about Nodes are all in 'default', told apart by their node."""
    homes = {}
    for name, made in CASES.items():
        for home in [item["metadata"]["namespace"] for item in made["pods"] + made["events"]]:
            if home != "default" and homes.setdefault(home, name) != name:
                raise SystemExit(f"error: the cases '{homes[home]}' and '{name}' are both in the namespace '{home}'")


def main():
    for folder in CORPUS.iterdir():
        if (folder / "case.json").exists():
            shutil.rmtree(folder)
    for module in (cases_oom, cases_loop, cases_events, cases_quiet, cases_types, cases_metrics, cases_tenants, cases_runs):
        module.add()
    recorded.add()
    for name, made in CASES.items():
        if not name.startswith("real-"):
            made = CASES[name] = at_home(name, made)
        folder = CORPUS / name
        folder.mkdir()
        frame = {"about": made["about"], "now": NOW.strftime("%Y-%m-%dT%H:%M:%SZ"), **made["frame"]}
        write(folder / "case.json", frame)
        if made["pods"]:
            write(folder / "pods.json", {"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": made["pods"]})
        if made["events"]:
            write(folder / "events.json", {"kind": "EventList", "apiVersion": "v1", "metadata": {}, "items": made["events"]})
        if made["metrics"]:
            write(folder / "metrics.json", made["metrics"])
        verdicts = {"expected": made["expected"], "forbidden": made["forbidden"]}
        if made["namespaces"]:
            verdicts["namespaces"] = made["namespaces"]
        write(folder / "expected.json", verdicts)
    check_homes()
    print(f"{len(CASES)} cases")


if __name__ == "__main__":
    main()
