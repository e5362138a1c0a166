# shellcheck shell=bash
# What lies in the API servers before any workload: rights, OpenShift's kinds, a person who left. Sourced.

real_kubectl() { KUBECONFIG_INSIDE=$dir/admin.kubeconfig enter "$dir" kubectl "$@"; }
paper_kubectl() { KUBECONFIG_INSIDE=$dir/paper.kubeconfig enter "$dir" kubectl "$@"; }

# A token that was good and is not any more: its service account is deleted.
make_leaver_token() {
  real_kubectl create serviceaccount leaver --namespace default >/dev/null &&
    real_kubectl create token leaver --namespace default --duration 1h >"$dir/leaver.token" &&
    real_kubectl delete serviceaccount leaver --namespace default >/dev/null
}

kinds_served() { "$1" get projects.project.openshift.io,routes.route.openshift.io --all-namespaces; }

# load_objects WITH_NODE
load_objects() {
  paper_kubectl apply -f "$testbed_source/crds" >/dev/null || return
  [ "$1" = yes ] || return 0
  real_kubectl apply -f "$testbed_source/crds" -f "$testbed_source/rbac" >/dev/null &&
    make_leaver_token &&
    wait_until 20 kinds_served real_kubectl &&
    real_kubectl apply -f "$testbed_source/openshift" >/dev/null
}
