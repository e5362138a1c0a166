"""What `oom-scan doctor` says below a no: done, that answer is no longer a no."""
import os
import pwd
import subprocess

import bench
from cluster_hints import HURT, NAMESPACE_PODS, gives_nothing, with_faults
from following import follows, is_told
from machine_hints import CLUSTERS

AS_ONE_LINE = "an administrator runs: {} | {} apply -f -"
DO_WITHOUT = "do without: {}"
THESE = "if these are all you mean: --namespaces {}"
ARTIFACTS = "name another with --artifacts-dir"
STDOUT = "is the disk full, or was the pipe closed?"


def doctor(home, fleet, *words):
    run = home.run([bench.PROGRAM, "doctor", "--oc", home.client, "--kubeconfig", fleet.kubeconfig,
                    "--skip-prometheus", *words])
    run.said = run.stdout + run.stderr
    return run


def noes(run):
    return [line.split("  ")[1].strip() or line for line in run.stdout.splitlines() if line.startswith("  no ")]


@follows(ARTIFACTS, "the name ", "the names ",
         "check {}: who may not look into a namespace is not told whether it exists", AS_ONE_LINE, DO_WITHOUT, THESE,
         "and so on for {} more namespace{}")
def noes_of_the_doctor(home):
    with bench.Fleet(CLUSTERS, []) as fleet:
        before = doctor(home, fleet, "--artifacts-dir", "/proc/self")
        if not is_told(ARTIFACTS, before.said):
            yield f"'{ARTIFACTS}' is not told: {before.said}"
        after = doctor(home, fleet, "--artifacts-dir", home.path / "artifacts")
        if after.returncode != 0:
            yield f"'{ARTIFACTS}' followed: {after.said}"
    # The demo fleet's tenant: two namespaces of five, and no list of them.
    folder = home.path / "fleet"
    folder.mkdir()
    process = subprocess.Popen([bench.FLEET_SIM, "--dir", folder, "--preset", "demo", "--die-with-parent"])
    try:
        bench.eventually(lambda: (folder / "ready").exists(), bench.START_SECONDS_MAX)
        fleet = type("Fleet", (), {"kubeconfig": folder / "kubeconfig"})
        stg = ("--contexts", "stg")
        before = doctor(home, fleet, *stg)
        lines = before.stdout.splitlines()
        roles = [line.split("runs: ")[1] for line in lines if "> an administrator runs: " in line]
        binds = [line.split("and: ")[1] for line in lines if "> and: " in line]
        if not roles or not binds:
            yield f"no roles and no bindings: {before.said}"
        else:
            hint = f"{roles[0]} && {binds[0].rsplit(' ', 1)[0]} --user=NAME"
            if why := gives_nothing(hint, "list", "pods", "openshift-etcd"):
                yield why
        for words in (("--no-logs",), ("--no-describe",)):
            if f"do without: {words[0]}" not in before.said:
                yield f"'do without: {words[0]}' is not told: {before.said}"
            what = "read logs" if words[0] == "--no-logs" else "describe pods"
            if what in doctor(home, fleet, *stg, *words).said:
                yield f"{words[0]} is given, and '{what}' still stands there"
        mistyped = doctor(home, fleet, *stg, "--namespaces", "paymnts,shop")
        well = doctor(home, fleet, *stg, "--namespaces", "payments,shop")
        if "check" not in mistyped.said or well.returncode != 0:
            yield f"a mistyped name: {mistyped.said} {well.said}"
    finally:
        process.terminate()
        process.wait()
    with with_faults({"path": "/api/v1/namespaces", "query": "limit", "status": 403}) as fleet:
        scan = doctor(home, fleet)
        if is_told(THESE, scan.said):
            names = scan.said.split("--namespaces ")[1].split()[0]
            if "no       list namespaces" in doctor(home, fleet, "--namespaces", names).said:
                yield f"'{THESE}' followed: it still asks for the list"


@follows(STDOUT)
def a_full_disk_behind_stdout(home):
    with open("/dev/full", "wb") as full:
        before = subprocess.run([bench.PROGRAM, "--list-detectors"], stdout=full, stderr=subprocess.PIPE, check=False)
    after = home.run([bench.PROGRAM, "--list-detectors"])
    if STDOUT.encode() not in before.stderr or before.returncode != 1 or after.returncode != 0:
        yield f"{before} {after}"


NAMES = "names have lower-case letters, digits and '-', 63 at most"
OPEN_FILES = "the limit of open files is reached: raise it (ulimit -n), or do less at once"
PRIVATE = "make it private (chmod 700), or {}"
REMOVE = "remove it, or {}"
EXECUTABLE = "make it executable (chmod +x), or name another program"


@follows(PRIVATE, REMOVE)
def directories_of_artifacts(home):
    """`scan` uses a private one beside them; the doctor says what is wrong with them where it cannot."""
    with bench.Fleet(CLUSTERS, []) as fleet:
        place = home.path / "artifacts" / bench.HEALTHY
        own = home.path / "artifacts" / f"oom-scan-{pwd.getpwuid(os.geteuid()).pw_name}"
        own.write_text("in the way", encoding="utf-8")
        place.mkdir(mode=0o700)
        place.chmod(0o777)
        before = doctor(home, fleet, "--artifacts-dir", home.path / "artifacts")
        place.chmod(0o700)
        after = doctor(home, fleet, "--artifacts-dir", home.path / "artifacts")
        if not is_told(PRIVATE, before.said) or after.returncode != 0:
            yield f"'{PRIVATE}': {before.said} {after.said}"
        place.rmdir()
        place.write_text("a file", encoding="utf-8")
        before = doctor(home, fleet, "--artifacts-dir", home.path / "artifacts")
        place.unlink()
        after = doctor(home, fleet, "--artifacts-dir", home.path / "artifacts")
        if not is_told(REMOVE, before.said) or after.returncode != 0:
            yield f"'{REMOVE}': {before.said} {after.said}"
