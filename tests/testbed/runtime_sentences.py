"""What container runtimes say when they cannot start a container: provoked on this node, and written as field cases.

Usage: runtime_sentences.py FILE        (runs inside a testbed; see scripts/runtime-sentences)

Two ways. Pods of the testbed's node, each with a mistake in its spec, once for each runtime that containerd can call
here: the sentence stands in the objects as kubelet and API server pass it on. And podman and buildah over the same
runtimes: what they say is put where a kubelet would put it. FILE gets a case for each, in the form of tests/field;
a line for each goes to stdout. A runtime, an engine or a sentence that cannot be had here is said on stderr.
"""
import contextlib
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from images import write_images

TESTBED = pathlib.Path(os.environ["OOMSCAN_TESTBED_DIR"])
IMAGE = "testbed.local/box:1"
RUNTIMES = ("runc", "crun")
WAIT_SECONDS_MAX = 90
ENGINE_SECONDS_MAX = 60
WORDS_OF_A_LIMIT = "/no/container init was OOM-killed (memory limit too low?)"
CAUSE = "limit too low to start"

# What may be expected of a sentence: that it tells of the limit, that it tells of another mistake, or that nothing can
# be known from it: the limit was too low, and the runtime does not say so.
LIMIT, OTHER, MUTE = "limit", "other", "mute"


class Mistake:
    def __init__(self, name, about, told=OTHER, app=None, pod=None, limit=None, limit_of_pod=False, engine=None):
        self.name, self.about, self.told, self.limit, self.limit_of_pod = name, about, told, limit, limit_of_pod
        self.app, self.pod, self.engine = app or {}, pod or {}, engine


def low(limit, of_pod=False, **more):
    whose = "the whole pod" if of_pod else "one container"
    return Mistake(f"limit-{limit}-of-{'pod' if of_pod else 'container'}".lower(), f"a limit of {limit} for {whose}", LIMIT,
                   limit=limit, limit_of_pod=of_pod, **more)


HOST_FILE = {"volumes": [{"name": "file", "hostPath": {"path": "/etc/hostname", "type": "File"}}]}
MISTAKES = [
    Mistake("command-missing", "a command that is not in the image", app={"command": ["/no/such"]}, engine=["/no/such"]),
    Mistake("command-named-like-the-words", "a missing command whose name is a sentence about the limit",
            app={"command": [WORDS_OF_A_LIMIT]}, engine=[WORDS_OF_A_LIMIT]),
    Mistake("command-not-executable", "a command without the right to execute it", app={"command": ["/etc/passwd"]},
            engine=["/etc/passwd"]),
    Mistake("command-is-a-folder", "a folder as a command", app={"command": ["/etc"]}, engine=["/etc"]),
    Mistake("working-folder-is-a-file", "a working folder that is a file", app={"workingDir": "/etc/passwd"}),
    Mistake("file-mounted-over-a-folder", "a volume of one file, mounted over a folder",
            app={"volumeMounts": [{"name": "file", "mountPath": "/etc"}]}, pod=HOST_FILE),
    Mistake("seccomp-profile-missing", "a seccomp profile that is not on the node",
            app={"securityContext": {"seccompProfile": {"type": "Localhost", "localhostProfile": "no-such.json"}}}),
    Mistake("seccomp-action-unknown", "a seccomp profile with an action that no runtime knows",
            app={"securityContext": {"seccompProfile": {"type": "Localhost", "localhostProfile": "unknown.json"}}}),
    low("4k", engine=["/bin/true"]), low("500k", engine=["/bin/true"]), low("1M"), low("3M"),
    low("4k", of_pod=True), low("500k", of_pod=True), low("3M", of_pod=True),
]


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def kubectl(*words, given=None):
    done = subprocess.run(["kubectl", *words], input=given, capture_output=True, text=True, check=False,
                          env={**os.environ, "KUBECONFIG": str(TESTBED / "admin.kubeconfig")})
    if done.returncode != 0:
        raise SystemExit(f"kubectl {words[:2]}: {done.stderr}")
    return done.stdout


def first_line_of(*command):
    with contextlib.suppress(OSError):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.splitlines()[0]
    return None


def version(tool):
    line = first_line_of(tool, "--version")
    return line and f"{tool} {re.search(r'[0-9]+[.][0-9.]+', line).group()}"


def namespace_of(*parts):
    return "-".join(("said-by", *parts))


def container(name, **more):
    return {"name": name, "image": IMAGE, "imagePullPolicy": "Never", "command": ["sleep", "600"], **more}


def limited(limit):
    return {"resources": {"limits": {"memory": limit}, "requests": {"memory": limit}}}


def pod_of(mistake, runtime):
    """`restartPolicy: Never`, so that the first sentence stays where it is."""
    app = container("app", **{**(limited(mistake.limit) if mistake.limit else {}), **mistake.app})
    # A second container with a limit of its own: the pod's is then the sum, and large enough.
    containers = [app] if mistake.limit_of_pod or not mistake.limit else [app, container("other", **limited("64Mi"))]
    return {"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": "web", "namespace": namespace_of(runtime, mistake.name)},
            "spec": {"runtimeClassName": runtime, "restartPolicy": "Never", "terminationGracePeriodSeconds": 1,
                     "automountServiceAccountToken": False, "containers": containers, **mistake.pod}}


def without_bookkeeping(thing):
    """Less what no rule reads and what differs from run to run."""
    thing.get("status", {}).pop("conditions", None)
    thing.get("spec", {}).pop("tolerations", None)
    thing["metadata"].pop("managedFields", None)
    thing["metadata"].pop("resourceVersion", None)
    thing["metadata"].get("annotations", {}).pop("kubectl.kubernetes.io/last-applied-configuration", None)
    return thing


def sentences(pod, events):
    """What the objects say of a start that failed, in the words of the runtime."""
    said = []
    for status in pod["status"].get("containerStatuses", []):
        for state in (status.get("state", {}), status.get("lastState", {})):
            waiting, ended = state.get("waiting", {}), state.get("terminated", {})
            if waiting.get("reason") in ("CreateContainerError", "RunContainerError", "CreateContainerConfigError"):
                said.append(waiting.get("message", ""))
            if ended.get("reason") in ("StartError", "ContainerCannotRun"):
                said.append(ended.get("message", ""))
    said += [event["message"] for event in events if event["reason"] in ("FailedCreatePodSandBox", "Failed")]
    return said


def runs(pod):
    status = next((each for each in pod["status"].get("containerStatuses", []) if each["name"] == "app"), None)
    return status is not None and ("running" in status["state"] or
                                   status["state"].get("terminated", {}).get("reason") in ("OOMKilled", "Error"))


def seen_of(namespace):
    pod = without_bookkeeping(json.loads(kubectl("get", "pod", "web", "-n", namespace, "-o", "json")))
    events = [without_bookkeeping(each) for each in json.loads(kubectl("get", "events", "-n", namespace, "-o", "json"))["items"]]
    return pod, sorted(events, key=lambda event: event["metadata"]["name"])


def await_each(namespaces):
    """Until each pod's start has failed in some words, or the pod runs. {namespace: (pod, events)}"""
    seen, deadline = {}, time.monotonic() + WAIT_SECONDS_MAX
    while len(seen) < len(namespaces) and time.monotonic() < deadline:
        time.sleep(2)
        for namespace in namespaces:
            pod, events = seen_of(namespace)
            if namespace not in seen and (sentences(pod, events) or runs(pod)):
                seen[namespace] = None
    # Once more: what came first may have been the Event alone.
    time.sleep(3)
    return {namespace: seen_of(namespace) for namespace in namespaces}


def says(message, *words):
    return any(word in message for word in words)


def judged(mistake, message):
    """What the person who reads this sentence and knows the mistake would call it."""
    if mistake.told != LIMIT:
        return mistake.told
    return LIMIT if says(message, "OOM-killed", "unable to set memory limit", "memory limit could be too low") else MUTE


def expected_of(told):
    """Of a pod that is not started again."""
    if told != LIMIT:
        return []
    return [{"type": "OOMKilled", "container": "app", "confidence": "probable", "cause": f"^{CAUSE}$"}]


def case(namespace, why, pods, events, expected):
    return {"namespace": namespace, "why": why, "pods": pods, "events": events, "expected": expected}


def of_the_node(runtime, versions):
    """Cases of pods on the node."""
    (TESTBED / "kubelet/seccomp").mkdir(exist_ok=True)
    (TESTBED / "kubelet/seccomp/unknown.json").write_text('{"defaultAction": "SCMP_ACT_NONSENSE"}', encoding="utf-8")
    things = [{"apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": {"name": runtime}, "handler": runtime}]
    for mistake in MISTAKES:
        pod = pod_of(mistake, runtime)
        things += [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": pod["metadata"]["namespace"]}}, pod]
    kubectl("apply", "-f", "-", given=json.dumps({"apiVersion": "v1", "kind": "List", "items": things}))
    names = {mistake.name: namespace_of(runtime, mistake.name) for mistake in MISTAKES}
    seen = await_each(list(names.values()))
    for mistake in MISTAKES:
        namespace = names[mistake.name]
        pod, events = seen[namespace]
        said = sentences(pod, events)
        if not said:
            how = "it runs" if runs(pod) else "nothing was said"
            print(f"{namespace}: {mistake.about}: {how}", file=sys.stderr)
            continue
        told = LIMIT if any(judged(mistake, each) == LIMIT for each in said) else judged(mistake, said[0])
        yield case(namespace, f"{mistake.about}, by {versions}", [pod], events, expected_of(told)), told, said[-1]


class Engine:
    """podman or buildah with a storage of their own, over one runtime."""

    def __init__(self, name, folder, runtime):
        self.name, self.runtime = name, runtime
        self.base = [name, "--root", f"{folder}/root", "--runroot", f"{folder}/run", "--storage-driver", "vfs"]
        if name == "podman":
            self.base += ["--cgroup-manager", "cgroupfs", "--events-backend", "none", "--runtime", runtime]

    def call(self, *words):
        done = subprocess.run([*self.base, *words], capture_output=True, text=True, check=False, timeout=ENGINE_SECONDS_MAX,
                              stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout, done.stderr

    def say(self, mistake):
        """Its words about a container with this mistake; None if it started."""
        limits = ["--ulimit", "nofile=1024:1024"] + (["--memory", mistake.limit.lower()] if mistake.limit else [])
        if self.name == "podman":
            code, _, said = self.call("run", "--rm", "--network", "none", "--ulimit", "nproc=1024:1024", *limits, IMAGE,
                                      *mistake.engine)
        else:
            code, made, said = self.call("from", "--pull-never", *limits, IMAGE)
            if code == 0:
                code, _, said = self.call("run", "--runtime", self.runtime, "--network", "none", made.strip(), *mistake.engine)
                self.call("rm", made.strip())
        lines = [line for line in said.splitlines() if line.strip()]
        return None if code == 0 else next((line for line in lines if self.runtime in line), lines[-1] if lines else "")


def as_a_kubelet_tells(namespace, mistake, message):
    """A pod whose container could not be created, with these words as the reason."""
    at = now()
    app = container("app", **(limited(mistake.limit) if mistake.limit else {}))
    waiting = {"waiting": {"reason": "CreateContainerError", "message": message}}
    return {"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": "web", "namespace": namespace, "uid": "6f1a2b3c-0000-4000-8000-000000000001", "creationTimestamp": at},
            "spec": {"restartPolicy": "Never", "nodeName": "node1", "containers": [app]},
            "status": {"phase": "Pending", "startTime": at, "containerStatuses": [
                {"name": "app", "image": IMAGE, "imageID": "", "ready": False, "restartCount": 0, "state": waiting, "lastState": {}}]}}


def of_engine(name, runtime, versions, folder):
    engine = Engine(name, folder, runtime)
    for mistake in MISTAKES:
        if mistake.engine is None:
            continue
        message = engine.say(mistake)
        namespace = namespace_of(name, runtime, mistake.name)
        if message is None:
            print(f"{namespace}: {mistake.about}: it runs", file=sys.stderr)
            continue
        told = judged(mistake, message)
        yield (case(namespace, f"{mistake.about}, by {versions}; told as a kubelet would tell it",
                    [as_a_kubelet_tells(namespace, mistake, message)], [], expected_of(told)), told, message)


def provoked():
    with tempfile.TemporaryDirectory() as folder:
        write_images(folder)
        containerd = version("containerd")
        for runtime in RUNTIMES:
            if version(runtime) is None:
                print(f"{runtime}: not on this machine", file=sys.stderr)
                continue
            yield from of_the_node(runtime, f"{version(runtime)} below {containerd}")
            for name in ("podman", "buildah"):
                if version(name) is None:
                    print(f"{name}: not on this machine", file=sys.stderr)
                    continue
                storage = pathlib.Path(folder, f"{name}-{runtime}")
                Engine("podman" if shutil.which("podman") else name, storage, runtime).call("load", "-q", "-i", f"{folder}/box.tar")
                yield from of_engine(name, runtime, f"{version(runtime)} below {version(name)}", storage)


def main():
    cases = []
    for made, told, message in provoked():
        cases.append(made)
        print(f"{told:5}  {made['namespace']}\n       {message}", flush=True)
    if not cases:
        raise SystemExit("nothing could be provoked")
    # A case a line; the folder of this testbed is nobody's.
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in cases).replace(str(TESTBED), "/testbed")
    pathlib.Path(sys.argv[1]).write_text(f'{{"now":"{now()}","cases":[\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
