"""A cluster that swallows packets, among 20 healthy ones: it delays no other. Order and numbers of requests are
compared, not seconds: how long it took is only printed, beside the time it may take for an answer."""
import math
import re
import subprocess
import sys
import time

import bench
import checks

HEALTHY = 20
TIMEOUT_MIN = 15
TIMES_AS_LONG = 4  # as all healthy clusters together: so long the dead one may keep its place
DEAD = "dead-prd-es00"  # the first in every order
BATCH = 4


def cluster(number):
    return f"live-prd-n{number:02d}"


def scan(fleet, contexts, home, timeout):
    words = ["--kubeconfig", fleet.kubeconfig, "--contexts", ",".join(contexts), "--time-range", "2h", "--no-artifacts",
             "--timeout", str(timeout), "--retries", "1", "--batch-size", str(BATCH)]
    done = subprocess.run(home.command(words), env=home.environment(), capture_output=True, text=True, check=False,
                          timeout=bench.RUN_SECONDS_MAX)
    return done.returncode, done.stderr, home.report(), home.left_behind()


def requests_by_cluster(fleet):
    """What a scan reads. Who a cluster is (its version, its uid) is asked when a session opens, and again while the
    client's proxy comes up."""
    counts = {}
    for each in fleet.requests()["requests"]:
        if each["path"] in ("/version", "/api/v1/namespaces/kube-system"):
            continue
        counts[each["cluster"]] = counts.get(each["cluster"], 0) + each["count"]
    return counts


def main():
    clusters = [{"name": DEAD, "door": "black-hole", "namespaces": bench.HEALTHY_NAMESPACES}]
    clusters += [{"name": cluster(number), "namespaces": bench.HEALTHY_NAMESPACES} for number in range(HEALTHY)]
    with bench.Fleet(clusters, []) as fleet:
        contexts = [each["context"] for each in fleet.truth["clusters"]]
        truths = fleet.truth["clusters"]
        began = time.monotonic()
        with bench.Home() as home:
            code_without, _, _, _ = scan(fleet, contexts[1:], home, 40)
        timeout = max(TIMEOUT_MIN, math.ceil(TIMES_AS_LONG * (time.monotonic() - began)))
        without_dead = requests_by_cluster(fleet)
        with bench.Home() as home:
            code, err, report, left = scan(fleet, contexts, home, timeout)
        after_both = requests_by_cluster(fleet)
    wrong = list(left)
    order = re.findall(r"^([\w-]+): (?!started)", err, re.M)
    last = len(order) - 1 - order[::-1].index(DEAD) if DEAD in order else -1
    print(f"{HEALTHY} healthy clusters, {BATCH} at once, one dead one, named first: it ends as number {last + 1} of "
          f"{len(order)}; requests to the healthy: {sum(without_dead.values())} without it, "
          f"{sum(after_both.values()) - sum(without_dead.values())} with it")
    if (code, code_without) != (3, 0):
        wrong.append(f"exit codes {code} and {code_without}, should be 3 and 0")
    if {name: 2 * count for name, count in without_dead.items()} != after_both:
        wrong.append("the healthy clusters are asked for more, or less, because of the dead one")
    for truth in truths:
        dead = truth["cluster"] == DEAD
        wrong += checks.findings(report, truth, ("*",) if dead else ())
        wrong += checks.gaps(report, truth, [("", "cluster", "timed_out")] if dead else [])
    took = re.search(rf"^{DEAD}: skipped.* ([\d.]+) s$", err, re.M)
    if took is None:
        wrong.append("the dead cluster is not said to be skipped")
    else:
        print(f"the dead cluster was given up after {took.group(1)} s; --timeout was {timeout} s")
    # While it waits it holds one of the places; the others go round all healthy ones.
    if last < HEALTHY:
        wrong.append(f"healthy clusters ended after the dead one: {order[last + 1:]}")
    print("\n".join(wrong) or "it delays none of the others")
    if wrong:
        print(err[-3000:])
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
