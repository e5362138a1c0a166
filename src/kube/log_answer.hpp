// Tells a container's log from what the kubelet says where a log should be. It has begun an answer of 200 before it
// looks for the log, so what goes wrong then stands in the body, alone or below the lines that it had already read.
// Sources, the same from Kubernetes 1.20 to 1.34: pkg/kubelet/kubelet_pods.go (validateContainerLogStatus,
// GetKubeletContainerLogs), pkg/kubelet/kuberuntime/kuberuntime_container.go (GetContainerLogs), and ReadLogs in
// cri-client's pkg/logs/logs.go (pkg/kubelet/kuberuntime/logs before 1.30).
#pragma once

#include <string>
#include <string_view>

#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::kube {

struct LogBody {
  std::string text;    // the log; of one that the kubelet could not read to its end, with a line that says so
  bool is_log = true;  // false: there is none, and `why` says so
  std::string_view why{};
};

// `body`: of an answer with 200. A sentence counts only if it names a path of this very container, or is the whole
// answer: a log that speaks of logs stays one. Pure.
[[nodiscard]] LogBody read_log_body(std::string body, const LogRequest& request);

// `message`: of a refusal with 400 (BadRequest). True: it means that there is no such log, and nothing was missed.
[[nodiscard]] bool says_no_such_log(std::string_view message);

}  // namespace oomscan::kube
