"""In a pod without kubeconfig: the files of a service account in a mount namespace of their own, and the environment of
a pod. What works there is what `kubectl get pods` does."""
import base64
import json
import subprocess
import sys

import clients
import trial
from trial import bench

TOKEN = "a-token-of-the-service-account"
CLUSTER = [{"name": "own", "token": TOKEN,
            "namespaces": [{"name": "kube-system"}, {"name": "team-a", "scenarios": ["oom-looping"]}]}]
FOLDER = "/run/secrets/kubernetes.io/serviceaccount"  # /var/run is a link to /run
SCRIPT = f'''set -e
mount -t tmpfs tmpfs /run
mkdir -p {FOLDER}
cp "$POD_FILES"/* {FOLDER}/
exec "$@"'''
PREFIX = ["unshare", "--map-root-user", "--mount", "sh", "-c", SCRIPT, "sh"]


def pod_files(folder, fleet, with_token=True):
    folder.mkdir(exist_ok=True)
    config = json.loads(subprocess.run([bench.TOOL, "--kubeconfig", fleet.kubeconfig, "config", "view", "--raw", "-o",
                                        "json"], check=True, capture_output=True, timeout=60).stdout)
    authority = config["clusters"][0]["cluster"]["certificate-authority-data"]
    (folder / "ca.crt").write_bytes(base64.b64decode(authority))
    (folder / "namespace").write_text("team-a", encoding="utf-8")
    if with_token:
        (folder / "token").write_text(TOKEN, encoding="utf-8")
    return folder


def surroundings(folder, fleet):
    host, port = fleet.true_cluster("own")["server"].removeprefix("https://").rsplit(":", 1)
    home = fleet.folder / "home"
    home.mkdir(exist_ok=True)
    return {"KUBERNETES_SERVICE_HOST": host, "KUBERNETES_SERVICE_PORT": port, "KUBECONFIG": None, "HOME": str(home),
            "POD_FILES": str(folder)}


def scans(check, minor, client, environment):
    for words in ([], ["--current"], ["--transport", "exec"]):
        run = trial.Run(client, ["--timeout", "20", *words], PREFIX, environment)
        how = f"kubectl 1.{minor} {' '.join(words)}"
        check.expect(f"{how}: one cluster, of a stable name", run.clusters() == ["in-cluster"], run)
        check.expect(f"{how}: its finding", set(run.pods()) == {("in-cluster", "team-a")}, run)
        check.expect(f"{how}: nothing is missing", run.code == 0, run)
        described = run.report["findings"][0]["artifacts"] if run.report and run.report["findings"] else {}
        check.expect(f"{how}: with description and log", described and all(described.values()), run)


def other_commands(check, minor, client, environment):
    run = trial.Run(client, ["--list-contexts"], PREFIX, environment)
    check.expect(f"kubectl 1.{minor}: --list-contexts knows it", run.code == 0 and "in-cluster" in run.out, run)
    run = trial.Run(client, ["doctor", "--current", "--timeout", "20"], PREFIX, environment)
    check.expect(f"kubectl 1.{minor}: doctor knows it", run.code == 0 and "in-cluster" in run.out, run)


def nothing_to_use(check, client, fleet):
    folder = pod_files(fleet.folder / "no-token", fleet, with_token=False)
    run = trial.Run(client, ["--current"], PREFIX, surroundings(folder, fleet))
    check.expect("a pod without token is told so", run.code == 1 and "automountServiceAccountToken" in run.err, run)
    folder = fleet.folder / "pod"
    run = trial.Run(client, ["--current", "--kubeconfig", "/no/such"], PREFIX, surroundings(folder, fleet))
    check.expect("a file that was named is meant", run.code == 1 and "there is no file '/no/such'" in run.err, run)


def main():
    check = trial.Trial()
    found = clients.oldest_and_newest()
    can = subprocess.run([*PREFIX[:3], "true"], capture_output=True, check=False).returncode == 0
    if not found or not can:
        print("no client tells its version" if not found else "no mount namespace can be had")
        sys.exit(trial.SKIPPED)
    with bench.Fleet(CLUSTER, []) as fleet:
        environment = surroundings(pod_files(fleet.folder / "pod", fleet), fleet)
        for minor, client in found.items():
            scans(check, minor, client, environment)
            other_commands(check, minor, client, environment)
        nothing_to_use(check, list(found.values())[-1], fleet)
    check.end()


main()
