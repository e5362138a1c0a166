"""Runs the rows of a section, several at once, on one fleet: each row has a cluster of its own and a healthy one beside
it, through one kubeconfig."""
import concurrent.futures
import subprocess
import time
import traceback

import bench
import checks
from row import Outcome
from testbed_fleet import TestbedFleet

ROWS_AT_ONCE = 4
WORDS_SHOWN = 130


def cluster_name(number):
    return f"row-prd-n{number:03d}"


def simulated_fleet(rows):
    clusters = [{"name": bench.HEALTHY, "namespaces": bench.HEALTHY_NAMESPACES}]
    faults = []
    for number, row in enumerate(rows):
        clusters.append({"name": cluster_name(number), "door": row.door, "namespaces": list(row.namespaces)})
        faults += [{"cluster": cluster_name(number), **fault} for fault in row.faults]
    return bench.Fleet(clusters, faults)


def run_program(row, home, fleet, contexts):
    changed = row.prepare(home, fleet) if row.prepare else {}
    words = ["--kubeconfig", changed.get("kubeconfig", fleet.kubeconfig), "--contexts", ",".join(contexts),
             "--time-range", "2h", *([] if row.artifacts else ["--no-artifacts"]), *row.words]
    command = [*changed.get("prefix", []), *home.command(words)]
    environment = {**home.environment(), **changed.get("environment", {})}
    for name in [name for name, value in environment.items() if value is None]:
        del environment[name]
    began = time.monotonic()
    if row.run:
        code, out, err = row.run([str(word) for word in command], environment, home)
    else:
        done = subprocess.run(command, env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False,
                              timeout=bench.RUN_SECONDS_MAX, cwd=home.path)
        code, out, err = done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    seconds = time.monotonic() - began
    return Outcome(code, out, err, seconds, home.report(), home.left_behind())


def complaints(row, home, fleet, truth, outcome):
    if outcome.code != row.exit:
        yield f"exit code {outcome.code}, should be {row.exit}"
    if outcome.seconds > row.seconds:
        yield f"took {outcome.seconds:.1f} s, should end within {row.seconds} s"
    yield from (f"left behind: {each}" for each in outcome.left_behind)
    if (outcome.report is not None) != row.report:
        yield "results were written" if outcome.report else "no results were written"
    if row.says not in outcome.out + outcome.err + str(outcome.report):
        yield f"'{row.says}' is not said"
    if "no issues" in outcome.out and row.gaps:
        yield "it looks clean"
    if outcome.report is not None:
        healthy = fleet.true_cluster(bench.HEALTHY)
        yield from checks.findings(outcome.report, healthy, ())
        yield from checks.gaps(outcome.report, healthy, row.healthy_gaps)
        yield from checks.findings(outcome.report, truth, row.lost)
        yield from checks.gaps(outcome.report, truth, row.gaps)
        whole = not row.gaps and not row.healthy_gaps
        if outcome.report["complete"] != whole:
            yield f"complete is {outcome.report['complete']}"
    if row.check:
        yield from row.check(home, fleet, outcome)


def cell(text):
    text = " ".join(text.split()).replace("|", "\\|")
    return text if len(text) <= WORDS_SHOWN else text[:WORDS_SHOWN - 1] + "…"


def table_line(row, outcome, truth, home, fleet):
    gaps = "; ".join(f"{space + ': ' if space else ''}{what}: {why}" for space, what, why in row.gaps)
    places = [(str(home.path), "HOME"), (str(fleet.folder), "FLEET"), (bench.PROGRAM, "oom-scan"),
              (bench.TOOL, "CLIENT"), (home.cluster, "CLUSTER")]
    said = checks.words_of(row, outcome, truth, places)
    return [cell(row.injected), str(outcome.code), cell(gaps) or "none", cell(said) or "", f"{outcome.seconds:.1f}"]


def try_row(row, number, fleet):
    """(cells of the table, complaints); no cells where it cannot run here."""
    why = row.needs() if row.needs else ""
    if why:
        return None, [], why
    truth = fleet.true_cluster(cluster_name(number))
    contexts = [fleet.true_cluster(bench.HEALTHY)["context"], truth["context"]]
    with bench.Home() as home:
        home.cluster = cluster_name(number)
        try:
            outcome = run_program(row, home, fleet, contexts)
        except subprocess.TimeoutExpired:
            return None, [f"did not end within {bench.RUN_SECONDS_MAX} s"], ""
        except (OSError, ValueError, subprocess.SubprocessError):
            return None, [traceback.format_exc()], ""
        wrong = list(complaints(row, home, fleet, truth, outcome))
        if wrong:
            wrong += ["--- stdout", outcome.out[-1500:], "--- stderr", outcome.err[-1500:]]
        return table_line(row, outcome, truth, home, fleet), wrong, ""


def real_fleet(rows):
    faults = [{"cluster": cluster_name(number), **fault} for number, row in enumerate(rows) for fault in row.faults]
    return TestbedFleet({cluster_name(number): row.door for number, row in enumerate(rows)}, faults)


def run(rows, make_fleet=simulated_fleet):
    """[(row, cells, complaints, why it was skipped)], in the order of the rows."""
    with make_fleet(rows) as fleet, concurrent.futures.ThreadPoolExecutor(ROWS_AT_ONCE) as pool:
        results = pool.map(lambda pair: try_row(pair[1], pair[0], fleet), enumerate(rows))
        return [(row, *result) for row, result in zip(rows, results)]
