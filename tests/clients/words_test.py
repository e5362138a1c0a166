"""What clients say of kubeconfigs that they cannot use or read: their reason is told, in their own words; no second way
is tried with the same credentials; nothing of a file's content is told. Each with the oldest and the newest client."""
import json
import os
import re
import subprocess
import sys
import tempfile

import clients
import trial
from trial import bench

HUSH = "eyJhbGciOiJSUzI1NiIsImtpZCI6InNlY3JldCJ9"  # made up
PLUG_IN = "client.authentication.k8s.io/"

# (what, user, {oldest minor for which it holds: what must be said})
USERS = [
    ("auth provider gcp", {"auth-provider": {"name": "gcp", "config": {}}},
     {20: "gke-gcloud-auth-plugin", 26: "The gcp auth plugin has been removed. Please use the"}),
    ("auth provider azure", {"auth-provider": {"name": "azure", "config": {}}},
     {20: "kubelogin convert-kubeconfig", 26: "The azure auth plugin has been removed."}),
    ("auth provider oidc, half filled in", {"auth-provider": {"name": "oidc", "config": {}}},
     {20: "Must provide idp-issuer-url"}),
    ("auth provider openstack", {"auth-provider": {"name": "openstack"}},
     {20: "client-keystone-auth", 24: "no Auth Provider found for name"}),
    ("exec plug-in of v1", {"exec": {"apiVersion": PLUG_IN + "v1", "command": "true"}},
     {20: "invalid apiVersion", 22: "interactiveMode"}),
    ("token file that is not there", {"tokenFile": "/no/such/token"}, {20: "open /no/such/token"}),
    ("client certificate that is not there", {"client-certificate": "/no/c", "client-key": "/no/k"},
     {20: "unable to read client-cert /no/c"}),
    ("client certificate without key", {"client-certificate-data": "aGVsbG8="}, {20: "client-key-data or client-key"}),
    ("client certificate that is none", {"client-certificate-data": "aGVsbG8=", "client-key-data": "aGVsbG8="},
     {20: "failed to find any PEM data"}),
    ("two ways to log in", {"token": HUSH, "username": "a", "password": HUSH},
     {20: "more than one authentication method"}),
]

# (what, content, what must be said of it)
FILES = [
    ("broken YAML", "a: b: c", "mapping values are not allowed"),
    ("a token for a list of users", f"users: {HUSH}", "NamedAuthInfo"),
    ("a key that is no base64",
     json.dumps({"apiVersion": "v1", "users": [{"name": "u", "user": {"client-key-data": "!!" + HUSH}}]}),
     "illegal base64 data"),
    ("a context twice", json.dumps({"apiVersion": "v1", "contexts": [
        {"name": "c", "context": {"cluster": "a"}}, {"name": "c", "context": {"cluster": "b"}}]}), "duplicate name"),
    ("another version", json.dumps({"apiVersion": "v9", "kind": "Config"}), "no kind \"Config\""),
]


# Hints that name a command: it must work when it is pasted, and show what the hint promises.
COMMAND_OF_HINT = re.compile(r"(?:what reads it|see what it says of|then try): (.+)$")


def follow(hint):
    """What the command of a hint says; None if it names none."""
    found = COMMAND_OF_HINT.search(" ".join(hint.split()))
    if not found:
        return None
    done = subprocess.run(["sh", "-c", found[1]], capture_output=True, stdin=subprocess.DEVNULL, check=False,
                          timeout=60)
    return (done.stdout + done.stderr).decode(errors="replace")


def hint_of(run):
    """The hint of an error on stderr, or of the only gap."""
    if run.report:
        return run.report["coverage"][0]["gaps"][0]["hint"]
    found = re.search(r"^hint: (.*(?:\n +.*)*)", run.err, re.M)
    return found[1] if found else ""


def said_for(minor, said):
    return said[max(since for since in said if since <= minor)]


def unusable_users(check, minor, client, folder):
    server = {"c": {"server": "https://127.0.0.1:9"}}
    for what, user, said in USERS:
        with bench.Home() as home:
            bench.TOOL = client
            calls = home.path / "calls"
            tool = home.tool('echo "$*" >> "$HOME_OF_ROW/calls"; exec "$REAL" "$@"')
            run = trial.Run(tool, ["--kubeconfig", trial.kubeconfig(folder, server, user), "--current",
                                   "--no-artifacts", "--timeout", "20"])
            how = f"kubectl 1.{minor}, {what}"
            gaps = run.report["coverage"][0]["gaps"] if run.report else [{}]
            check.expect(f"{how}: nothing is scanned", run.code == 1 and len(gaps) == 1, run)
            check.expect(f"{how}: a matter of configuration or credentials",
                         gaps[0].get("why") in ("config", "unauthorized"), run)
            check.expect(f"{how}: '{said_for(minor, said)}' is said", said_for(minor, said) in run.out.replace("\n", " ")
                         or said_for(minor, said) in json.dumps(run.report).replace('\\"', '"'), run)
            check.expect(f"{how}: no second way is tried", "get --raw" not in calls.read_text(), run)
            check.expect(f"{how}: nobody is sent to 'oc login' who has no token", "oc login" not in run.said, run)
            check.expect(f"{how}: no credential is told", HUSH not in run.said, run)
            check.expect(f"{how}: there is a hint", hint_of(run) != "", run)
            shown = follow(hint_of(run))
            check.expect(f"{how}: what the hint names shows the user's entry", shown is None or "users:" in shown, run)


def unreadable_files(check, minor, client, folder):
    file = os.path.join(folder, "kc")
    for what, content, said in FILES:
        with open(file, "w", encoding="utf-8") as written:
            written.write(content)
        run = trial.Run(client, ["--kubeconfig", file, "--current"])
        check.expect(f"kubectl 1.{minor}, {what}: '{said}' is said", run.code == 1 and said in run.err, run)
        check.expect(f"kubectl 1.{minor}, {what}: no content is told", HUSH not in run.said, run)
        shown = follow(hint_of(run))
        check.expect(f"kubectl 1.{minor}, {what}: what the hint names fails for the same reason",
                     shown is None or said in shown, run)
    run = trial.Run(client, ["--kubeconfig", "/no/such", "--current"])
    check.expect("a file that is not there", run.code == 1 and "there is no file '/no/such'" in run.err, run)
    run = trial.Run(client, ["--kubeconfig", "~/x", "--current"], environment={"HOME": "/home/jo"})
    check.expect("a tilde that the shell did not expand", "write /home/jo/x" in run.err, run)
    run = trial.Run(client, ["--current"], environment={"KUBECONFIG": "/no/a:/no/b"})
    check.expect("KUBECONFIG without any file", "KUBECONFIG names no file that is there: '/no/a', '/no/b'" in run.err,
                 run)
    run = trial.Run(client, ["--current"], ["bash", "-c", 'exec "$@" --kubeconfig <(echo "{}")', "bash"])
    check.expect("a file of process substitution", "can be read only once" in run.err, run)
    run = trial.Run(client, ["--kubeconfig", folder, "--current"])
    check.expect("a folder", "is a directory" in run.err, run)
    if os.geteuid() != 0:
        os.chmod(file, 0)
        run = trial.Run(client, ["--kubeconfig", file, "--current"])
        check.expect("a file that may not be read", "permission denied" in run.err, run)
        os.chmod(file, 0o600)


def client_without_memory(check, minor, client, folder):
    with bench.Home() as home:
        bench.TOOL = client
        tool = home.tool('ulimit -v 150000; exec "$REAL" "$@"')
        run = trial.Run(tool, ["--kubeconfig", trial.kubeconfig(folder, {"c": {"server": "https://127.0.0.1:9"}}, {}),
                               "--current"])
    check.expect(f"kubectl 1.{minor} without memory: its own words",
                 run.code == 1 and "failed to reserve page summary memory" in run.err, run)


def names_that_stand_twice(check, client, folder):
    for name, port in (("first", 9), ("second", 10)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as written:
            json.dump({"apiVersion": "v1", "kind": "Config",
                       "clusters": [{"name": "kubernetes", "cluster": {"server": f"https://127.0.0.1:{port}"}}],
                       "contexts": [{"name": f"admin@{name}", "context": {"cluster": "kubernetes", "user": "admin"}},
                                    {"name": "prod", "context": {"cluster": "kubernetes", "user": name}}]}, written)
    files = ":".join(os.path.join(folder, name) for name in ("first", "second"))
    run = trial.Run(client, ["--list-contexts"], environment={"KUBECONFIG": files})
    for said in ("context 'prod' stands in", "cluster 'kubernetes' stands in"):
        check.expect(f"names that stand twice: {said}", said in run.err, run)


def main():
    check = trial.Trial()
    found = clients.oldest_and_newest()
    if not found:
        print("no client tells its version")
        sys.exit(trial.SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        for minor, client in found.items():
            print(f"kubectl 1.{minor}: {client}")
            unusable_users(check, minor, client, folder)
            unreadable_files(check, minor, client, folder)
            client_without_memory(check, minor, client, folder)
        names_that_stand_twice(check, list(found.values())[-1], folder)
    check.end()


main()
