#include "prometheus/real_prometheus.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/http_connector.hpp"
#include "process/process_runner.hpp"
#include "schedule/system_clock.hpp"

namespace oomscan::prometheus_test {
namespace {

constexpr int kStartsMax = 3;
constexpr int kReadyChecksMax = 600;
constexpr std::chrono::milliseconds kReadyCheckStep{50};
constexpr std::chrono::milliseconds kBackfillTimeout{180'000};

// A port that is free right now; another program may still take it first, so starting is tried again.
int free_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  int port = 0;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0) {
    port = ntohs(address.sin_port);
  }
  ::close(listener);
  return port;
}

std::string new_directory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "oomscan-prometheus-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  return pattern;
}

}  // namespace

bool can_run_prometheus() {
  const auto runner = process::make_process_runner(nullptr);
  for (const char* program : {"prometheus", "promtool"}) {
    const auto outcome = runner->run({{program, "--version"}, {}}, {}, {});
    if (!outcome || outcome->end != ProcessEnd::exited || outcome->code != 0) return false;
  }
  return true;
}

RealPrometheus::RealPrometheus(const std::function<void(SampleWriter&)>& fill, const std::vector<std::string>& flags)
    : directory_(new_directory()),
      runner_(process::make_process_runner(nullptr)),
      connector_(http::make_http_connector()) {
  const std::string samples = directory_ + "/samples.txt";
  SampleWriter writer(samples);
  fill(writer);
  writer.finish();
  ProcessLimits limits;
  limits.timeout = kBackfillTimeout;
  const auto filled = runner_->run({{"promtool", "tsdb", "create-blocks-from", "--max-block-duration=24h",
                                     "openmetrics", samples, directory_ + "/data"},
                                    {}},
                                   limits, {});
  if (!filled || filled->code != 0) throw std::runtime_error("promtool: " + (filled ? filled->err : "not run"));
  std::filesystem::remove(samples);
  std::ofstream(directory_ + "/prometheus.yml") << "global: {}\n";
  start_on_some_port(flags);
}

RealPrometheus::RealPrometheus(const std::string& target)
    : directory_(new_directory()),
      runner_(process::make_process_runner(nullptr)),
      connector_(http::make_http_connector()) {
  std::ofstream(directory_ + "/prometheus.yml")
      << "global: {scrape_interval: 1s, scrape_timeout: 1s}\n"
         "scrape_configs:\n- job_name: state\n  honor_labels: true\n  static_configs: [{targets: [\""
      << target << "\"]}]\n";
  start_on_some_port({});
}

void RealPrometheus::start_on_some_port(const std::vector<std::string>& flags) {
  for (int i = 0; i < kStartsMax; ++i) {
    if (start(flags)) return;
  }
  throw std::runtime_error("prometheus: " + (process_ ? process_->error_output() : "not started"));
}

bool RealPrometheus::start(const std::vector<std::string>& flags) {
  const std::string address = fmt::format("127.0.0.1:{}", free_port());
  CommandLine command{
      {"prometheus", "--config.file=" + directory_ + "/prometheus.yml", "--storage.tsdb.path=" + directory_ + "/data",
       "--web.listen-address=" + address, "--log.level=warn"},
      {}};
  command.argv.insert(command.argv.end(), flags.begin(), flags.end());
  auto started = runner_->start(command);
  if (!started) return false;
  process_ = *std::move(started);
  url_ = "http://" + address;
  HttpEndpoint endpoint;
  endpoint.base_url = url_;
  const auto client = connector_->connect(endpoint);
  schedule::SystemClock clock;
  for (int i = 0; i < kReadyChecksMax && !process_->ended(); ++i) {
    HttpRequest request;
    request.target = "/-/ready";
    if (const auto response = client->get(request, {}); response && response->status == 200) return true;
    clock.sleep(kReadyCheckStep, {});
  }
  return false;
}

void RealPrometheus::stop() {
  if (process_) process_->stop();
}

RealPrometheus::~RealPrometheus() {
  stop();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

}  // namespace oomscan::prometheus_test
