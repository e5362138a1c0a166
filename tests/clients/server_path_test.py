"""A server whose address has a path, whose root is another cluster: read through what keeps the path, or not at all."""
import sys

import clients
import trial
from trial import bench
from ways import ManagementServer

PATH = "/k8s/clusters/c-1"
INSIDE = [{"name": "inside", "namespaces": [{"name": "kube-system"}, {"name": "quiet"}]}]
ROOT = [{"name": "root", "namespaces": [{"name": "kube-system"}, {"name": "loud", "scenarios": ["oom-looping"]}]}]
PROXY_SINCE = 23  # kubectl proxy --append-server-path
RAW_SINCE = 34  # get --raw


def port_of(fleet, name):
    return int(fleet.true_cluster(name)["server"].rsplit(":", 1)[1])


def attempt(check, minor, client, inside, root, transport):
    with ManagementServer(PATH, port_of(inside, "inside"), port_of(root, "root")) as server:
        file = trial.kubeconfig(inside.folder, {"c-1": {"server": f"http://127.0.0.1:{server.port}{PATH}"}}, {})
        run = trial.Run(client, ["--kubeconfig", file, "--current", "--no-artifacts", "--time-range", "2h", "--timeout",
                                 "20", *transport])
        how = f"kubectl 1.{minor} {' '.join(transport)}"
        check.expect(f"{how}: no request without the path", server.without_path(PATH) == [], run)
        check.expect(f"{how}: nothing of the other cluster", run.pods() == [], run)
        if minor >= (RAW_SINCE if "exec" in transport else PROXY_SINCE):
            check.expect(f"{how}: the cluster is read", run.report and
                         run.report["coverage"][0]["status"] == "scanned", run)
        else:
            gaps = run.report["coverage"][0]["gaps"] if run.report else []
            check.expect(f"{how}: the cluster is skipped", run.code == 1 and len(gaps) == 1, run)
            check.expect(f"{how}: as a matter of configuration", gaps and gaps[0]["why"] == "config", run)
            check.expect(f"{how}: with version and remedy",
                         f"1.{minor}." in run.said and "kubectl 1.23 or newer" in run.said, run)


def wrapped(check, minor, client, inside, root):
    """A wrapper that does not tell its version is found out by the client behind it."""
    with ManagementServer(PATH, port_of(inside, "inside"), port_of(root, "root")) as server, bench.Home() as home:
        bench.TOOL = client
        tool = home.tool('case "$*" in *version*) exit 1 ;; esac\nexec "$REAL" "$@"')
        file = trial.kubeconfig(inside.folder, {"c-1": {"server": f"http://127.0.0.1:{server.port}{PATH}"}}, {})
        run = trial.Run(tool, ["--kubeconfig", file, "--current", "--no-artifacts", "--timeout", "20"])
        check.expect(f"a wrapper of kubectl 1.{minor}: no request without the path", server.without_path(PATH) == [],
                     run)
        if minor < PROXY_SINCE:
            check.expect("... skipped with what it said", run.code == 1 and "--append-server-path" in run.said, run)


def main():
    check = trial.Trial()
    found = clients.oldest_and_newest()
    if not found:
        print("no client tells its version")
        sys.exit(trial.SKIPPED)
    with bench.Fleet(INSIDE, [], ("--tls", "off")) as inside, bench.Fleet(ROOT, [], ("--tls", "off")) as root:
        for minor, client in found.items():
            print(f"kubectl 1.{minor}: {client}")
            attempt(check, minor, client, inside, root, [])
            attempt(check, minor, client, inside, root, ["--transport", "exec"])
            wrapped(check, minor, client, inside, root)
    check.end()


main()
