"""Hints about a cluster and the way to it: with what they say done, the scan sees what it did not."""
import json
import re
import subprocess

import bench
from following import follows, is_told
from machine_hints import expect, scan

HURT = "hurt-prd-es01"
CLUSTER = {"name": HURT, "namespaces": bench.FAULTY_NAMESPACES}
NAMESPACE_PODS = "/api/v1/namespaces/hurt/pods"
ONE_BY_ONE = ("--strategy", "namespace")


def with_faults(*faults, door="open", clusters=(CLUSTER,)):
    return bench.Fleet([{**each, "door": door} for each in clusters], [{"cluster": HURT, **fault} for fault in faults])


def repaired(fleet):
    """From now on the server answers as it should."""
    request = bench.urllib.request.Request(f"{fleet.control}/_sim/faults", b"[]", method="PUT")
    bench.urllib.request.urlopen(request, timeout=30).close()


TIMEOUT = "raise --timeout, or lower --ns-workers if the API server is throttling"
BUSY = "scan again when the API server is less busy, or lower --ns-workers"
THROTTLED = "lower --ns-workers and --batch-size"
CHANGES = "the cluster changes faster than the list can be read; scan again, or use --strategy namespace"
EXEC = "try --transport exec"


@follows(TIMEOUT, BUSY, THROTTLED, CHANGES)
def a_busy_server(home):
    with with_faults({"path": NAMESPACE_PODS, "delay_ms": 2500}) as fleet:
        words = (*ONE_BY_ONE, "--attempts", "1")
        before = scan(home, fleet.kubeconfig, *words, "--timeout", "1")
        yield from expect(TIMEOUT, before, scan(home, fleet.kubeconfig, *words, "--timeout", "20"))
    for hint, fault, words in ((BUSY, {"status": 504}, ONE_BY_ONE), (THROTTLED, {"status": 429}, ONE_BY_ONE)):
        with with_faults({"path": NAMESPACE_PODS, **fault}) as fleet:
            before = scan(home, fleet.kubeconfig, *words, "--attempts", "1")
            repaired(fleet)  # less busy, as fewer workers make it
            yield from expect(hint, before, scan(home, fleet.kubeconfig, *words, "--ns-workers", "1", "--batch-size", "1"))
    with with_faults({"path": "/api/v1/pods", "status": 410}) as fleet:
        before = scan(home, fleet.kubeconfig, "--strategy", "cluster")
        yield from expect(CHANGES, before, scan(home, fleet.kubeconfig, *ONE_BY_ONE))


CLUSTER_TIME = "raise --cluster-timeout, or select fewer namespaces with --include-ns"
DEADLINE = "raise --deadline, or scan fewer clusters with --contexts"


@follows(CLUSTER_TIME, DEADLINE)
def times_that_are_over(home):
    with with_faults({"path": NAMESPACE_PODS, "delay_ms": 3000}) as fleet:
        before = scan(home, fleet.kubeconfig, *ONE_BY_ONE, "--cluster-timeout", "1")
        yield from expect(CLUSTER_TIME, before, scan(home, fleet.kubeconfig, *ONE_BY_ONE, "--cluster-timeout", "40"))
        yield from expect(CLUSTER_TIME, before,
                          scan(home, fleet.kubeconfig, *ONE_BY_ONE, "--cluster-timeout", "2", "--include-ns", "sound"))
        before = scan(home, fleet.kubeconfig, *ONE_BY_ONE, "--deadline", "1")
        yield from expect(DEADLINE, before, scan(home, fleet.kubeconfig, *ONE_BY_ONE, "--deadline", "40"))
    two = ({"name": "well-prd-es00", "namespaces": bench.HEALTHY_NAMESPACES}, CLUSTER)
    with with_faults({"path": NAMESPACE_PODS, "delay_ms": 3000}, clusters=two) as fleet:
        before = scan(home, fleet.kubeconfig, *ONE_BY_ONE, "--deadline", "2")
        yield from expect(DEADLINE, before,
                          scan(home, fleet.kubeconfig, *ONE_BY_ONE, "--deadline", "2", "--contexts", "es00"))


UP = "is the cluster up? check its API server, and VPN or proxy settings"
AUTHORITY = "check the address, and the context's certificate-authority"


def with_cluster(home, fleet, name, **changed):
    """The kubeconfig with another server, or another authority, for the cluster of this context."""
    shown = subprocess.run([bench.TOOL, "--kubeconfig", fleet.kubeconfig, "config", "view", "--raw", "-o", "json"],
                           check=True, capture_output=True)
    config = json.loads(shown.stdout)
    context = fleet.true_cluster(name)["context"]
    of = next(each["context"]["cluster"] for each in config["contexts"] if each["name"] == context)
    next(each["cluster"] for each in config["clusters"] if each["name"] == of).update(changed)
    file = home.path / "changed.kubeconfig"
    file.write_text(json.dumps(config), encoding="utf-8")
    return file


@follows(UP, AUTHORITY, "check the context's server address, DNS and VPN")
def a_server_out_of_reach(home):
    with with_faults() as fleet:
        ok = scan(home, fleet.kubeconfig)
        closed = with_cluster(home, fleet, HURT, server="https://127.0.0.1:9")
        yield from expect(UP, scan(home, closed, "--attempts", "1"), ok)
        nowhere = with_cluster(home, fleet, HURT, server="https://no-such-host.invalid:6443")
        yield from expect("check the context's server address, DNS and VPN",
                          scan(home, nowhere, "--attempts", "1"), ok)
    with with_faults(door="unknown-authority") as fleet:
        before = scan(home, fleet.kubeconfig, "--attempts", "1")
    with with_faults() as fleet:
        yield from expect(AUTHORITY, before, scan(home, fleet.kubeconfig))


TYPO = "check the name '{}' (who may not look into a namespace is not told whether it exists); else an administrator runs: {}"
GIVES = "an administrator gives what a scan needs with: {}"
LIST_THEM = "name them with --namespaces, or let an administrator give the right to list them: {}"
NOT_THERE = "check its name; --list-namespaces shows which there are"


def commands_of(hint):
    """The roles that 'oom-scan rbac ...' prints, and whether the client takes the command that binds them."""
    found = re.search(r"(oom-scan rbac[^|]*) \| (\S+) apply -f - && (\S+ create .*? --user=NAME)", hint)
    if not found:
        return None
    words = found[1].split()[1:]
    yaml = subprocess.run([bench.PROGRAM, *words], capture_output=True, text=True, check=True).stdout
    bind = [bench.TOOL, *found[3].split()[1:-1], "--user=jo", "--dry-run=client", "-o", "json"]
    bound = subprocess.run(bind, capture_output=True, text=True, check=False)
    return yaml, json.loads(bound.stdout) if bound.returncode == 0 else None


def gives_nothing(hint, verb, resource, namespace):
    """Why a role and binding of this hint would not give the right; empty if they do."""
    made = commands_of(hint)
    if made is None:
        return f"no command in: {hint}"
    yaml, binding = made
    if binding is None:
        return f"the client does not take the binding of: {hint}"
    role = binding["roleRef"]
    for document in yaml.split("---\n")[1:]:
        kind = re.search(r"^kind: (\w+)$", document, re.M)[1]
        name = re.search(r"^  name: (\S+)$", document, re.M)[1]
        where = re.search(r'^  namespace: "(.*)"$', document, re.M)
        if (kind, name) != (role["kind"], role["name"]):
            continue
        if where and where[1] != binding["metadata"].get("namespace"):
            continue
        if kind == "Role" and where[1] != namespace:
            continue
        if re.search(rf"resources: \[{resource}\]\n    verbs: \[{verb}\]", document):
            return ""
    return f"nothing that is bound gives {verb} {resource} in '{namespace}': {hint}"


@follows(TYPO, GIVES, LIST_THEM, NOT_THERE)
def refusals(home):
    forbidden = {"status": 403}
    with with_faults({"path": NAMESPACE_PODS, **forbidden}) as fleet:
        before = scan(home, fleet.kubeconfig, *ONE_BY_ONE)
        gap = next(each for each in before.report["coverage"][0]["gaps"] if each["why"] == "forbidden")
        repaired(fleet)  # what a role does that is really bound: testbed.scan, test_rbac
        yield from expect(GIVES, before, scan(home, fleet.kubeconfig, *ONE_BY_ONE))
        if why := gives_nothing(gap["hint"], "list", "pods", gap["namespace"]):
            yield why
    with with_faults({"path": NAMESPACE_PODS, **forbidden}) as fleet:
        before = scan(home, fleet.kubeconfig, "--namespaces", "hurt,sound-a")
        gap = next(each for each in before.report["coverage"][0]["gaps"] if each["why"] == "forbidden")
        if why := gives_nothing(gap["hint"], "list", "pods", "hurt"):
            yield why
        # The other half: the name was the mistake.
        yield from expect(TYPO, before, scan(home, fleet.kubeconfig, "--namespaces", "sound-a"))
    with with_faults({"path": "/api/v1/namespaces", "query": "limit", "count": 1, **forbidden}) as fleet:
        before = scan(home, fleet.kubeconfig)
        gap = next((each for each in before.report["coverage"][0]["gaps"] if each["what"] == "namespaces"), None)
        if gap is None:
            yield f"'{LIST_THEM}' is not told: {before.said}"
        else:
            if why := gives_nothing(gap["hint"], "list", "namespaces", ""):
                yield why
            yield from expect(LIST_THEM, before, scan(home, fleet.kubeconfig, "--namespaces", "hurt,sound-a,sound-b"))
    with with_faults() as fleet:
        before = scan(home, fleet.kubeconfig, "--namespaces", "hrut")
        listed = home.run([bench.PROGRAM, "--list-namespaces", "--kubeconfig", fleet.kubeconfig, "--oc", home.client])
        if "hurt" not in listed.stdout:
            yield f"--list-namespaces does not show 'hurt': {listed.stdout}{listed.stderr}"
        yield from expect(NOT_THERE, before, scan(home, fleet.kubeconfig, "--namespaces", "hurt"))


TOKEN = "put a new token into the user of the context (on OpenShift: {})"


@follows(TOKEN)
def logging_in(home):
    with with_faults() as fleet:
        config = home.path / "expired"
        config.write_bytes(fleet.kubeconfig.read_bytes())
        context = fleet.true_cluster(HURT)["context"]
        view = [bench.TOOL, "--kubeconfig", config, "config", "view", "--raw", "-o", "json"]
        users = {each["name"]: each["user"] for each in json.loads(subprocess.run(
            view, check=True, capture_output=True).stdout)["users"]}
        shown = json.loads(subprocess.run(view, check=True, capture_output=True).stdout)
        user = next(each["context"]["user"] for each in shown["contexts"] if each["name"] == context)
        put = [bench.TOOL, "--kubeconfig", config, "config", "set-credentials", user]
        subprocess.run([*put, "--token=expired"], check=True, capture_output=True)
        before = scan(home, config, "--attempts", "1")
        subprocess.run([*put, f"--token={users[user].get('token', '')}"], check=True, capture_output=True)
        yield from expect(TOKEN, before, scan(home, config))


QUICK = "scan without --quick"


@follows(QUICK)
def a_cache_that_is_behind(home):
    late = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Timeout", "code": 504,
            "message": "Timeout: Too large resource version: 1042, current: 1038"}
    fault = {"path": "/api/v1/", "query": "NotOlderThan", "status": 504, "body": json.dumps(late),
             "content_type": "application/json"}
    with with_faults(fault) as fleet:
        before = scan(home, fleet.kubeconfig, "--quick")
        after = scan(home, fleet.kubeconfig)
        if is_told(QUICK, before.said):
            yield from expect(QUICK, before, after)
        elif len(before.report["findings"]) != len(after.report["findings"]):
            yield "without the hint, --quick finds less"


MEMORY = "raise --memory-limit, or select fewer namespaces with --include-ns"


@follows(MEMORY)
def memory(home):
    many = [{"name": f"heavy-{i}", "scenarios": ["oom-looping"], "pods": 700} for i in range(4)]
    with bench.Fleet([{"name": HURT, "namespaces": [*many, {"name": "light", "scenarios": ["oom-looping"]}]}],
                     [{"cluster": HURT, "path": "/api/v1/pods", "pad_bytes": 60_000_000}], ("--no-protobuf",)) as fleet:
        before = scan(home, fleet.kubeconfig, "--memory-limit", "32")
        yield from expect(MEMORY, before, scan(home, fleet.kubeconfig, "--memory-limit", "2000"))
        yield from expect(MEMORY, before, scan(home, fleet.kubeconfig, "--memory-limit", "32", "--include-ns", "light"))
