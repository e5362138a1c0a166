#include "fleet_sim/tables.hpp"

#include "fleet_sim/pod_row.hpp"

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

Json pod_cells(const Json& pod, Timestamp now) {
  const PodRowCells cells = pod_row_cells(pod, now);
  const Json& metadata = field(pod, "metadata");
  return Json::array({text(field(metadata, "name")), cells.ready, cells.status, cells.restarts,
                      age_words(text(field(metadata, "creationTimestamp")), now),
                      text(field(field(pod, "status"), "podIP")), text(field(field(pod, "spec"), "nodeName"))});
}

Json event_cells(const Json& event, Timestamp now) {
  const Json& involved = field(event, "involvedObject");
  std::string kind = text(field(involved, "kind"));
  for (char& c : kind) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return Json::array({age_words(text(field(event, "lastTimestamp")), now), text(field(event, "type")),
                      text(field(event, "reason")), kind + "/" + text(field(involved, "name")),
                      text(field(event, "message")), text(field(field(event, "metadata"), "name"))});
}

Json plain_cells(const Json& object, std::string_view status, Timestamp now) {
  const Json& metadata = field(object, "metadata");
  return Json::array(
      {text(field(metadata, "name")), status, age_words(text(field(metadata, "creationTimestamp")), now)});
}

}  // namespace

bool wants_table(std::string_view accept) {
  // The first media type that we can give wins; clients that want tables name them first.
  return accept.substr(0, accept.find(',')).find("as=Table") != std::string_view::npos;
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
