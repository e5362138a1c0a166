"""A scan asks for nothing that the program's own list of reads does not hold: every request that reached a simulated
cluster is held against the roles that `oom-scan rbac` prints for the same options, and against the few that no role
needs to give (src/access/right.cpp)."""
import re
import sys
import urllib.parse

import clients
import trial
from trial import bench

CLUSTER = [{"name": "listed", "namespaces": [
    {"name": "kube-system"}, {"name": "shop", "scenarios": ["oom-looping"]},
    {"name": "payments", "scenarios": ["crash-exit-1"]}, {"name": "empty"}]}]
# Everybody may: /version, and what a client learns of the API by itself.
OF_EVERYBODY = re.compile(r"^/(version|api|apis|openapi/.*|api/v1|apis/[^/]+/[^/]+|apis/[^/]+)/?$")
# No role needs to give it, and nothing is missed without it.
CONVENIENCES = {("get", "", "namespaces"), ("list", "project.openshift.io", "projects")}


def right_of(method, path):
    """(verb, group, resource, namespace, name) of a request."""
    words = [urllib.parse.unquote(each) for each in path.split("?")[0].strip("/").split("/")]
    group = "" if words[0] == "api" else words[1]
    words = words[2:] if words[0] == "api" else words[3:]
    space = ""
    if words[0] == "namespaces" and len(words) > 2:
        space, words = words[1], words[2:]
    name = words[1] if len(words) > 1 else ""
    resource = words[0] + (f"/{words[2]}" if len(words) > 2 else "")
    verb = {"GET": "get" if name else "list"}.get(method, method)
    return verb, group, resource, space, name


def roles_of(yaml):
    """{(verb, group, resource, namespace, name)}; namespace and name empty: any."""
    rights = set()
    for document in yaml.split("---\n")[1:]:
        space = re.search(r'^  namespace: "(.*)"$', document, re.M)
        for rule in document.split("  - apiGroups: ")[1:]:
            group = re.match(r'\["(.*)"\]', rule)[1]
            resource = re.search(r"resources: \[(.*)\]", rule)[1]
            names = re.search(r"resourceNames: \[(.*)\]", rule)
            verb = re.search(r"verbs: \[(.*)\]", rule)[1]
            for name in names[1].split(", ") if names else [""]:
                rights.add((verb, group, resource, space[1] if space else "", name))
    return rights


def is_given(right, roles):
    verb, group, resource, space, name = right
    if (verb, group, resource) in CONVENIENCES:
        return True
    return any((verb, group, resource) == role[:3] and role[3] in ("", space) and role[4] in ("", name)
               for role in roles)


def main():
    check = trial.Trial()
    found = clients.oldest_and_newest()
    if not found:
        print("no client tells its version")
        sys.exit(trial.SKIPPED)
    client = list(found.values())[-1]
    for options in ([], ["--namespaces", "payments,shop,empty,nowhere"], ["--namespaces", "payments", "--types", "all"],
                    ["--namespaces", "payments", "--types", "NodeOOM"], ["--no-logs"], ["--no-describe"], ["--quick"],
                    ["--strategy", "namespace", "--include-ns", "shop"], ["--no-artifacts", "--namespaces", "empty"]):
        with bench.Fleet(CLUSTER, []) as fleet:
            scan = trial.Run(client, ["--kubeconfig", fleet.kubeconfig, "--time-range", "2h", "--timeout", "20",
                                      *options])
            requests = fleet.requests()["requests"]
        rbac = trial.Run(client, ["rbac", *[each for each in options if each not in ("--quick",)]])
        roles = roles_of(rbac.out)
        check.expect(f"{options}: roles are printed", rbac.code == 0 and roles, rbac)
        check.expect(f"{options}: something is scanned", len(requests) > 3, scan)
        for each in requests:
            if OF_EVERYBODY.match(each["path"].split("?")[0]):
                continue
            right = right_of(each["method"], each["path"])
            check.expect(f"{options}: {right} is in the list of reads", is_given(right, roles), scan)
    check.end()


main()
