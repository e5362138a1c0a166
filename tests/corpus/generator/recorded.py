"""What a real node showed (tests/testbed/recorded), with what tests/testbed/workloads expects of it."""
import json
import pathlib

from expect import case

TESTBED = pathlib.Path(__file__).resolve().parents[2] / "testbed"
JUDGED_AT = "2026-11-20T11:18:30Z"  # tests/testbed/recorded/README.md


def items(name):
    listed = json.loads((TESTBED / "recorded" / name).read_text(encoding="utf-8"))["items"]
    for item in listed:
        item["metadata"].pop("managedFields", None)
    return listed


def as_here(finding, pods):
    """A workload named by a pattern is named as it was recorded; of values that change with time the first was recorded."""
    finding = {name: value["any_of"][0] if isinstance(value, dict) and "any_of" in value else value
               for name, value in finding.items() if name != "later"}
    if "name_pattern" in finding.get("workload", {}):
        finding["workload"] = {"kind": "Job", "name": pods[0]["metadata"]["ownerReferences"][0]["name"]}
    return finding


def add():
    for path in sorted((TESTBED / "recorded").glob("*.pods.json")):
        name = path.name.removesuffix(".pods.json")
        told = json.loads((TESTBED / "workloads" / name / "expected.json").read_text(encoding="utf-8"))
        pods = items(path.name)
        expected = [as_here(each, pods) for each in told["expected"] + told.get("with_all_types", [])]
        case("real-" + name, told["about"], pods, items(f"{name}.events.json"), expected=expected,
             forbidden=told["forbidden"], now=JUDGED_AT)
