// The API through one `oc get --raw PATH` child per request: slower than the proxy, but needs nothing but the tool.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "kube/client/tool.hpp"
#include "kube/door/error_frame.hpp"
#include "oomscan/ports/kube_api.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// Thread-safe if the runner is. The tool chooses the encoding: `accept` is ignored, the answer is JSON (or a log's
// text) and content_type stays empty. What the API server only passes on (is_proxied) is refused, without a child:
// the tool follows redirects and sends the credentials wherever they lead.
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

// "45s", "1500ms": what `--request-timeout` takes.
[[nodiscard]] std::string tool_duration(std::chrono::milliseconds duration);

}  // namespace oomscan::kube
