# shellcheck shell=bash
# The kubeconfigs of a testbed, in the style of 'oc login': a cluster is named by its server, a user by name and server,
# a context by namespace, server and user. Sourced; needs identities.sh.

readonly real_host=api.oom-real-01.$domain paper_host=api.oom-paper-01.$domain gone_host=api.oom-gone-01.$domain
readonly real_port=6443 paper_port=7443 gone_port=6553

# login_name HOST PORT: the name that 'oc login' gives to that server.
login_name() { echo "${1//./-}:$2"; }

cluster_entry() {
  cat <<EOT
- name: $(login_name "$1" "$2")
  cluster:
    server: https://$1:$2
    certificate-authority-data: $(base64 -w0 ca.crt)
EOT
}

user_entry() {
  cat <<EOT
- name: $3/$(login_name "$1" "$2")
  user:
    token: $4
EOT
}

context_entry() {
  cat <<EOT
- name: $4/$(login_name "$1" "$2")/$3
  context:
    cluster: $(login_name "$1" "$2")
    user: $3/$(login_name "$1" "$2")
    namespace: $4
EOT
}

# For the components: node.kubeconfig with the node's certificate.
write_node_kubeconfig() {
  cat >node.kubeconfig <<EOT
apiVersion: v1
kind: Config
clusters:
- name: real
  cluster: {server: "https://127.0.0.1:$real_port", certificate-authority: $PWD/ca.crt}
users:
- name: node1
  user: {client-certificate: $PWD/node.crt, client-key: $PWD/node.key}
contexts:
- name: node1
  context: {cluster: real, user: node1}
current-context: node1
EOT
}

# write_admin_kubeconfig FILE HOST PORT: one server, one administrator.
write_admin_kubeconfig() {
  {
    printf 'apiVersion: v1\nkind: Config\nclusters:\n'
    cluster_entry "$2" "$3"
    echo users:
    user_entry "$2" "$3" admin "$(cat admin.token)"
    echo contexts:
    context_entry "$2" "$3" admin default
    echo "current-context: default/$(login_name "$2" "$3")/admin"
  } >"$1"
}

# write_fleet_kubeconfig WITH_NODE: every cluster and every identity in one file. Without a node there is no real
# cluster, and its contexts are left out.
write_fleet_kubeconfig() {
  local -r with_node=$1
  local -r real=("$real_host" "$real_port") paper=("$paper_host" "$paper_port") gone=("$gone_host" "$gone_port")
  {
    printf 'apiVersion: v1\nkind: Config\npreferences: {}\nclusters:\n'
    [ "$with_node" = no ] || cluster_entry "${real[@]}"
    cluster_entry "${paper[@]}"
    cluster_entry "${gone[@]}"
    echo users:
    if [ "$with_node" = yes ]; then
      user_entry "${real[@]}" admin "$(cat admin.token)"
      user_entry "${real[@]}" tenant "$(cat tenant.token)"
      user_entry "${real[@]}" reader "$(cat reader.token)"
      user_entry "${real[@]}" leaver "$(cat leaver.token)"
    fi
    user_entry "${paper[@]}" admin "$(cat admin.token)"
    user_entry "${gone[@]}" admin "$(cat admin.token)"
    echo contexts:
    if [ "$with_node" = yes ]; then
      context_entry "${real[@]}" admin default
      context_entry "${real[@]}" admin oom-deployment  # the same cluster and user again
      context_entry "${real[@]}" tenant oom-deployment
      context_entry "${real[@]}" reader default
      context_entry "${real[@]}" leaver default
    fi
    context_entry "${paper[@]}" admin default
    context_entry "${gone[@]}" admin default
    if [ "$with_node" = yes ]; then
      echo "current-context: default/$(login_name "${real[@]}")/admin"
    else
      echo "current-context: default/$(login_name "${paper[@]}")/admin"
    fi
  } >fleet.kubeconfig
}
