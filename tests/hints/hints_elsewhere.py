"""Hints that are not followed here: which test does it instead, or why none does. A new hint belongs into one of the
files beside this one; the list of those that no test follows must not grow."""
from following import followed_by

followed_by("clients.words",
            "use a newer '{}' (v1 of exec plug-ins: kubectl 1.22 and newer); name it with --oc PATH",
            "make the kubeconfig's entry anew with the plug-in's own tool: clients of today take v1beta1 and v1",
            "add 'interactiveMode: IfAvailable' to the exec entry of the user",
            "see what it says of: {} config view --minify",
            "make the file readable for this user, or name another with --kubeconfig")
followed_by("clients.server_path",
            "use kubectl 1.23 or newer, or oc 4.10 or newer (with --transport exec: kubectl 1.34, oc 4.21); "
            "name it with --oc PATH")
followed_by("clients.service_account",
            "this pod has no token: let its service account be mounted (automountServiceAccountToken)",
            "see whether the pod's service account still exists, and whether its token is of this cluster")
followed_by("testbed.scan (test_rbac)",
            "an administrator gives exactly what a scan needs with: oom-scan rbac",
            "an administrator binds '{}' (OpenShift) or '{}'; see: {}")
followed_by("history.questions", "it remembers: ")
followed_by("e2e.PastedHint", "oc login", "log in again: oc login")

# No test of this machine can do what they say: it is done to a cluster of others, by their programs or people, or needs
# a kernel that fails.
CANNOT_BE_FOLLOWED = {}


def cannot_be_followed(why, *hints):
    for hint in hints:
        CANNOT_BE_FOLLOWED[hint] = why


cannot_be_followed(
    "it is done by people or programs of others, to what a machine of tests does not have",
    "get a new client certificate (a new kubeconfig) from whoever runs the cluster",
    "install 'gke-gcloud-auth-plugin', then run: gcloud container clusters get-credentials CLUSTER",
    "install 'kubelogin', then run: kubelogin convert-kubeconfig",
    "log in with a token: oc login",
    "log in again with 'oc login <server>', or delete the context",
    "; 'oc login' offers to trust the certificate and stores it",
    "see what 'oc config view -o json' prints",
    "what this server sends is not what an API server should",
    "add its certificate authority to the trusted ones of this system",
    "add the certificate's authority to this machine's trusted ones, or give --prometheus-url with an address whose "
    "certificate is trusted",
    "check its path and content")
cannot_be_followed(
    "the network is to be mended, and its other end is not on this machine",
    "check network, VPN and firewall", "check HTTPS_PROXY and NO_PROXY", "check the context's server address",
    "check network, DNS and VPN", "check the API server, and load balancers or proxies on the way",
    "check that the address is that of an HTTP server", "give a URL: https://host:port")
cannot_be_followed(
    "the machine is to be given more, or another file system",
    "choose a directory that you may write to", "choose a directory without it",
    "create the directory, or choose another one", "raise the limit of open files (ulimit -n)", "do less at once",
    "check that it is executable and on a file system that allows programs",
    "the limit of processes is reached: raise it (ulimit -u), or do less at once",
    "the limit of open files is reached: raise it (ulimit -n), or do less at once",
    "memory is exhausted: do less at once", "the arguments and the environment are too large together",
    "check the disk that it is on", "set TMPDIR or XDG_RUNTIME_DIR to a shorter directory",
    "set TMPDIR to a directory that you own, below directories that only you and root can write to",
    "scan fewer clusters at once with --batch-size, or fewer namespaces with --include-ns")
cannot_be_followed(
    "another check is made first, whose hint is told instead: only a race or another program comes to it",
    "make it executable (chmod +x), or name another program", "check the path",
    "install it, or add its directory to PATH", "patterns are RE2: https://github.com/google/re2/wiki/Syntax",
    "name the namespaces with --namespaces", "see 'oom-scan --list-contexts'",
    "name them with --namespaces, or let an administrator give the right to list them: oom-scan rbac",
    "leave them out; a token goes into a file: --prometheus-token-file",
    "give it as https://host[:port][/path], e.g. --prometheus-url https://prometheus.example",
    "it is followed by one of '{}'", "names have lower-case letters, digits and '-', 63 at most")
cannot_be_followed(
    "not followed yet: a door between client and server, or a Prometheus inside a cluster, would have to be played",
    "use --transport proxy", "use --transport proxy, or give --prometheus-url", "try --transport exec",
    "{} was not asked, as it may be a tenant's; name one with --prometheus-url",
    "give --prometheus-url with --prometheus-token-file", "ask for 'get' on 'services/proxy', or give --prometheus-url",
    "name it: --prometheus-url URL", "do without: --skip-prometheus")
cannot_be_followed(
    "a statement, and no advice",
    "failures that are over and left no trace in a pod's status are not seen",
    "older failures are seen only where a pod's status still shows them")
