"""Which contexts are one cluster: two servers behind one address (through different proxies, by different server
names), one server behind two addresses, one server seen by two users. Each with the oldest and the newest client."""
import sys

import clients
import trial
from trial import bench
from ways import Bastion, Gateway

TOKEN = "a-token-that-both-accept"
SITES = [{"name": "site-a", "token": TOKEN, "tenants": [
              {"user": "left", "namespaces": ["left", "both"], "token": "of-left"},
              {"user": "right", "namespaces": ["right", "both"], "token": "of-right"}],
          "namespaces": [{"name": "kube-system"}, {"name": "left", "scenarios": ["oom-looping"]},
                         {"name": "right", "scenarios": ["crash-exit-1"]},
                         {"name": "both", "scenarios": ["oom-looping"]}]},
         {"name": "site-b", "token": TOKEN,
          "namespaces": [{"name": "kube-system"}, {"name": "of-b", "scenarios": ["oom-looping"]}]}]
OF_A = ["both", "left", "right"]


def port_of(fleet, name):
    return int(fleet.true_cluster(name)["server"].rsplit(":", 1)[1])


def scan(client, fleet, *arguments, words=()):
    file = trial.kubeconfig(fleet.folder, *arguments)
    return trial.Run(client, ["--kubeconfig", file, "--no-artifacts", "--time-range", "2h", "--timeout", "20", *words])


def namespaces(run, cluster):
    return sorted({space for of_cluster, space in run.pods() if of_cluster == cluster})


def one_address_two_proxies(check, client, fleet):
    with Bastion(port_of(fleet, "site-a")) as to_a, Bastion(port_of(fleet, "site-b")) as to_b:
        entry = {"server": "https://10.96.0.1:443", "insecure-skip-tls-verify": True}
        run = scan(client, fleet, {"one": {**entry, "proxy-url": f"http://127.0.0.1:{to_a.port}"},
                                   "two": {**entry, "proxy-url": f"http://127.0.0.1:{to_b.port}"}}, {"token": TOKEN})
        check.expect("one address behind two proxies: two clusters", run.clusters() == ["one", "two"], run)
        check.expect("... with their own findings",
                     (namespaces(run, "one"), namespaces(run, "two")) == (OF_A, ["of-b"]), run)
        check.expect("... both through their proxy", "10.96.0.1:443" in to_a.asked_for and to_b.asked_for, run)


def one_address_two_server_names(check, client, fleet):
    with Gateway({"site-a.example": port_of(fleet, "site-a"), "site-b.example": port_of(fleet, "site-b")}) as gateway:
        entry = {"server": f"https://127.0.0.1:{gateway.port}", "insecure-skip-tls-verify": True}
        run = scan(client, fleet, {"one": {**entry, "tls-server-name": "site-a.example"},
                                   "two": {**entry, "tls-server-name": "site-b.example"}}, {"token": TOKEN})
        check.expect("one address, two server names: two clusters", run.clusters() == ["one", "two"], run)
        check.expect("... with their own findings",
                     (namespaces(run, "one"), namespaces(run, "two")) == (OF_A, ["of-b"]), run)


def two_addresses_one_server(check, client, fleet):
    with Gateway({"": port_of(fleet, "site-a"), "localhost": port_of(fleet, "site-a")}) as other:
        entry = {"insecure-skip-tls-verify": True}
        run = scan(client, fleet, {"one": {**entry, "server": fleet.true_cluster("site-a")["server"]},
                                   "two": {**entry, "server": f"https://127.0.0.1:{other.port}"}}, {"token": TOKEN})
        check.expect("two addresses of one server: one cluster", run.clusters() == ["one"], run)
        check.expect("... each finding once", len(run.pods()) == 5 and namespaces(run, "one") == OF_A, run)
        check.expect("... and it is said", "2 contexts lead to this cluster" in run.err, run)


def users_of_one_server(check, client, fleet, users, words=()):
    server = {"server": fleet.true_cluster("site-a")["server"], "insecure-skip-tls-verify": True}
    tokens = {"sre": TOKEN, "left": "of-left", "right": "of-right"}
    return scan(client, fleet, {"c": server}, {user: {"token": tokens[user]} for user in users},
                {f"as-{user}": ("c", user) for user in users}, words=words)


def who_sees_most_is_kept(check, client, fleet):
    run = users_of_one_server(check, client, fleet, ["left", "sre"])
    check.expect("a user who sees all stands for one who does not", run.clusters() == ["as-left"], run)
    check.expect("... with all findings", namespaces(run, "as-left") == OF_A, run)
    check.expect("... through his context", run.report and run.report["coverage"][0]["context"] == "as-sre", run)
    run = users_of_one_server(check, client, fleet, ["left", "sre"], words=["--contexts", "as-left"])
    check.expect("a certain one can be asked for", run.report and run.report["coverage"][0]["context"] == "as-left", run)


def nobody_sees_all(check, client, fleet):
    run = users_of_one_server(check, client, fleet, ["left", "right"])
    check.expect("users who see parts are both scanned", run.clusters() == ["as-left", "as-right"], run)
    check.expect("... what both see is counted once",
                 sorted(space for _, space in run.pods()) == ["both", "both", "left", "left", "right"], run)
    check.expect("... and it is said", "are one cluster, seen by 2 users" in run.err, run)


def main():
    check = trial.Trial()
    found = clients.oldest_and_newest()
    if not found:
        print("no client tells its version")
        sys.exit(trial.SKIPPED)
    with bench.Fleet(SITES, []) as fleet:
        for minor, client in found.items():
            print(f"kubectl 1.{minor}: {client}")
            for each in (one_address_two_proxies, one_address_two_server_names, two_addresses_one_server,
                         who_sees_most_is_kept, nobody_sees_all):
                each(check, client, fleet)
    check.end()


main()
