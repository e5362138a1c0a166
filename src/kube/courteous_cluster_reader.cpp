#include "kube/courteous_cluster_reader.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::kube {

CourteousClusterReader::CourteousClusterReader(std::unique_ptr<ClusterReader> inner, std::shared_ptr<Circuit> circuit,
                                               std::shared_ptr<Courtesy> courtesy)
    : inner_(std::move(inner)), circuit_(std::move(circuit)), courtesy_(std::move(courtesy)) {}

Result<std::vector<std::string>> CourteousClusterReader::namespaces(std::stop_token stop) {
  return inner_->namespaces(std::move(stop));
}

Result<std::vector<std::string>> CourteousClusterReader::projects(std::stop_token stop) {
  return inner_->projects(std::move(stop));
}

Result<bool> CourteousClusterReader::namespace_exists(const std::string& namespace_name, std::stop_token stop) {
  return inner_->namespace_exists(namespace_name, std::move(stop));
}

ListOutcome CourteousClusterReader::read_pods(const std::string& namespace_name, ListSink<PodObservation>& sink,
                                              std::stop_token stop) {
  return inner_->read_pods(namespace_name, sink, std::move(stop));
}

ListOutcome CourteousClusterReader::read_events(const std::string& namespace_name, ListSink<EventObservation>& sink,
                                                std::stop_token stop) {
  return inner_->read_events(namespace_name, sink, std::move(stop));
}

Result<TextAnswer> CourteousClusterReader::read_log(const LogRequest& request, std::stop_token stop) {
  return inner_->read_log(request, std::move(stop));
}

Result<TextAnswer> CourteousClusterReader::describe_pod(const std::string& namespace_name, const std::string& pod,
                                                        std::stop_token stop) {
  const std::string doing =
      fmt::format("describing pod '{}' in '{}'", printable(pod, 100), printable(namespace_name, 100));
  Circuit::Admission admission = circuit_->admit();
  if (!admission.pass) return with_context(std::move(admission.refusal), doing);
  std::optional<Courtesy::Permit> permit = courtesy_->enter(stop);
  if (!permit) {
    circuit_->learned_nothing(*admission.pass);
    return with_context(Error{ErrorKind::cancelled, "stopped", ""}, doing);
  }
  Result<TextAnswer> answer = inner_->describe_pod(namespace_name, pod, std::move(stop));
  if (answer.ok()) {
    permit->answered();
    circuit_->answered(*admission.pass);
  } else {
    if (answer.error().kind == ErrorKind::throttled) permit->throttled(std::nullopt);
    circuit_->saw(*admission.pass, answer.error());
  }
  return answer;
}

}  // namespace oomscan::kube
