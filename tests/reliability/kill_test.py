"""kill -9 at 50 random moments of a scan: no half-written file, no process, no socket, and the next run works."""
import concurrent.futures
import csv
import json
import random
import signal
import subprocess
import sys
import time

import bench

KILLS = 50
SEED = 6
AT_ONCE = 4
NEXT_RUN_EACH = 5  # after how many kills the program is run again in the same folder
MORE_THAN_WHOLE = 1.15  # some are to be killed while they write their results, and some a moment too late
OLD = "of the run before\n"
RESULTS = ("oom_results.csv", "oom_results.json")


def command(home, fleet, context):
    return home.command(["--kubeconfig", fleet.kubeconfig, "--contexts", context, "--time-range", "2h", "--strategy",
                         "namespace", "--timeout", "20"])


def run_whole(home, fleet, context):
    """(seconds, exit code) of a scan that nobody disturbs."""
    began = time.monotonic()
    done = subprocess.run(command(home, fleet, context), env=home.environment(), capture_output=True, check=False,
                          timeout=bench.RUN_SECONDS_MAX)
    return time.monotonic() - began, done.returncode


def not_whole(home):
    """Files that are neither those of before nor the whole new ones."""
    for name in RESULTS:
        text = (home.path / "out" / name).read_text(encoding="utf-8")
        if text == OLD:
            continue
        try:
            rows = json.loads(text)["findings"] if name.endswith("json") else list(csv.reader(text.splitlines()))
            whole = bool(rows) and text.endswith("\n")
        except ValueError:
            whole = False
        if not whole:
            yield f"half of a file: {name}, {len(text)} bytes"
    strange = {path.name for path in (home.path / "out").iterdir()} - set(RESULTS)
    yield from (f"left in the output directory: {name}" for name in strange)
    for path in (home.path / "artifacts").rglob("*.txt"):
        if path.stat().st_size == 0:
            yield f"an empty artifact: {path.name}"


def kill_once(fleet, context, after, try_next):
    """(what was done when it was killed, complaints)"""
    with bench.Home() as home:
        for name in RESULTS:
            (home.path / "out" / name).write_text(OLD, encoding="utf-8")
        process = subprocess.Popen(command(home, fleet, context), env=home.environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(after)
        ended = process.poll() is not None
        children = len(bench.processes_naming(str(home.path))) - 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        complaints = [f"left behind: {each}" for each in home.left_behind()] + list(not_whole(home))
        if try_next:
            _, code = run_whole(home, fleet, context)
            if code != 0:
                complaints.append(f"the next run ended with exit code {code}")
        return "ended" if ended else "with children" if children > 0 else "alone", complaints


def main():
    clusters = [{"name": bench.HEALTHY, "namespaces": bench.HEALTHY_NAMESPACES}]
    moments = random.Random(SEED)
    with bench.Fleet(clusters, [{"delay_ms": 10}]) as fleet:
        context = fleet.true_cluster(bench.HEALTHY)["context"]
        with bench.Home() as home, concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            # As long as it takes when others run beside it.
            whole = max(seconds for seconds, _ in pool.map(lambda _: run_whole(home, fleet, context), range(AT_ONCE)))
        delays = [moments.uniform(0, whole * MORE_THAN_WHOLE) for _ in range(KILLS)]
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            results = list(pool.map(lambda each: kill_once(fleet, context, each[1], each[0] % NEXT_RUN_EACH == 0),
                                    enumerate(delays)))
    when = [state for state, _ in results]
    wrong = [each for _, complaints in results for each in complaints]
    print(f"{KILLS} kills within {whole:.1f} s, seed {SEED}: " +
          ", ".join(f"{when.count(state)} {state}" for state in ("alone", "with children", "ended")))
    print("\n".join(wrong) or "nothing left behind, nothing half written, the next run works")
    if when.count("with children") < KILLS // 5:
        print("too few were killed in mid-scan")
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
