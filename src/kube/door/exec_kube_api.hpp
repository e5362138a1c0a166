// The API through one `oc get --raw PATH` child per request: slower than the proxy, but needs nothing but the tool.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "kube/client/tool.hpp"
#include "kube/door/error_frame.hpp"
#include "oomscan/ports/kube_api.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// Thread-safe if the runner is. The tool chooses the encoding: `accept` is ignored, the answer is JSON (or a log's
// text) and content_type stays empty. What the API server only passes on (is_proxied) is refused, without a child:
// the tool follows redirects and sends the credentials wherever they lead. From redirects of the API server itself it
// is kept by its environment (see contained_client.hpp): not for contexts that have a reason of why_not_contained.
class ExecKubeApi : public KubeApi {
 public:
  // `runner` must outlive it.
  ExecKubeApi(Tool tool, std::string context, ErrorFrame frame, ProcessRunner& runner);

  Answer get(const ApiRequest& request, std::stop_token stop) override;

 private:
  Tool tool_;
  std::string context_;
  ErrorFrame frame_;
  ProcessRunner& runner_;
};

// The arguments of a tool's question, with the time that one of its requests may take before them ("--request-timeout
// 45s"), so that it says itself what it was waiting for. Not of a service account: the tool takes that up only where
// its configuration is the default one in everything (client-go, clientcmd: IsDefaultConfig); the child's end is the
// limit.
[[nodiscard]] std::vector<std::string> with_time_limit(std::vector<std::string> arguments, const ErrorFrame& frame);

}  // namespace oomscan::kube
