"""Expected and forbidden findings in few words, and the list of all cases."""
from objects import at

CASES = {}


def finding(type_, state="active", confidence="confirmed", cause=None, container="app", **members):
    """`ages`: the timestamps, oldest first; everything else as the JSON export has it."""
    wanted = {"container": container, "type": type_, "state": state, "confidence": confidence}
    if cause:
        wanted["cause"] = cause
    if "ages" in members:
        wanted["timestamps"] = [at(age) for age in members.pop("ages")]
    if "workload" in members:
        kind, name = members.pop("workload").split("/")
        wanted["workload"] = {"kind": kind, "name": name}
    wanted.update(members)
    return wanted


def oom_found(state="active", confidence="confirmed", cause="OOMKilled", **members):
    return finding("OOMKilled", state, confidence, cause, **members)


def loop_found(cause, state="active", confidence="confirmed", **members):
    return finding("CrashLoopBackOff", state, confidence, cause, **members)


def no(*types):
    return [{"type": type_} for type_ in types]


def case(name, about, pods=(), events=(), metrics=(), expected=(), forbidden=(), namespaces=None, **frame):
    """`frame`: range_seconds, types, unread_namespaces of case.json. Without expectations everything is forbidden."""
    assert name not in CASES, name
    forbidden = list(forbidden) or ([] if expected else no("OOMKilled", "CrashLoopBackOff"))
    CASES[name] = {"about": about, "pods": list(pods), "events": list(events), "metrics": list(metrics),
                   "expected": list(expected), "forbidden": forbidden, "namespaces": namespaces or {}, "frame": frame}
