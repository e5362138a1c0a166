# shellcheck shell=bash
# What the node's programs read: containerd, its network, the kubelet, names. Sourced; needs identities.sh.

readonly pod_network=10.244.0.0/16

write_containerd_config() {
  # restrict_oom_score_adj: without CAP_SYS_RESOURCE runc dies on lowering it ("can't get final child's PID from pipe").
  # crun: for pods of a RuntimeClass whose handler it is (scripts/runtime-sentences), where the machine has it.
  # max_container_log_line_size and the like stay as they are: the logs are to be those of a real node.
  cat >containerd.toml <<EOT
version = 2
root = "$PWD/containerd/root"
state = "$PWD/containerd/state"
[grpc]
  address = "$PWD/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "$PWD/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "testbed.local/pause:1"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.crun]
    runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.crun.options]
    BinaryName = "crun"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$PWD/cni"
EOT
  cat >cni/10-ptp.conflist <<EOT
{"cniVersion": "0.4.0", "name": "ptp", "plugins": [{"type": "ptp", "ipMasq": false,
 "ipam": {"type": "host-local", "subnet": "$pod_network", "dataDir": "$PWD/ipam", "routes": [{"dst": "0.0.0.0/0"}]}}]}
EOT
}

# write_kubelet_config CGROUP
write_kubelet_config() {
  # failCgroupV1: 1.34 still runs on cgroup v1, but wants to be asked.
  # singleProcessOOMKill: what v1 always does; on v2 the kernel would else kill the whole container with any process of it.
  # clusterDNS: nobody answers there, but without one every pod gets a warning Event at every sync.
  # syncFrequency, volumeStatsAggPeriod: an emptyDir over its limit is noticed within seconds.
  cat >kubelet.yaml <<EOT
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
cgroupDriver: cgroupfs
cgroupRoot: /$1
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
failSwapOn: false
failCgroupV1: false
singleProcessOOMKill: true
containerRuntimeEndpoint: unix://$PWD/containerd.sock
authentication: {anonymous: {enabled: false}, webhook: {enabled: false}, x509: {clientCAFile: $PWD/ca.crt}}
authorization: {mode: AlwaysAllow}
evictionHard: {memory.available: "100Mi", nodefs.available: "1%", imagefs.available: "1%", nodefs.inodesFree: "1%"}
maxPods: 200
resolvConf: $PWD/resolv.conf
serializeImagePulls: false
staticPodPath: $PWD/static-pods
syncFrequency: 5s
volumePluginDir: $PWD/volume-plugins
volumeStatsAggPeriod: 5s
EOT
}

# Names are files, so that no lookup leaves the machine: an unknown name fails at once.
write_names() {
  cat >hosts <<EOT
127.0.0.1 localhost
$node_address node1 $real_host $paper_host $gone_host
EOT
  : >resolv.conf
}
