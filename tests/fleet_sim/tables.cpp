#include "fleet_sim/tables.hpp"

#include <algorithm>
#include <ctime>

namespace oomscan::fleet_sim {
namespace {

struct Column {
  std::string_view name;
  std::string_view type = "string";
  std::string_view format = "";
  int priority = 0;
};

constexpr Column kName{"Name", "string", "name", 0};
constexpr Column kAge{"Age"};

std::vector<Column> columns_of(std::string_view resource) {
  if (resource == "pods") {
    return {kName, {"Ready"}, {"Status"}, {"Restarts"}, kAge, {"IP", "string", "", 1}, {"Node", "string", "", 1}};
  }
  if (resource == "events") {
    return {{"Last Seen"}, {"Type"}, {"Reason"}, {"Object"}, {"Message"}, {"Name", "string", "name", 1}};
  }
  return {kName, {"Status"}, kAge};
}

const Json& field(const Json& object, std::string_view name) {
  static const Json null;
  const auto found = object.find(std::string(name));
  return found == object.end() ? null : *found;
}

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

std::string age(const std::string& time, Timestamp now) {
  std::tm parts{};
  if (time.empty() || strptime(time.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return "<unknown>";
  const long seconds = static_cast<long>(now.time_since_epoch().count() - timegm(&parts));
  if (seconds < 120) return std::to_string(seconds) + "s";
  if (seconds < 3 * 3600) return std::to_string(seconds / 60) + "m";
  if (seconds < 48 * 3600) return std::to_string(seconds / 3600) + "h";
  return std::to_string(seconds / 86400) + "d";
}

Json pod_cells(const Json& pod, Timestamp now) {
  const Json& status = field(pod, "status");
  int ready = 0;
  int restarts = 0;
  for (const Json& container : field(status, "containerStatuses")) {
    ready += container.value("ready", false) ? 1 : 0;
    restarts += container.value("restartCount", 0);
  }
  for (const Json& container : field(status, "initContainerStatuses")) {
    if (!container.value("ready", false)) restarts = std::max(restarts, container.value("restartCount", 0));
  }
  const Json& metadata = field(pod, "metadata");
  return Json::array({text(field(metadata, "name")),
                      std::to_string(ready) + "/" + std::to_string(field(field(pod, "spec"), "containers").size()),
                      pod_status_word(pod), std::to_string(restarts),
                      age(text(field(metadata, "creationTimestamp")), now), text(field(status, "podIP")),
                      text(field(field(pod, "spec"), "nodeName"))});
}

Json event_cells(const Json& event, Timestamp now) {
  const Json& involved = field(event, "involvedObject");
  std::string kind = text(field(involved, "kind"));
  for (char& c : kind) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return Json::array({age(text(field(event, "lastTimestamp")), now), text(field(event, "type")),
                      text(field(event, "reason")), kind + "/" + text(field(involved, "name")),
                      text(field(event, "message")), text(field(field(event, "metadata"), "name"))});
}

Json plain_cells(const Json& object, std::string_view status, Timestamp now) {
  const Json& metadata = field(object, "metadata");
  return Json::array({text(field(metadata, "name")), status, age(text(field(metadata, "creationTimestamp")), now)});
}

}  // namespace

bool wants_table(std::string_view accept) {
  // The first media type that we can give wins; clients that want tables name them first.
  return accept.substr(0, accept.find(',')).find("as=Table") != std::string_view::npos;
}

std::string pod_status_word(const Json& pod) {
  const Json& status = field(pod, "status");
  std::string word = text(field(status, "reason"));
  if (word.empty()) word = text(field(status, "phase"));
  bool initializing = false;
  const Json& inits = field(status, "initContainerStatuses");
  for (std::size_t i = 0; i < inits.size(); ++i) {
    const Json& state = field(inits[i], "state");
    const Json& ended = field(state, "terminated");
    if (ended.is_object() && ended.value("exitCode", 0) == 0) continue;
    if (state.contains("running") && inits[i].value("started", false)) continue;  // a sidecar at work
    const std::string why = text(field(field(state, "waiting"), "reason"));
    if (ended.is_object()) {
      word = "Init:" + text(field(ended, "reason"));
    } else if (!why.empty() && why != "PodInitializing") {
      word = "Init:" + why;
    } else {
      word = "Init:" + std::to_string(i) + "/" + std::to_string(inits.size());
    }
    initializing = true;
    break;
  }
  if (!initializing) {
    const Json& containers = field(status, "containerStatuses");
    for (std::size_t i = containers.size(); i-- > 0;) {
      const Json& state = field(containers[i], "state");
      if (const std::string why = text(field(field(state, "waiting"), "reason")); !why.empty()) {
        word = why;
      } else if (const Json& ended = field(state, "terminated"); ended.is_object()) {
        word = text(field(ended, "reason"));
      }
    }
  }
  return field(field(pod, "metadata"), "deletionTimestamp").is_null() ? word : "Terminating";
}

Answer table_answer(const SimCluster& cluster, const ObjectStore& store, const std::vector<std::size_t>& indexes,
                    const std::string& metadata, const Query& query) {
  const std::string_view resource = store.kind().resource;
  Json columns = Json::array();
  for (const Column& column : columns_of(resource)) {
    columns.push_back({{"name", column.name},
                       {"type", column.type},
                       {"format", column.format},
                       {"description", ""},
                       {"priority", column.priority}});
  }
  const bool with_object = query.parameter("includeObject") != "None";
  Answer answer;
  answer.head = R"({"kind":"Table","apiVersion":"meta.k8s.io/v1",)" + metadata + R"(,"columnDefinitions":)" +
                columns.dump() + R"(,"rows":[)";
  bool first = true;
  for (const std::size_t index : indexes) {
    const Json object = Json::parse(store.json(index));
    Json row = Json::object();
    row["cells"] = resource == "pods"     ? pod_cells(object, cluster.now)
                   : resource == "events" ? event_cells(object, cluster.now)
                                          : plain_cells(object, resource == "nodes" ? "Ready" : "Active", cluster.now);
    row["object"] = nullptr;
    if (with_object) {
      row["object"] = {
          {"kind", "PartialObjectMetadata"}, {"apiVersion", "meta.k8s.io/v1"}, {"metadata", object["metadata"]}};
    }
    if (!first) answer.head += ',';
    first = false;
    answer.head += row.dump();
  }
  answer.tail = "]}\n";
  return answer;
}

}  // namespace oomscan::fleet_sim
