"""A cluster that cannot be entered: no connection, no TLS, no trust, no credentials."""
import json
import subprocess

import bench
from row import ONCE, PATIENT, Row, patience


def door(injected, kind, why, words=ONCE, **more):
    return Row(injected, door=kind, words=(*patience(why), *words), gaps=(("", "cluster", why),), lost=("*",), **more)


def with_user(user):
    """A kubeconfig in which the row's context has other credentials: those of `user`, given (home)."""
    def prepare(home, fleet):
        view = [bench.TOOL, "--kubeconfig", fleet.kubeconfig, "config", "view", "--raw", "--output", "json"]
        shown = subprocess.run(view, check=True, capture_output=True, timeout=bench.RUN_SECONDS_MAX,
                               stdin=subprocess.DEVNULL)
        config = json.loads(shown.stdout)
        config["users"].append({"name": "other", "user": user(home)})
        changed = fleet.true_cluster(home.cluster)["context"]
        next(each for each in config["contexts"] if each["name"] == changed)["context"]["user"] = "other"
        kubeconfig = home.path / "kubeconfig"
        kubeconfig.write_text(json.dumps(config), encoding="utf-8")
        return {"kubeconfig": kubeconfig}
    return prepare


def with_many_clusters(home, fleet):
    """200 more clusters, each with a context and a user, of which none is asked for anything."""
    changed = with_user(lambda home: {"token": "expired"})(home, fleet)
    config = json.loads(changed["kubeconfig"].read_text(encoding="utf-8"))
    row = next(each for each in config["contexts"] if each["name"] == fleet.true_cluster(home.cluster)["context"])
    row["context"]["user"] = next(each["name"] for each in config["users"] if row["context"]["cluster"] in each["name"])
    for number in range(200):
        name = f"api-other-prd-m{number:03d}:6443"
        config["clusters"].append({"name": name, "cluster": {"server": f"https://{name}"}})
        config["users"].append({"name": f"sre/{name}", "user": {"token": "secret"}})
        config["contexts"].append({"name": f"default/{name}/sre", "context": {"cluster": name, "user": f"sre/{name}"}})
    changed["kubeconfig"].write_text(json.dumps(config), encoding="utf-8")
    return changed


def exec_user(command, version="v1beta1"):
    return {"exec": {"apiVersion": f"client.authentication.k8s.io/{version}", "command": str(command)}}


def with_plug_in(body):
    """The row's user gets its credentials from an exec plug-in: a bash script."""
    def user(home):
        plug_in = home.path / "bin/plug-in"
        plug_in.write_text("#!/bin/bash\n" + body + "\n", encoding="utf-8")
        plug_in.chmod(0o700)
        return exec_user(plug_in)
    return with_user(user)


ROWS = [
    door("connection refused", "closed", "unreachable"),
    door("connection refused, three attempts", "closed", "unreachable", words=("--retries", "3")),
    door("black hole: packets to the server are dropped", "black-hole", "timed_out"),
    door("deaf: the server connects and never answers the TLS greeting", "deaf", "timed_out"),
    door("TLS: the certificate has expired", "expired", "unreachable"),
    door("TLS: the certificate is for another name", "wrong-name", "unreachable"),
    door("TLS: the certificate is of an unknown authority", "unknown-authority", "unreachable"),
    door("TLS: the server speaks plain HTTP", "plain", "unreachable"),
    door("TLS: the certificate has expired, --transport exec", "expired", "unreachable",
         words=(*ONCE, "--transport", "exec")),
    door("black hole, --transport exec", "black-hole", "timed_out", words=(*ONCE, "--transport", "exec")),
    Row("a kubeconfig of 200 clusters more, of which none is chosen", prepare=with_many_clusters,
        words=PATIENT, exit=0, seconds=25),
    door("a token that is not accepted", "open", "unauthorized", prepare=with_user(lambda home: {"token": "expired"})),
    door("exec plug-in that waits for a browser", "open", "timed_out",
         prepare=with_plug_in('echo "Open https://sso.example/device in your browser" >&2; sleep 1000'), seconds=25),
    door("exec plug-in that fails", "open", "unauthorized",
         prepare=with_plug_in("echo 'error: your session has expired' >&2; exit 1")),
    door("exec plug-in that says garbage", "open", "unauthorized", prepare=with_plug_in("echo '<html>'")),
    door("exec plug-in of v1 that does not say whether it is interactive", "open", "config",
         prepare=with_user(lambda home: exec_user("true", "v1"))),
    door("exec plug-in that is missing", "open", "unauthorized",
         prepare=with_user(lambda home: exec_user("/nowhere/plug-in"))),
]
