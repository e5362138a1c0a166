#!/usr/bin/env bash
# PID 1 inside the namespaces of a testbed: makes the machine look new, starts the servers, ends when one of them ends.
# Usage: node_main.sh DIR BINARIES WITH_NODE EVENT_TTL      (run by namespaces.sh, never by hand)
# shellcheck source-path=SCRIPTDIR
set -euo pipefail
readonly dir=$1 binaries=$2 with_node=$3 event_ttl=$4
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"
source "$(dirname "${BASH_SOURCE[0]}")/identities.sh"
source "$(dirname "${BASH_SOURCE[0]}")/kubeconfigs.sh"
cd "$dir"

# Children of /var/lib that containers' programs make (cni, kubelet) go to memory; those that exist stay what they are.
cover_var_lib() {
  mkdir /run/var-lib
  mount --rbind /var/lib /run/var-lib
  mount -t tmpfs tmpfs /var/lib
  local entry
  for entry in /run/var-lib/*; do
    [ ! -L "$entry" ] || { cp -P "$entry" /var/lib/ && continue; }
    if [ -d "$entry" ]; then mkdir "/var/lib/${entry##*/}"; else touch "/var/lib/${entry##*/}"; fi
    mount --rbind "$entry" "/var/lib/${entry##*/}"
  done
}

# The kubelet sets these for the whole machine; it gets copies to write to.
cover_kernel_settings() {
  local setting copy
  for setting in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys \
    kernel/keys/root_maxbytes; do
    copy=/run/settings/${setting//\//.}
    cat "/proc/sys/$setting" >"$copy"
    mount --bind "$copy" "/proc/sys/$setting"
  done
}

# cover_file FILE COPY: the copy is seen in the file's place, also where the file is a link into the covered /run.
cover_file() {
  local target
  target=$(realpath -m "$1")
  mkdir -p "$(dirname "$target")"
  [ -e "$target" ] || touch "$target"
  mount --bind "$2" "$target"
}

cover_machine() {
  hostname node1
  mount -t tmpfs tmpfs /run
  mkdir -p /run/settings /run/lock
  mount -t tmpfs tmpfs /var/log
  cover_var_lib
  cover_kernel_settings
  cover_file /etc/hosts hosts
  cover_file /etc/resolv.conf resolv.conf
  # crun refuses a machine with both versions of cgroups, where the second holds no controller.
  ! mountpoint -q /sys/fs/cgroup/unified || umount /sys/fs/cgroup/unified
}

# The kubelet refuses a loopback address for its node, so a bridge without ports carries one.
raise_network() {
  ip link set lo up
  ip link add node0 type bridge
  ip addr add "$node_address/24" dev node0
  ip link set node0 up
  ip route add default dev node0
}

# start_etcd NAME CLIENT_PORT PEER_PORT
start_etcd() {
  "$binaries/etcd" --data-dir "etcd-$1" --unsafe-no-fsync --logger zap --log-level warn \
    --listen-client-urls "http://127.0.0.1:$2" --advertise-client-urls "http://127.0.0.1:$2" \
    --listen-peer-urls "http://127.0.0.1:$3" --initial-advertise-peer-urls "http://127.0.0.1:$3" \
    --initial-cluster "default=http://127.0.0.1:$3" >"log/etcd-$1.log" 2>&1 &
}

# start_api NAME ETCD_PORT PORT AUTHORIZATION
start_api() {
  "$binaries/kube-apiserver" --etcd-servers="http://127.0.0.1:$2" --secure-port="$3" --bind-address=0.0.0.0 \
    --advertise-address="$node_address" --tls-cert-file=api.crt --tls-private-key-file=api.key --client-ca-file=ca.crt \
    --token-auth-file=tokens.csv --authorization-mode="$4" --cert-dir="api-$1" --event-ttl="$event_ttl" \
    --service-account-key-file=sa.pub --service-account-signing-key-file=sa.key \
    --service-account-issuer=https://kubernetes.default.svc --service-cluster-ip-range=10.96.0.0/16 \
    --disable-admission-plugins=ServiceAccount \
    --kubelet-client-certificate=kubelet-client.crt --kubelet-client-key=kubelet-client.key \
    --kubelet-preferred-address-types=InternalIP >"log/api-$1.log" 2>&1 &
}

# shellcheck disable=SC2317  # called through wait_until
api_answers() {
  [ "$(curl -sk --max-time 2 -H "Authorization: Bearer $(cat admin.token)" "https://127.0.0.1:$1/readyz")" = ok ]
}

# shellcheck disable=SC2317
image_imported() { ctr -a "$dir/containerd.sock" -n k8s.io images import "images/$1.tar" >>log/ctr.log 2>&1; }

start_containers() {
  containerd -c containerd.toml >log/containerd.log 2>&1 &
  python3 "$(dirname "${BASH_SOURCE[0]}")/../images.py" images
  wait_until 60 image_imported pause || fail "containerd did not take the image 'pause'"
  wait_until 60 image_imported box || fail "containerd did not take the image 'box'"
}

start_node() {
  "$binaries/kube-controller-manager" --kubeconfig admin.kubeconfig --service-account-private-key-file sa.key \
    --root-ca-file ca.crt --leader-elect=false --bind-address 127.0.0.1 \
    --flex-volume-plugin-dir "$dir/volume-plugins" >log/controllers.log 2>&1 &
  "$binaries/kube-scheduler" --kubeconfig admin.kubeconfig --leader-elect=false --bind-address 127.0.0.1 \
    >log/scheduler.log 2>&1 &
  # --containerd: without it cAdvisor's series have empty namespace, pod and container labels.
  "$binaries/kubelet" --config kubelet.yaml --kubeconfig node.kubeconfig --hostname-override node1 \
    --node-ip "$node_address" --root-dir "$dir/kubelet" --cert-dir "$dir/kubelet-certs" \
    --containerd "$dir/containerd.sock" --v 2 >log/kubelet.log 2>&1 &
}

cover_machine
raise_network
start_etcd paper 12379 12380
start_api paper 12379 "$paper_port" RBAC
if [ "$with_node" = yes ]; then
  start_etcd real 2379 2380
  start_api real 2379 "$real_port" Node,RBAC
  start_containers
  wait_until 90 api_answers "$real_port" || fail "the API server did not get ready"
  start_node
fi
wait_until 90 api_answers "$paper_port" || fail "the second API server did not get ready"
touch servers-started
wait -n || true
fail "one of the servers ended; see '$dir/log'"
