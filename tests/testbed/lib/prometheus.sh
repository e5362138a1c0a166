# shellcheck shell=bash
# A Prometheus that scrapes the node's cAdvisor. It is a real Pod, because the API server's service proxy leads to Pods
# only; its program is the machine's own, seen through a hostPath. Sourced; needs objects.sh.

write_prometheus_config() {
  cat >"$dir/prometheus.yml" <<EOT
global: {scrape_interval: 5s, scrape_timeout: 4s}
scrape_configs:
- job_name: kubelet
  metrics_path: /metrics/cadvisor
  scheme: https
  tls_config: {cert_file: $dir/kubelet-client.crt, key_file: $dir/kubelet-client.key, insecure_skip_verify: true}
  static_configs: [{targets: ["$node_address:10250"], labels: {node: node1}}]
EOT
}

prometheus_sees_the_node() {
  [ "$(real_kubectl get --raw \
    '/api/v1/namespaces/monitoring/services/prometheus-operated:9090/proxy/api/v1/query?query=up' |
    jq -r '.data.result[0].value[1]')" = 1 ]
}

start_prometheus() {
  write_prometheus_config
  sed -e "s|@DIR@|$dir|g" -e "s|@PROMETHEUS@|$(command -v prometheus)|" "$testbed_source/prometheus.yaml.in" |
    real_kubectl apply -f - >/dev/null
  wait_until 60 prometheus_sees_the_node || fail "Prometheus did not get ready; see namespace 'monitoring'"
}
