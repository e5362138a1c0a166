"""The benchmarks by name. Each prints its table."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import contestants
import servers
import sizes_plot
import tables
from measure import measure, measure_in_turn, run_once, successful_run

SEEN, GAPS = 0, 3  # exit codes of a scan that came to its end
FINISHED = (SEEN, GAPS)
ROOT = servers.ROOT


def program(options):
    return f"{options.build}/oom-scan"


def scan(options, environment, *words):
    return [program(options), "--current", "--no-artifacts", "--skip-prometheus", "--output-dir", environment["D"], "-q",
            *words]


def verdicts(environment):
    """The findings of the last scan, without what the way of reading may change."""
    with open(f"{environment['D']}/oom_results.json", encoding="utf-8") as file:
        findings = json.load(file)["findings"]
    for finding in findings:
        finding.pop("artifacts")
    return findings


def pods_seen(options, environment):
    """How many pods there are: a scan that is not counted."""
    run_once(scan(options, environment), environment)
    with open(f"{environment['D']}/oom_results.json", encoding="utf-8") as file:
        return json.load(file)["coverage"][0]["pods"]


def again_inside(options, folder, *words):
    """This script once more, in the testbed, where its servers are to be reached."""
    servers.inside(folder, sys.executable, ROOT / "scripts/bench", "--runs", options.runs, "--build", options.build, *words)


WAYS = {"oom-scan": [],
        "oom-scan, namespace by namespace": ["--strategy", "namespace"],
        "oom-scan, one client process per request (JSON)": ["--transport", "exec"],
        "oom-scan --quick": ["--quick"]}
OTHERS = {"curl, JSON pages of 500": contestants.JSON_PAGES,
          "curl, JSON, whole": contestants.JSON_WHOLE,
          "curl, protobuf, whole": contestants.PROTOBUF_WHOLE}


class SameFindings:
    """All ways to scan must find the same; --quick all but what it says it does not see."""

    def __init__(self, environment):
        self.environment, self.told, self.unseen = environment, None, 0

    def __call__(self, name):
        if name not in WAYS:
            return
        findings = verdicts(self.environment)
        self.told = findings if self.told is None else self.told
        missing = [finding for finding in self.told if finding not in findings]
        if "--quick" in WAYS[name]:
            self.unseen = len(missing)
            missing = [finding for finding in missing if finding["container_kind"] not in ("init", "ephemeral")]
        if missing or any(finding not in self.told for finding in findings):
            raise SystemExit(f"different findings: {name}: {len(findings)} instead of {len(self.told)}")


def compare_ways(options, environment, title, with_tool_lists=True, with_quick=False):
    """All ways to read the current cluster, oom-scan's own first; their findings must be the same. --quick only where a
    real server makes the table: the simulator takes seconds for it."""
    commands = {name: (scan(options, environment, *words), FINISHED) for name, words in WAYS.items()
                if with_quick or "--quick" not in words}
    commands |= {name: (contestants.in_shell(script), (SEEN,)) for name, script in OTHERS.items()}
    same = SameFindings(environment)
    runs = measure_in_turn(commands, environment, options.runs, same)
    table = tables.Comparison(title)
    for name, run in runs.items():
        table.row(name, run)
    if with_tool_lists:
        table.row("kubectl get pods,events -A -o json (one run)",
                  measure(contestants.tool_lists(environment["TOOL"]), environment, 1, warm_up=False))
    print(f"\n{len(same.told)} findings, the same in every way.")
    if with_quick:
        print(f"--quick leaves out {same.unseen} of init and ephemeral containers, and says that it does not look at them.")


def real(options):
    if "OOMSCAN_TESTBED_DIR" not in os.environ:
        with servers.real_server() as folder:
            again_inside(options, folder, "real")
        return
    servers.load_objects(options.build, 500, 40)
    with servers.environment_inside() as environment:
        tables.heading(f"A real API server, {pods_seen(options, environment):,} pods in 500 namespaces (`scripts/bench real`)")
        compare_ways(options, environment, "Whole processes, children included", with_quick=True)


def script(options):
    with servers.simulator(options.build, "--preset", "large", "--namespaces", 500, "--pods", 20) as environment:
        servers.write_names(environment)
        tables.heading("500 namespaces x 20 pods, as a script asks (`scripts/bench script`)")
        compare_ways(options, environment, "The simulator, TLS")
        table = tables.Comparison("Against one client process per namespace and resource, 5 at once")
        table.row("oom-scan", measure(scan(options, environment), environment, options.runs, codes=FINISHED))
        table.row("one process each (one run)",
                  measure(contestants.in_shell(contestants.PER_NAMESPACE), environment, 1, warm_up=False))


def than(options):
    """In turns with another build: what else the machine does is shared by both."""
    if not options.than:
        raise SystemExit("'than' needs --than BUILD, with the oom-scan to compare with")
    with servers.simulator(options.build, "--preset", "large", "--namespaces", 500, "--pods", 200) as environment:
        tables.heading("100,000 pods, in turns with another build (`scripts/bench --than BUILD than`)")
        words = scan(options, environment)
        commands = {"the other build": ([f"{os.path.abspath(options.than)}/oom-scan", *words[1:]], FINISHED),
                    "oom-scan": (words, FINISHED)}
        found = {}

        def count(name):
            found[name] = len(verdicts(environment))

        runs = measure_in_turn(commands, environment, options.runs, count)
        table = tables.Comparison("The simulator, TLS")
        for name, run in runs.items():
            table.row(name, run)
        print(f"\nFindings: {', '.join(f'{name} {number}' for name, number in found.items())}.")


SIZES = ((50, 20), (500, 20), (500, 40), (500, 100), (500, 200))  # namespaces, pods in each


def sizes(options):
    if "OOMSCAN_TESTBED_DIR" not in os.environ:
        for namespaces, pods in SIZES:
            with servers.real_server() as folder:
                again_inside(options, folder, f"size-{namespaces}x{pods}")
        return
    raise SystemExit("'sizes' runs outside of a testbed")


def one_size(namespaces, pods):
    def benchmark(options):
        servers.load_objects(options.build, namespaces, pods)
        with servers.environment_inside() as environment:
            count = pods_seen(options, environment)
            run = measure(scan(options, environment), environment, options.runs, codes=FINISHED)
        sizes_plot.add(count, run)

    return benchmark


def distance(options):
    tables.heading("100 ms away, 5,000 pods in 100 namespaces (`scripts/bench distance`)")
    for minor, how in ((32, "asked for pages"), (34, "asked for whole lists")):
        with servers.simulator(options.build, "--preset", "large", "--namespaces", 100, "--pods", 50, "--latency-ms", 100,
                               "--minor-version", minor) as environment:
            compare_ways(options, environment, f"The simulator as Kubernetes 1.{minor}, {how}; every answer 100 ms late",
                         with_tool_lists=False)


def fleet_row(options, environment, label, *words):
    command = [program(options), "--no-artifacts", "--skip-prometheus", "--output-dir", environment["D"], "-q", *words]
    run = successful_run(command, environment, FINISHED)
    print(f"| {label} | {run.wall:.1f} | {run.cpu:.1f} | {run.sum_mib:.0f} | {run.threads} | {run.processes} | "
          f"{run.descriptors} |", flush=True)


FLEET_COLUMNS = "wall s | CPU s | peak MiB in sum | threads | processes | descriptors |\n|---|---|---|---|---|---|---|"


def fleet(options):
    tables.heading("Many clusters, every answer 100 ms late (`scripts/bench fleet`)")
    print(f"\n### 200 clusters\n\n| --batch-size | {FLEET_COLUMNS}")
    with servers.simulator(options.build, "--preset", "fleet", "--clusters", 200, "--latency-ms", 100) as environment:
        for batch in (1, 2, 4, 8, 16, 32):
            fleet_row(options, environment, batch, "--batch-size", str(batch))
    print(f"\n### --batch-size 8\n\n| clusters | {FLEET_COLUMNS}")
    for clusters in (25, 50, 100, 200):
        with servers.simulator(options.build, "--preset", "fleet", "--clusters", clusters, "--latency-ms",
                               100) as environment:
            fleet_row(options, environment, clusters, "--batch-size", "8")


def start(options):
    tables.heading("Start-up (`scripts/bench start`)")
    with servers.simulator(options.build, "--preset", "empty") as environment:
        print("\n| what | median ms |\n|---|---|")
        for name, command in (("oom-scan --help", [program(options), "--help"]), ("true", ["true"])):
            runs = [run_once(command, environment).wall for _ in range(options.runs * 4)]
            print(f"| {name} | {sorted(runs)[len(runs) // 2] * 1000:.1f} |")
        instant = f"{options.build}/bench/instant_oc"
        first = []
        for _ in range(options.runs * 4):
            stamp = pathlib.Path(environment["D"], "first")
            stamp.unlink(missing_ok=True)
            began = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
            subprocess.run([program(options), "--oc", instant, "--current", "--no-artifacts", "--skip-prometheus",
                            "--output-dir", environment["D"], "-q", "--retries", "1", "--transport", "exec"],
                           env={**environment, "INSTANT_OC_STAMP": str(stamp)}, check=False, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            first.append((int(stamp.read_text()) - began) / 1e6)
        print(f"| exec of oom-scan to the first request | {sorted(first)[len(first) // 2]:.1f} |")


def evidence(options):
    # Each such container is found by both detectors.
    spaces = [{"name": f"team-{number:03}", "scenarios": ["oom-looping"], "pods": 10} for number in range(500)]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as config:
        json.dump({"clusters": [{"name": "evidence-prd-es01", "namespaces": spaces}]}, config)
        config.flush()
        with servers.simulator(options.build, "--preset", "empty", "--config", config.name) as environment:
            tables.heading("Describe and logs of 1,000 findings (`scripts/bench evidence`)")
            table = tables.Comparison("--ns-workers is how many pods at once; the first row saves nothing")
            base = [program(options), "--current", "--skip-prometheus", "--output-dir", environment["D"], "-q"]
            table.row("findings only", measure([*base, "--no-artifacts"], environment, 1, codes=FINISHED))
            for workers in (1, 5, 16):
                command = [*base, "--artifacts-dir", f"{environment['D']}/artifacts-{workers}", "--ns-workers", str(workers)]
                table.row(f"--ns-workers {workers}", measure(command, environment, 1, warm_up=False, codes=FINISHED))
            print(f"\n{len(verdicts(environment))} findings.")


ALL = {"real": real, "script": script, "sizes": sizes, "distance": distance, "fleet": fleet, "start": start,
       "evidence": evidence, "than": than, **{f"size-{n}x{p}": one_size(n, p) for n, p in SIZES}}
