"""The junit, sarif and openmetrics exports of the built program: valid by their schemas and parsers, and of one mind
with the JSON export, for a whole, a partial, an interrupted run and a fleet that nobody reached. The golden files, which
hold hostile names, are valid as well. OOMSCAN_PROGRAM and OOMSCAN_FLEET_SIM name the programs; argument: the golden files.
"""
import json
import pathlib
import signal
import subprocess
import sys
import xml.etree.ElementTree

import validity

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "reliability"))
import bench  # noqa: E402

SKIPPED = 77
FORMATS = "json,junit,sarif,openmetrics"
CALM = {"name": "calm", "scenarios": ["healthy"]}
CLUSTERS = [{"name": bench.HEALTHY, "namespaces": [*bench.HEALTHY_NAMESPACES, CALM]},
            {"name": "hurt-prd-es01", "namespaces": [*bench.FAULTY_NAMESPACES, CALM]}]
PODS_OF_HURT = f"/api/v1/namespaces/{bench.HURT}/pods"
WORDS = ["--time-range", "2h", "--strategy", "namespace", "--timeout", "20", "--no-artifacts", "--format", FORMATS]


class Check:
    def __init__(self, schemas):
        self.schemas, self.count, self.complaints = schemas, 0, 0

    def expect(self, what, condition, *more):
        self.count += 1
        if not condition:
            self.complaints += 1
            print(f"NOT TRUE: {what}", *more, sep="\n  ")

    def valid(self, file):
        found = validity.of(file, self.schemas)
        self.expect(f"{file.name} is valid", not found, *found[:5])


class Results:
    def __init__(self, folder):
        self.folder = folder
        self.report = json.loads((folder / "oom_results.json").read_text(encoding="utf-8"))
        self.junit = xml.etree.ElementTree.parse(folder / "oom_results.junit.xml").getroot()
        self.sarif = json.loads((folder / "oom_results.sarif").read_text(encoding="utf-8"))["runs"][0]
        self.metrics = {}
        for line in (folder / "oom_results.prom").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                sample, _, value = line.rpartition(" ")
                self.metrics[sample] = float(value)

    def case(self, cluster, namespace, kind):
        """failed, passed, or the reason for which it was skipped."""
        case = next((each for each in self.junit.iter("testcase")
                     if (each.get("classname"), each.get("name")) == (f"{cluster}.{namespace}", kind)), None)
        if case is None:
            return "absent"
        skipped = case.find("skipped")
        return "failed" if case.find("failure") is not None else skipped.get("message") if skipped is not None else "passed"

    def sum(self, metric):
        return sum(value for sample, value in self.metrics.items() if sample.partition("{")[0] == metric)


def agree(check, how, results):
    """What all formats of one run have to say alike."""
    for name in ("junit.xml", "sarif", "prom"):
        check.valid(results.folder / f"oom_results.{name}")
    findings = results.report["findings"]
    check.expect(f"{how}: each finding is a result", [each["fingerprint"] for each in findings] ==
                 [each["partialFingerprints"]["oomScan/v1"] for each in results.sarif["results"]])
    check.expect(f"{how}: each finding is counted", results.sum("oom_scan_findings") == len(findings))
    places = {(each["cluster"], each["namespace"], each["type"]) for each in findings}
    check.expect(f"{how}: what failed has findings", sum(1 for _ in results.junit.iter("failure")) == len(places))
    complete = results.report["complete"]
    check.expect(f"{how}: complete or not, alike", (results.sarif["invocations"][0]["executionSuccessful"],
                 results.metrics["oom_scan_run_complete"] == 1, next(results.junit.iter("skipped"), None) is None) ==
                 (complete,) * 3)
    check.expect(f"{how}: the run took some time", results.metrics["oom_scan_run_duration_seconds"] > 0)


def scan(fleet, *words, interrupt_at=None):
    with bench.Home() as home:
        process = subprocess.Popen(home.command(["--kubeconfig", fleet.kubeconfig, *WORDS, *words]), env=home.environment(),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            if interrupt_at:
                bench.eventually(lambda: any(each["path"] == interrupt_at for each in fleet.requests()["requests"]),
                                 bench.RUN_SECONDS_MAX)
                process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=bench.RUN_SECONDS_MAX)[1].decode(errors="replace")
        finally:
            process.kill()
        if not (home.path / "out/oom_results.json").exists():
            raise SystemExit(f"no results: {said}")
        keep = pathlib.Path(fleet.folder, f"results-{len(list(fleet.folder.glob('results-*')))}")
        (home.path / "out").rename(keep)
        return process.returncode, Results(keep)


def whole(check):
    with bench.Fleet(CLUSTERS, []) as fleet:
        code, results = scan(fleet)
        agree(check, "whole", results)
        check.expect("whole: exit code 0", code == 0, code)
        check.expect("whole: what fails has failed", results.case(bench.HEALTHY, "shop", "OOMKilled") == "failed")
        check.expect("whole: what was seen and is well has passed", results.case(bench.HEALTHY, "calm", "OOMKilled") == "passed")
        check.expect("whole: another type is not sought", results.case(bench.HEALTHY, "calm", "Evicted") == "absent")


def partial(check):
    with bench.Fleet(CLUSTERS, [{"path": PODS_OF_HURT, "status": 403}]) as fleet:
        code, results = scan(fleet)
        agree(check, "partial", results)
        check.expect("partial: exit code 3", code == 3, code)
        for kind in ("OOMKilled", "CrashLoopBackOff"):
            case = results.case("hurt-prd-es01", bench.HURT, kind)
            check.expect(f"partial: {kind} is skipped or failed, with the reason", "403" in case or case == "failed", case)
        check.expect("partial: a neighbour has passed", results.case("hurt-prd-es01", "calm", "OOMKilled") == "passed")


def interrupted(check):
    with bench.Fleet(CLUSTERS, [{"path": PODS_OF_HURT, "delay_ms": 600_000}]) as fleet:
        _, results = scan(fleet, interrupt_at=PODS_OF_HURT)
        agree(check, "interrupted", results)
        check.expect("interrupted: it is said first", results.junit[0].get("name") == "the run")
        case = results.case("hurt-prd-es01", bench.HURT, "OOMKilled")
        check.expect("interrupted: what was not reached has not passed", case != "passed", case)
        check.expect("interrupted: and the metric says so", results.metrics["oom_scan_run_interrupted"] == 1)


def nobody_reached(check):
    with bench.Fleet(CLUSTERS, [{"path": "/api/v1/namespaces", "status": 401}]) as fleet:
        _, results = scan(fleet)
        agree(check, "nobody reached", results)
        check.expect("nobody reached: nothing has passed", sum(1 for _ in results.junit.iter("testcase")) ==
                     sum(1 for _ in results.junit.iter("skipped")) > 0)
        check.expect("nobody reached: nothing is scanned", not any(
            value for sample, value in results.metrics.items() if 'status="scanned"' in sample))


def main():
    lacking = validity.missing()
    if lacking:
        print("cannot run here: there is no", ", ".join(lacking))
        sys.exit(SKIPPED)
    done = subprocess.run(["bash", HERE / "schemas.sh"], stdout=subprocess.PIPE, check=False, text=True)
    if done.returncode != 0:
        sys.exit(done.returncode)
    check = Check(pathlib.Path(done.stdout.strip()))
    for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        if file.suffix in (".xml", ".sarif", ".prom"):
            check.valid(file)
    for each in (whole, partial, interrupted, nobody_reached):
        each(check)
    print(f"{check.count} checks, {check.complaints} not true")
    sys.exit(1 if check.complaints else 0)


main()
