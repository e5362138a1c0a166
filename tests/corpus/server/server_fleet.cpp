#include "corpus/server/server_fleet.hpp"

#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "kube/tool_fleet.hpp"

namespace oomscan::corpus {
namespace {

class ListeningClient final : public HttpClient {
 public:
  ListeningClient(std::unique_ptr<HttpClient> next, ListTally& tally, bool older)
      : next_(std::move(next)), tally_(tally), older_(older) {}
  Result<HttpResponse> get(const HttpRequest& request, std::stop_token stop) override {
    Result<HttpResponse> answer = next_->get(request, std::move(stop));
    if (answer) tally_.add(request.target, *answer);
    if (answer && older_ && request.target == "/version") answer->body = R"({"major":"1","minor":"32"})";
    return answer;
  }

 private:
  std::unique_ptr<HttpClient> next_;
  ListTally& tally_;
  bool older_;
};

class ListeningConnector final : public HttpConnector {
 public:
  ListeningConnector(std::unique_ptr<HttpConnector> next, ListTally& tally, const bool& older)
      : next_(std::move(next)), tally_(tally), older_(older) {}
  [[nodiscard]] std::unique_ptr<HttpClient> connect(const HttpEndpoint& endpoint) override {
    return std::make_unique<ListeningClient>(next_->connect(endpoint), tally_, older_);
  }

 private:
  std::unique_ptr<HttpConnector> next_;
  ListTally& tally_;
  const bool& older_;
};

template <class T>
T value_of(Result<T>&& result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(result).value();
}

}  // namespace

void ListTally::add(const std::string& target, const HttpResponse& answer) {
  const bool whole = target.ends_with("/pods") || target.ends_with("/events");
  if (!whole && target.find("?limit=") == std::string::npos) return;
  const std::lock_guard lock{mutex_};
  if (whole) ++whole_lists_;
  ++answers_by_media_type_[answer.content_type];
  if (target.find("&continue=") != std::string::npos) ++continued_pages_;
}

std::map<std::string, int> ListTally::answers_by_media_type() const {
  const std::lock_guard lock{mutex_};
  return answers_by_media_type_;
}

int ListTally::continued_pages() const {
  const std::lock_guard lock{mutex_};
  return continued_pages_;
}

int ListTally::whole_lists() const {
  const std::lock_guard lock{mutex_};
  return whole_lists_;
}

ServerFleet::ServerFleet()
    : janitor_(process::Janitor::start()),
      runtime_directory_(value_of(process::RuntimeDirectory::create(janitor_.get()))),
      runner_(process::make_process_runner(janitor_.get())),
      connector_(std::make_unique<ListeningConnector>(http::make_http_connector(), tally_, older_)) {}

Cluster ServerFleet::cluster(Fleet& fleet, const std::string& context) {
  for (const Context& each : value_of(fleet.contexts({}))) {
    if (each.name == context) return {"server", each, {}};
  }
  throw std::runtime_error("the kubeconfig has no context '" + context + "'");
}

std::unique_ptr<Fleet> ServerFleet::open(const std::string& kubeconfig, Transport transport, bool older) {
  older_ = older;
  kube::FleetConfig config;
  config.oc_path = "kubectl";
  const char* path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nothing here sets the environment
  config.search_path = path == nullptr ? "" : path;
  config.kubeconfig = kubeconfig;
  config.transport = transport;
  config.runtime_directory = [this] { return Result<std::string>{runtime_directory_->path()}; };
  return kube::make_fleet(std::move(config), *runner_, *connector_, clock_, log_);
}

}  // namespace oomscan::corpus
