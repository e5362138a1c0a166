// A real Prometheus on a port of this machine, with back-filled data, in a directory of its own that goes with it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/process_runner.hpp"
#include "prometheus/sample_writer.hpp"

namespace oomscan::prometheus_test {

// Are `prometheus` and `promtool` on the PATH?
[[nodiscard]] bool can_run_prometheus();

class RealPrometheus {
 public:
  // Writes, back-fills, starts, and waits until it is ready. Throws std::runtime_error with its words if it will not.
  RealPrometheus(const std::function<void(SampleWriter&)>& fill, const std::vector<std::string>& flags = {});
  // Without any data: it scrapes `target` ("127.0.0.1:1234", path /metrics) every second.
  explicit RealPrometheus(const std::string& target);
  ~RealPrometheus();
  RealPrometheus(const RealPrometheus&) = delete;
  RealPrometheus& operator=(const RealPrometheus&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }
  void stop();

 private:
  void start_on_some_port(const std::vector<std::string>& flags);
  bool start(const std::vector<std::string>& flags);

  std::string directory_;
  std::string url_;
  std::unique_ptr<ProcessRunner> runner_;
  std::unique_ptr<HttpConnector> connector_;
  std::unique_ptr<RunningProcess> process_;
};

}  // namespace oomscan::prometheus_test
