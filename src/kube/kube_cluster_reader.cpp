#include "kube/kube_cluster_reader.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "kube/describe/pod_description.hpp"
#include "kube/door/request_path.hpp"
#include "kube/json/json_tree.hpp"
#include "kube/list/list_decoder.hpp"
#include "kube/list/list_reader.hpp"
#include "kube/list/whole_list.hpp"
#include "kube/log_answer.hpp"
#include "oomscan/model/names.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

// Keeps no more names than there can be, and then asks for no more pages.
class NameSink : public ListSink<std::string> {
 public:
  void accept(std::string&& name) override {
    if (names.size() < kNamesMax) return names.push_back(std::move(name));
    too_many.request_stop();
  }
  void restart() override { names.clear(); }
  std::vector<std::string> names;
  std::stop_source too_many;
};

Result<std::vector<std::string>> read_names(KubeApi& api, const ListDecoders<std::string>& decoders,
                                            EncodingChoice& encoding, std::string_view path,
                                            const std::stop_token& stop) {
  NameSink sink;
  const std::stop_callback stopped(stop, [&] { sink.too_many.request_stop(); });
  ListOutcome outcome = read_list(api, decoders, encoding, std::string(path), sink, sink.too_many.get_token());
  if (sink.too_many.stop_requested() && !stop.stop_requested()) {
    return Error{ErrorKind::bad_answer, fmt::format("the list does not end: {} names were read", kNamesMax),
                 "name the namespaces with --namespaces"};
  }
  // Half a list of names would be taken for the whole.
  if (outcome.error) return *std::move(outcome.error);
  std::sort(sink.names.begin(), sink.names.end());
  sink.names.erase(std::unique(sink.names.begin(), sink.names.end()), sink.names.end());
  return std::move(sink.names);
}

std::string listing(std::string_view what, const std::string& namespace_name) {
  return namespace_name.empty() ? fmt::format("listing {}", what)
                                : fmt::format("listing {} in '{}'", what, printable(namespace_name, 100));
}

std::optional<Error> refused_names(const std::string& namespace_name, const std::string* pod) {
  if (!is_namespace_name(namespace_name)) {
    return Error{ErrorKind::usage, fmt::format("'{}' cannot be a namespace", printable(namespace_name, 100)), ""};
  }
  if (pod != nullptr && !is_pod_name(*pod)) {
    return Error{ErrorKind::usage, fmt::format("'{}' cannot be a pod", printable(*pod, 100)), ""};
  }
  return std::nullopt;
}

// The server answers with an empty list for a namespace that does not exist: a name that cannot be one must not get
// that far.
std::optional<Error> refused_name(const std::string& namespace_name) {
  return namespace_name.empty() ? std::nullopt : refused_names(namespace_name, nullptr);
}

std::optional<Error> refused_selection(const PodSelection& selection) {
  if (auto refused = refused_name(selection.namespace_name)) return refused;
  const int chosen_by = (selection.name.empty() ? 0 : 1) + (selection.job_uid.empty() ? 0 : 1) +
                        (selection.neither_running_nor_succeeded ? 1 : 0);
  if (chosen_by != 1) return Error{ErrorKind::usage, "pods are chosen by exactly one thing", ""};
  if (!selection.name.empty() && !is_pod_name(selection.name)) {
    return Error{ErrorKind::usage, fmt::format("'{}' cannot be a pod", printable(selection.name, 100)), ""};
  }
  // Selectors have a grammar: only what is an uid gets into one.
  if (!selection.job_uid.empty() && !is_pod_name(selection.job_uid)) {
    return Error{ErrorKind::usage, fmt::format("'{}' cannot be a Job's uid", printable(selection.job_uid, 100)), ""};
  }
  return std::nullopt;
}

constexpr std::string_view kMirrorAnnotation = "kubernetes.io/config.mirror";

// What the Events of a pod call it: those of a static pod come from its kubelet, which has an uid of its own for it.
std::string involved_uid(const PodDescription& pod) {
  const std::string& uid = pod.mirror_uid.empty() ? pod.uid : pod.mirror_uid;
  // Selectors have a grammar: only what is an uid gets into one.
  return is_pod_name(uid) ? uid : std::string();
}

Result<JsonTree> read_object(KubeApi& api, std::string path, std::string_view kind, std::size_t values_max,
                             const std::stop_token& stop) {
  ApiRequest request;
  request.path = std::move(path);
  request.body_bytes_max = kDescribedBytesMax;
  auto answer = api.get(request, stop);
  if (answer.failure) return std::move(answer.failure->error);
  auto tree = JsonTree::parse(answer.response->body, values_max);
  if (tree && (*tree)["kind"].text() != kind) {
    return Error{ErrorKind::bad_answer,
                 fmt::format("the answer is a '{}', not a '{}'", printable((*tree)["kind"].text(), 100), kind), ""};
  }
  return tree;
}

template <class T>
ListOutcome read_items(KubeApi& api, const ListDecoders<T>& decoders, EncodingChoice& encoding,
                       std::string_view resource, const std::string& namespace_name, ListSink<T>& sink,
                       const std::stop_token& stop) {
  ListOutcome outcome;
  outcome.error = refused_name(namespace_name);
  if (!outcome.error) {
    const std::string path = list_path(namespace_name, resource);
    std::optional<ListOutcome> whole;
    if (encoding.wants_whole(decoders)) {
      whole = read_whole_list(api, *decoders.protobuf, path, sink, stop);
      if (!whole) encoding.whole_failed();
    }
    outcome = whole ? *std::move(whole) : read_list(api, decoders, encoding, path, sink, stop);
  }
  if (outcome.error) outcome.error = with_context(*std::move(outcome.error), listing(resource, namespace_name));
  return outcome;
}

}  // namespace

KubeClusterReader::KubeClusterReader(std::unique_ptr<KubeApi> api, std::shared_ptr<ServerClock> server_clock,
                                     SessionAbilities abilities)
    : api_(std::move(api)),
      encoding_(abilities.whole_lists),
      server_clock_(std::move(server_clock)),
      abilities_(abilities),
      cache_is_fresh_(abilities.fresh_cache) {}

Result<std::vector<std::string>> KubeClusterReader::namespaces(std::stop_token stop) {
  const ListDecoders<std::string> decoders{make_protobuf_name_decoder("NamespaceList"),
                                           make_json_name_decoder("NamespaceList")};
  auto names = read_names(*api_, decoders, encoding_, kNamespacesPath, stop);
  if (!names) return with_context(std::move(names).error(), "listing namespaces");
  return names;
}

Result<std::vector<std::string>> KubeClusterReader::projects(std::stop_token stop) {
  const ListDecoders<std::string> decoders{nullptr, make_json_name_decoder("ProjectList")};
  auto names = read_names(*api_, decoders, encoding_, kProjectsPath, stop);
  if (names) return names;
  Error error = std::move(names).error();
  if (error.kind == ErrorKind::not_found) error = {ErrorKind::not_found, "the API server has no projects", ""};
  return with_context(std::move(error), "listing projects");
}

Result<bool> KubeClusterReader::namespace_exists(const std::string& namespace_name, std::stop_token stop) {
  const std::string doing = fmt::format("looking for namespace '{}'", printable(namespace_name, 100));
  if (auto refused = refused_names(namespace_name, nullptr)) return with_context(*std::move(refused), doing);
  ApiRequest request;
  request.path = fmt::format("{}/{}", kNamespacesPath, percent_encoded(namespace_name));
  auto answer = api_->get(request, std::move(stop));
  if (!answer.failure) return true;
  if (answer.failure->error.kind == ErrorKind::not_found) return false;
  return with_context(std::move(answer.failure->error), doing);
}

ListOutcome KubeClusterReader::read_pods(const std::string& namespace_name, ListSink<PodObservation>& sink,
                                         std::stop_token stop) {
  const ListDecoders<PodObservation> decoders{make_protobuf_pod_decoder(), make_json_pod_decoder()};
  return read_items(*api_, decoders, encoding_, "pods", namespace_name, sink, stop);
}

ListOutcome KubeClusterReader::read_pod_rows(const std::string& namespace_name, ListSink<PodRow>& sink,
                                             std::stop_token stop) {
  const std::string doing = listing("the table of pods", namespace_name);
  if (auto refused = refused_name(namespace_name)) return {0, with_context(*std::move(refused), doing)};
  if (!abilities_.media_types) {
    return {0, with_context(Error{ErrorKind::bad_answer, "this transport cannot ask for a table", ""}, doing)};
  }
  const ListDecoders<PodRow> decoders{nullptr, make_json_pod_row_decoder()};
  ListOutcome outcome = read_list(*api_, decoders, encoding_, list_path(namespace_name, "pods") + "?includeObject=None",
                                  sink, stop, kNoPageLimit, kTableMediaTypes);
  if (outcome.error) outcome.error = with_context(*std::move(outcome.error), doing);
  return outcome;
}

ListOutcome KubeClusterReader::read_selected_pods(const PodSelection& selection, ListSink<PodObservation>& sink,
                                                  std::stop_token stop) {
  const std::string doing =
      selection.name.empty()
          ? listing(selection.job_uid.empty() ? "pods that do not run" : "pods of a Job", selection.namespace_name)
          : listing(fmt::format("pods named '{}'", printable(selection.name, 100)), selection.namespace_name);
  if (auto refused = refused_selection(selection)) return {0, with_context(*std::move(refused), doing)};
  const ListDecoders<PodObservation> decoders{make_protobuf_pod_decoder(), make_json_pod_decoder()};
  const std::size_t page_limit = selection.job_uid.empty() ? kNoPageLimit : kPageLimit;
  PodSelection asked = selection;
  const bool is_one_key = !asked.namespace_name.empty() && !asked.name.empty();
  if (is_one_key || !cache_is_fresh_) asked.not_older_than.clear();
  bool is_behind = false;
  ListOutcome outcome =
      read_list(*api_, decoders, encoding_, selection_path(asked), sink, stop, page_limit, kJsonMediaType, &is_behind);
  if (is_behind && !asked.not_older_than.empty()) {
    cache_is_fresh_ = false;
    asked.not_older_than.clear();
    outcome = read_list(*api_, decoders, encoding_, selection_path(asked), sink, stop, page_limit);
  }
  if (outcome.error) outcome.error = with_context(*std::move(outcome.error), doing);
  return outcome;
}

ListOutcome KubeClusterReader::read_events(const std::string& namespace_name, ListSink<EventObservation>& sink,
                                           std::stop_token stop) {
  const ListDecoders<EventObservation> decoders{make_protobuf_event_decoder(), make_json_event_decoder()};
  return read_items(*api_, decoders, encoding_, "events", namespace_name, sink, stop);
}

Result<TextAnswer> KubeClusterReader::read_log(const LogRequest& request, std::stop_token stop) {
  const std::string doing = fmt::format("reading the {}log of '{}' of pod '{}' in '{}'",
                                        request.previous ? "previous " : "", printable(request.container, 100),
                                        printable(request.pod, 100), printable(request.namespace_name, 100));
  if (auto refused = refused_names(request.namespace_name, &request.pod))
    return with_context(*std::move(refused), doing);
  ApiRequest api_request;
  api_request.path = log_path(request);
  api_request.accept = "text/plain, application/json, */*";  // errors come as a Status
  api_request.body_bytes_max = request.bytes_max;
  api_request.body_overflow = Overflow::keep_tail;
  auto answer = api_->get(api_request, std::move(stop));
  if (answer.failure) {
    Error error = std::move(answer.failure->error);
    if (error.kind == ErrorKind::bad_answer && says_no_such_log(error.message)) {
      error.kind = ErrorKind::not_found;
    }
    return with_context(std::move(error), doing);
  }
  LogBody body = read_log_body(std::move(answer.response->body), request);
  if (!body.is_log) return with_context(Error{ErrorKind::not_found, std::string(body.why), ""}, doing);
  return TextAnswer{std::move(body.text), answer.response->body_bytes_dropped};
}

Result<PodDescription> KubeClusterReader::describe_pod(const std::string& namespace_name, const std::string& pod,
                                                       std::stop_token stop) {
  const std::string doing =
      fmt::format("describing pod '{}' in '{}'", printable(pod, 100), printable(namespace_name, 100));
  if (auto refused = refused_names(namespace_name, &pod)) return with_context(*std::move(refused), doing);
  const auto object = read_object(*api_, pod_path(namespace_name, pod), "Pod", kDescribedPodValuesMax, stop);
  if (!object) return with_context(object.error(), doing);
  PodDescription description;
  description.uid = object->at("metadata", "uid").text();
  description.mirror_uid = object->at("metadata", "annotations")[kMirrorAnnotation].text();
  const auto events =
      read_object(*api_, events_of_pod_path(namespace_name, pod, involved_uid(description), kDescribedEventsMax),
                  "EventList", kDescribedEventsValuesMax, stop);
  if (!events) {
    if (stop.stop_requested()) return with_context(events.error(), doing);
    description.without_events = with_context(
        events.error(),
        fmt::format("listing the Events of pod '{}' in '{}'", printable(pod, 100), printable(namespace_name, 100)));
  }
  TextAnswer text = description_of(*object, events);
  description.text = std::move(text.text);
  description.bytes_dropped = text.bytes_dropped;
  return description;
}

}  // namespace oomscan::kube
