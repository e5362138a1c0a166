"""Every limit of open files and of processes, from too few to enough: whatever is missing is said, nothing is lost in
silence, and no limit looks like a bug."""
import concurrent.futures
import subprocess
import sys

import bench
import checks
from rows_host import as_another_user, no_other_user, shell

AT_ONCE = 4
FILES = (4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20, 24, 28, 32, 48, 64)
PROCESSES = (1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 32)
ENDS = {0, 1, 3}  # all seen, nothing scanned, gaps


def limited(kind, number):
    if kind == "open files":
        return shell(f'ulimit -n {number}; exec "$@"')
    return as_another_user(100 + number, f'ulimit -u {number}; exec "$@"')


def lost_in_silence(report, truth):
    """Findings of a cluster that has no gap to excuse that they are missing."""
    coverage = checks.coverage_of(report, truth)
    if coverage is None:
        yield f"'{truth['cluster']}' is not in the report"
    elif not coverage["gaps"]:
        yield from checks.findings(report, truth, ())


def try_limit(fleet, kind, number):
    with bench.Home() as home:
        changed = limited(kind, number)(home, fleet)
        words = ["--kubeconfig", changed.get("kubeconfig", fleet.kubeconfig), "--time-range", "2h", "--no-artifacts",
                 "--timeout", "5", "--retries", "1"]
        done = subprocess.run([*changed["prefix"], *home.command(words)], stdin=subprocess.DEVNULL, capture_output=True,
                              env={**home.environment(), **changed.get("environment", {})}, text=True, check=False,
                              timeout=bench.RUN_SECONDS_MAX)
        report = home.report()
        wrong = [f"left behind: {each}" for each in home.left_behind()]
    # Below some number not even the shell or the loader start: they say so with 126 or 127, and it is not ours.
    started = "oom-scan" not in done.stderr.partition("\n")[0] or done.returncode not in (126, 127)
    if started and done.returncode not in ENDS:
        wrong.append(f"exit code {done.returncode}")
    if "a bug in" in done.stderr:
        wrong.append("it calls itself a bug")
    if report is not None:
        for truth in fleet.truth["clusters"]:
            wrong += lost_in_silence(report, truth)
        if report["complete"] != (done.returncode == 0):
            wrong.append(f"complete is {report['complete']}, exit code {done.returncode}")
    elif started and "error: " not in done.stderr:
        wrong.append("no results and no error")
    if wrong:
        wrong.append(done.stderr[-800:])
    return done.returncode, wrong


def main():
    clusters = [{"name": name, "namespaces": bench.HEALTHY_NAMESPACES} for name in (bench.HEALTHY, "also-prd-es01")]
    cases = [("open files", number) for number in FILES]
    if no_other_user():
        print(f"processes: skipped: {no_other_user()}")
    else:
        cases += [("processes", number) for number in PROCESSES]
    with bench.Fleet(clusters, []) as fleet, concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda case: try_limit(fleet, *case), cases))
    failed = 0
    for kind in ("open files", "processes"):
        codes = [f"{number}: {code}" for (each, number), (code, _) in zip(cases, results) if each == kind]
        print(f"{kind}, limit: exit code: {', '.join(codes)}")
    for (kind, number), (_, wrong) in zip(cases, results):
        if wrong:
            failed += 1
            print(f"FAILED: {kind}: {number}\n  " + "\n  ".join(wrong))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
