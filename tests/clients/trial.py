"""What the trials of this folder share: kubeconfigs of one's own, runs of the program, and complaints."""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "reliability"))
import bench  # noqa: E402

SKIPPED = 77


def kubeconfig(folder, clusters, user, contexts=None):
    """Writes one with a context for each cluster, all of one user unless `contexts` says {name: (cluster, user)}."""
    users = user if contexts else {"sso": user}
    contexts = contexts or {name: (name, "sso") for name in clusters}
    file = pathlib.Path(folder) / "kubeconfig.of.trial"
    file.write_text(json.dumps({
        "apiVersion": "v1", "kind": "Config", "current-context": next(iter(contexts)),
        "clusters": [{"name": name, "cluster": cluster} for name, cluster in clusters.items()],
        "users": [{"name": name, "user": entry} for name, entry in users.items()],
        "contexts": [{"name": name, "context": {"cluster": cluster, "user": of_user}}
                     for name, (cluster, of_user) in contexts.items()]}), encoding="utf-8")
    return file


class Run:
    """One run of the program with a client; `words` after --kubeconfig."""

    def __init__(self, client, words, prefix=(), environment=None):
        with bench.Home() as home:
            home.client = client
            changed = {**home.environment(), **(environment or {})}
            for name in [name for name, value in changed.items() if value is None]:
                del changed[name]
            done = subprocess.run([*prefix, *(str(word) for word in home.command(words))], env=changed,
                                  capture_output=True, stdin=subprocess.DEVNULL, check=False, cwd=home.path,
                                  timeout=bench.RUN_SECONDS_MAX)
            self.code = done.returncode
            self.out = done.stdout.decode(errors="replace")
            self.err = done.stderr.decode(errors="replace")
            self.report = home.report()
            self.left_behind = home.left_behind()

    @property
    def said(self):
        return self.out + self.err + json.dumps(self.report)

    def clusters(self):
        return [each["cluster"] for each in self.report["coverage"]] if self.report else []

    def pods(self):
        return sorted((each["cluster"], each["namespace"]) for each in self.report["findings"]) if self.report else []


class Trial:
    """Collects what is not as it should be."""

    def __init__(self):
        self.complaints = 0

    def expect(self, what, condition, run):
        if condition:
            return
        self.complaints += 1
        print(f"NOT TRUE: {what}\n  code {run.code}, clusters {run.clusters()}, findings {run.pods()}\n"
              f"  stdout: {run.out[-1500:]}\n  stderr: {run.err[-1500:]}")

    def end(self):
        sys.exit(1 if self.complaints else 0)
