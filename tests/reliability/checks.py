"""Holds a run against what has to come of it; every function gives its complaints, none if all is well."""
import re

MEMBERS = ("container_kind", "state", "confidence", "cause", "workload", "exit_code", "restart_count", "timestamps")


def key_of(finding):
    return tuple(finding[member] for member in ("namespace", "pod", "container", "type"))


def holds(expected, actual):
    """An object agrees with one that has more members: what the truth does not name, it leaves open."""
    if not isinstance(expected, dict) or not isinstance(actual, dict):
        return expected == actual
    return all(name in actual and holds(value, actual[name]) for name, value in expected.items())


def differs(reported, expected):
    wrong = [f"{member} is {reported[member]!r}, should be {expected[member]!r}" for member in MEMBERS
             if member in expected and not holds(expected[member], reported[member])]
    if expected["newest_timestamp"] and (reported["timestamps"] or [None])[-1] != expected["newest_timestamp"]:
        wrong.append("the newest timestamp is another")
    return wrong


def findings(report, truth, lost):
    """The findings of one cluster are the truth's; of a lost namespace some may be missing or less is known of them."""
    reported = {key_of(each): each for each in report["findings"] if each["context"] == truth["context"]}
    expected = {key_of(each): each for each in truth["findings"]}
    for key, each in expected.items():
        if "*" in lost or each["namespace"] in lost:
            continue
        if key not in reported:
            yield f"lost: {key}"
        else:
            yield from (f"{key}: {wrong}" for wrong in differs(reported[key], each))
    pods = {(each["namespace"], each["pod"]) for each in truth["findings"]}
    for key in reported.keys() - expected.keys():
        if not ("*" in lost or key[0] in lost) or (key[0], key[1]) not in pods:
            yield f"invented: {key}"


def coverage_of(report, truth):
    return next((each for each in report["coverage"] if each["context"] == truth["context"]), None)


def gaps(report, truth, expected):
    coverage = coverage_of(report, truth)
    if coverage is None:
        yield f"'{truth['cluster']}' is not in the report"
        return
    said = sorted((gap["namespace"], gap["what"], gap["why"]) for gap in coverage["gaps"])
    if said != sorted(expected):
        yield f"gaps of '{truth['cluster']}' are {said}, should be {sorted(expected)}"
    for gap in coverage["gaps"]:
        if not gap["detail"]:
            yield f"a gap without a word: {gap}"
    if expected and coverage["status"] == "scanned":
        yield f"'{truth['cluster']}' has gaps, but counts as scanned"


def words_of(row, outcome, truth, places):
    """What the program said of the fault, in its own words, without what differs from run to run."""
    text = ""
    if outcome.report is not None and row.gaps and truth is not None:
        coverage = coverage_of(outcome.report, truth)
        text = coverage["gaps"][0]["detail"] if coverage and coverage["gaps"] else ""
    if not text:
        lines = [line for line in outcome.err.splitlines() if line.startswith(("error: ", "warning: "))]
        text = next((line for line in lines if row.says in line), lines[0] if lines else "")
    for place, name in places:
        text = text.replace(place, name)
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", text)
    text = re.sub(r"localhost:\d+", "localhost:PORT", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME", text)
    text = re.sub(r"->@|@->|PORT->127\.0\.0\.1:PORT", "PORT->127.0.0.1:PORT", text)
    text = re.sub(r"/[0-9]+\.sock", "/N.sock", text)
    text = re.sub(r"oom-scan-\w{6}/", "oom-scan-XXXXXX/", text)
    return text
