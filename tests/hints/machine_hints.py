"""Hints about this machine: its client, its kubeconfig, its folders and limits."""
import json
import os
import pathlib
import re
import subprocess

import bench
from following import follows, is_told

CLUSTERS = [{"name": bench.HEALTHY, "namespaces": bench.HEALTHY_NAMESPACES}]
NOBODY = 61_900
ROOT = os.geteuid() == 0


def scan(home, kubeconfig, *words, artifacts=False, prefix=(), environment=None, tool=None, output=None):
    """One scan; what it said and its gaps' hints in `said`."""
    command = [*prefix, bench.PROGRAM, "--output-dir", output or home.output, "--artifacts-dir",
               home.path / "artifacts", "--skip-prometheus", "--time-range", "2h", "--timeout", "20"]
    if tool != "":
        command += ["--oc", tool or home.client]
    if kubeconfig:
        command += ["--kubeconfig", kubeconfig]
    if not artifacts:
        command.append("--no-artifacts")
    run = home.run([*command, *words], environment)
    run.report = home.report()
    run.said = run.stdout + run.stderr + json.dumps(run.report or {}, ensure_ascii=False)
    return run


def expect(hint, before, after, code=0):
    if not is_told(hint, before.said):
        yield f"'{hint}' is not told: {before.returncode} {before.stdout[-800:]}{before.stderr}"
    if after.returncode != code:
        yield f"'{hint}' followed: {after.returncode} {after.stdout[-800:]}{after.stderr}"


def wholly(function):
    """With a healthy cluster."""
    def with_fleet(home):
        with bench.Fleet(CLUSTERS, []) as fleet:
            yield from function(home, fleet)
    with_fleet.__name__ = function.__name__
    return with_fleet


INSTALL = "install 'oc' or 'kubectl' where PATH finds it, or say where it is with --oc PATH"
EXECUTABLE = "make it executable (chmod +x), or name another program"
FIRST_LINE = "check its first line, or reinstall it"


@follows(INSTALL, FIRST_LINE)
@wholly
def the_client(home, fleet):
    ok = scan(home, fleet.kubeconfig)
    yield from expect(INSTALL, scan(home, fleet.kubeconfig, tool="/no/such/oc"), ok)
    yield from expect(INSTALL, scan(home, fleet.kubeconfig, tool="", environment={"PATH": "/nonexistent"}), ok)
    # "where PATH finds it"
    (home.path / "bin/kubectl").symlink_to(home.client)
    in_path = scan(home, fleet.kubeconfig, tool="", environment={"PATH": f"{home.path}/bin"})
    yield from expect(INSTALL, scan(home, fleet.kubeconfig, tool="xyzzy"), in_path)
    client = home.path / "bin/oc"
    client.write_text(f'#!/no/such/shell\nexec {home.client} "$@"\n', encoding="utf-8")
    client.chmod(0o755)
    before = scan(home, fleet.kubeconfig, tool=client)
    client.write_text(f'#!/bin/sh\nexec {home.client} "$@"\n', encoding="utf-8")
    yield from expect(FIRST_LINE, before, scan(home, fleet.kubeconfig, tool=client))


MISSING = "check the path given to --kubeconfig"
KUBECONFIG = "check KUBECONFIG, or name a file with --kubeconfig"
TILDE = "'~' was not expanded by the shell; write {}"
ONCE = "write it to a file first, and name that with --kubeconfig"
READABLE = "make the file readable for this user, or name another with --kubeconfig"
TWICE = "give each entry of the file a name of its own"
MEND = "mend the file, or name another with --kubeconfig; what reads it: {} config view"


@follows(MISSING, KUBECONFIG, TILDE, ONCE, TWICE, MEND)
@wholly
def the_kubeconfig(home, fleet):
    good = fleet.kubeconfig
    yield from expect(MISSING, scan(home, "/no/such"), scan(home, good))
    yield from expect(KUBECONFIG, scan(home, None, environment={"KUBECONFIG": "/no/such"}),
                      scan(home, None, environment={"KUBECONFIG": str(good)}))
    yield from expect(KUBECONFIG, scan(home, None, environment={"KUBECONFIG": "/no/such"}), scan(home, good))
    before = scan(home, "~/config", environment={"HOME": str(good.parent)})
    written = re.search(r"write (\S+)", before.stderr)
    (good.parent / "config").write_bytes(good.read_bytes())
    yield from expect(TILDE, before, scan(home, written[1] if written else "", environment={"HOME": str(good.parent)}))
    fifo = home.path / "fifo"
    os.mkfifo(fifo)
    copy = home.path / "copy"
    copy.write_bytes(good.read_bytes())
    yield from expect(ONCE, scan(home, fifo), scan(home, copy))
    # A word that would be valid YAML and is no kubeconfig; then two entries of one name.
    bad = home.path / "bad"
    bad.write_text("a: [b", encoding="utf-8")
    before = scan(home, bad)
    command = re.search(r"what reads it: (.*)", before.stderr)
    shown = subprocess.run(["sh", "-c", command[1] if command else "true"], capture_output=True, text=True, check=False)
    reason = re.search(r"yaml: [^\n]*", before.stderr)
    if not reason or reason[0] not in shown.stderr:
        yield f"the command of '{MEND}' does not show why: {shown.stdout}{shown.stderr}"
    bad.write_bytes(good.read_bytes())
    yield from expect(MEND, before, scan(home, bad))
    bad.write_text(json.dumps({"apiVersion": "v1", "kind": "Config", "contexts": [
        {"name": "a", "context": {"cluster": "c", "user": "u"}}, {"name": "a", "context": {"cluster": "d", "user": "u"}}
    ]}), encoding="utf-8")
    before = scan(home, bad)
    bad.write_text(bad.read_text(encoding="utf-8").replace('"a"', '"b"', 1), encoding="utf-8")
    after = scan(home, bad)
    if TWICE in after.said:
        yield f"'{TWICE}' is told of names of their own"
    if not is_told(TWICE, before.said):
        yield f"'{TWICE}' is not told: {before.said}"


CURRENT = "name one with --contexts, or set one with `oc config use-context NAME`"
KNOWN = "the kubeconfig has {}; see --list-contexts"
MORE = "write more of the name"


@follows(CURRENT, KNOWN, MORE)
def the_contexts(home):
    clusters = [{"name": name, "namespaces": bench.HEALTHY_NAMESPACES} for name in ("well-prd-es00", "well-prd-es01")]
    with bench.Fleet(clusters, []) as fleet:
        config = home.path / "config"
        text = re.sub(r"^current-context:.*$", "", fleet.kubeconfig.read_text(encoding="utf-8"), flags=re.M)
        if text.lstrip().startswith("{"):
            whole = json.loads(text)
            whole.pop("current-context", None)
            text = json.dumps(whole)
        config.write_text(text, encoding="utf-8")
        yield from expect(CURRENT, scan(home, config, "--current"), scan(home, config, "--contexts", "es00"))
        context = fleet.true_cluster("well-prd-es00")["context"]
        subprocess.run([home.client, "--kubeconfig", config, "config", "use-context", context], check=True,
                       capture_output=True)
        yield from expect(CURRENT, scan_without_current(home, fleet), scan(home, config, "--current"))
        before = scan(home, config, "--contexts", "nope")
        listed = home.run([bench.PROGRAM, "--list-contexts", "--kubeconfig", config, "--oc", home.client])
        name = next(word for word in listed.stdout.split() if word.startswith("well-"))
        yield from expect(KNOWN, before, scan(home, config, "--contexts", name))
        yield from expect(MORE, scan(home, config, "--contexts", "well-prd"), scan(home, config, "--contexts", "prd-es01"))


def scan_without_current(home, fleet):
    config = home.path / "without"
    config.write_bytes(fleet.kubeconfig.read_bytes())
    subprocess.run([home.client, "--kubeconfig", config, "config", "unset", "current-context"], check=True,
                   capture_output=True)
    return scan(home, config, "--current")


NAME_OUTPUT = "{}name another with --output-dir"
MAKE_IT = "make it, or "
REMOVE = "remove it, or choose another directory"
THEIRS = "take that from them (chmod go-w '{}'), or choose another directory"


@follows(NAME_OUTPUT, MAKE_IT, REMOVE, THEIRS)
@wholly
def the_output(home, fleet):
    new = home.path / "new"
    before = scan(home, fleet.kubeconfig, output=new)
    yield from expect(MAKE_IT, before, scan(home, fleet.kubeconfig))
    new.mkdir()
    yield from expect(NAME_OUTPUT, before, scan(home, fleet.kubeconfig, output=new))
    (new / "oom_results.csv").unlink()
    (new / "oom_results.csv").mkdir()
    before = scan(home, fleet.kubeconfig, output=new)
    (new / "oom_results.csv").rmdir()
    yield from expect(REMOVE, before, scan(home, fleet.kubeconfig, output=new))
    open_to_all = home.path / "open"
    (open_to_all / "in").mkdir(parents=True)
    open_to_all.chmod(0o777)
    (open_to_all / "in").chmod(0o777)
    before = scan(home, fleet.kubeconfig, output=open_to_all / "in")
    command = re.search(r"\((chmod go-w '[^']*')\)", before.said)
    if command:
        subprocess.run(["sh", "-c", command[1]], check=True)
    yield from expect(THEIRS, before, scan(home, fleet.kubeconfig, output=open_to_all / "in"))


FILES = "raise the limit of open files (ulimit -n)"
FREE = "free some space, or choose another directory"
READ_ONLY = "choose another directory"
SIZES = "raise the limit of file sizes (ulimit -f)"


@follows(FREE, READ_ONLY, SIZES)
@wholly
def the_disk(home, fleet):
    ok = scan(home, fleet.kubeconfig)
    if not ROOT:
        print("  not met without root: a full and a read-only file system")
        return
    mounts = ["unshare", "-m", "bash", "-c"]
    before = scan(home, fleet.kubeconfig,
                  prefix=[*mounts, f'mount -t tmpfs -o size=8k none {home.output} && exec "$@"', "_"])
    yield from expect(FREE, before, ok)
    saved = home.path / "artifacts"
    before = scan(home, fleet.kubeconfig, artifacts=True, prefix=[
        *mounts, f'mount --bind {saved} {saved} && mount -o remount,ro,bind {saved} && exec "$@"', "_"])
    other = home.path / "elsewhere"
    other.mkdir(mode=0o700)
    yield from expect(READ_ONLY, before, scan(home, fleet.kubeconfig, "--artifacts-dir", other))
    before = scan(home, fleet.kubeconfig, prefix=["bash", "-c", 'ulimit -f 1; trap "" XFSZ; exec "$@"', "_"])
    yield from expect(SIZES, before, ok)


POD = "write NAMESPACE/POD, for example: oom-scan explain --current payments/api-0"
ONE = "choose one with --current or --contexts"
LISTS = "'kubectl get pods' lists their names"


@follows(POD, ONE, LISTS)
def explaining(home):
    clusters = [{"name": name, "namespaces": bench.HEALTHY_NAMESPACES} for name in ("well-prd-es00", "well-prd-es01")]
    with bench.Fleet(clusters, []) as fleet:
        def explain(*words):
            run = home.run([bench.PROGRAM, "explain", "--oc", home.client, "--kubeconfig", fleet.kubeconfig, *words])
            run.said = run.stdout + run.stderr
            return run
        listed = home.run([home.client, "--kubeconfig", fleet.kubeconfig, "get", "pods", "--namespace", "shop",
                           "--output", "name"])
        pod = "shop/" + listed.stdout.split()[0].removeprefix("pod/")
        yield from expect(POD, explain("--current", "nonsense"), explain("--current", pod))
        yield from expect(ONE, explain(pod), explain("--current", pod))
        yield from expect(ONE, explain(pod), explain("--contexts", "es01", pod_of(home, fleet, "es01")))
        yield from expect(LISTS, explain("--current", "shop/nope"), explain("--current", pod))


def pod_of(home, fleet, name):
    context = fleet.true_cluster(f"well-prd-{name}")["context"]
    listed = home.run([home.client, "--kubeconfig", fleet.kubeconfig, "--context", context, "get", "pods",
                       "--namespace", "shop", "--output", "name"])
    return "shop/" + listed.stdout.split()[0].removeprefix("pod/")
