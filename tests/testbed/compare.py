"""Compares what a scan found with what the workloads of tests/testbed/workloads expect.

Usage: compare.py [--context NAME] [--all-types] [--prometheus] [--only CASE,CASE] oom_results.json
  --context NAME   only findings that were read through this context; default: all findings of the file
  --all-types      the scan asked for all types: 'with_all_types' is expected as well
  --prometheus     the scan could read Prometheus: 'with_prometheus' is expected as well
Exit code: 0 if every namespace of a workload has exactly the expected findings, and no other has any; else 1, with
one line for each that is missing, not expected, or forbidden.

An expectation is met by a finding that agrees in every field that it names; 'count' is how many findings must do so
(default 1); the state of 'later' will do as well, and so will each value of {"any_of": [...]}. A finding that agrees with
an item of 'possible', or with --prometheus of 'possible_with_prometheus', may be there or not.
'name_pattern' of a workload is a regular expression.
"""
import argparse
import json
import pathlib
import re
import sys

WORKLOADS = pathlib.Path(__file__).resolve().parent / "workloads"
NOT_COMPARED = {"count", "later"}


def agrees(expected, finding):
    for field, value in expected.items():
        if field in NOT_COMPARED:
            continue
        if field == "workload" and "name_pattern" in value:
            workload = finding["workload"]
            if workload["kind"] != value["kind"] or not re.fullmatch(value["name_pattern"], workload["name"]):
                return False
        elif field == "state":
            if finding["state"] not in (value, expected.get("later", {}).get("state")):
                return False
        elif isinstance(value, dict) and "any_of" in value:
            if finding.get(field) not in value["any_of"]:
                return False
        elif not holds(value, finding.get(field)):
            return False
    return True


def holds(expected, actual):
    """What is not named of an object is left open."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return all(key in actual and holds(value, actual[key]) for key, value in expected.items())
    return expected == actual


def one_line(thing):
    fields = ("namespace", "workload", "container", "container_kind", "type", "state", "confidence", "cause", "exit_code")
    return ", ".join(f"{field} {json.dumps(thing[field])}" for field in fields if field in thing)


def complaints(case, expectation, findings, options):
    expected = list(expectation["expected"])
    expected += expectation.get("with_all_types", []) if options.all_types else []
    expected += expectation.get("with_prometheus", []) if options.prometheus else []
    left = list(findings)
    for item in expected:
        met = [finding for finding in left if agrees(item, finding)]
        left = [finding for finding in left if finding not in met]
        wanted = item.get("count", 1)
        if len(met) != wanted:
            yield f"{case}: {len(met)} instead of {wanted}: {one_line(item)}"
    possible = list(expectation.get("possible", []))
    possible += expectation.get("possible_with_prometheus", []) if options.prometheus else []
    for finding in left:
        if any(agrees(item, finding) for item in possible):
            continue
        forbidden = any(agrees(item, finding) for item in expectation["forbidden"])
        yield f"{case}: {'FORBIDDEN' if forbidden else 'not expected'}: {one_line(finding)}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("results")
    parser.add_argument("--context")
    parser.add_argument("--all-types", action="store_true")
    parser.add_argument("--prometheus", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    with open(options.results, encoding="utf-8") as file:
        findings = [finding for finding in json.load(file)["findings"]
                    if options.context is None or finding["context"] == options.context]
    cases = options.only.split(",") if options.only else sorted(path.parent.name for path in WORKLOADS.glob("*/expected.json"))
    lines = []
    for case in cases:
        expectation = json.loads((WORKLOADS / case / "expected.json").read_text(encoding="utf-8"))
        lines += complaints(case, expectation, [finding for finding in findings if finding["namespace"] == case], options)
    if not options.only:
        lines += [f"not expected: {one_line(finding)}" for finding in findings if finding["namespace"] not in cases]
    print("\n".join(lines) if lines else f"all {len(cases)} workloads have exactly the expected findings")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
