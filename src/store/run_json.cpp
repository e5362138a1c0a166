#include "store/run_json.hpp"

#include <map>
#include <optional>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "store/states.hpp"

namespace oomscan::store {
namespace {

using Json = nlohmann::ordered_json;

constexpr bool kAsciiOnly = true;

std::string time_text(Timestamp time) { return format_rfc3339(time); }

class LineWriter {
 public:
  explicit LineWriter(const std::string& run) : run_(run) {}

  Json line(const char* record) const { return Json{{"record", record}, {"run", run_}}; }
  Json line(const char* record, const RecordedCluster& cluster) const {
    Json json = line(record);
    json["cluster_id"] = cluster.id;
    return json;
  }
  void put(const Json& json) {
    text_ += json.dump(-1, ' ', kAsciiOnly, Json::error_handler_t::replace);
    text_ += '\n';
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  const std::string& run_;
  std::string text_;
};

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

void write_seen(const RecordedCluster& cluster, LineWriter& out) {
  std::map<std::tuple<std::string, Timestamp, Timestamp>, std::vector<std::string>> spans;
  for (const RecordedSpan& each : cluster.seen) {
    spans[{each.source, each.span.from, each.span.to}].push_back(each.namespace_name);
  }
  for (const auto& [span, namespaces] : spans) {
    Json json = out.line("seen", cluster);
    json["source"] = std::get<0>(span);
    json["from"] = time_text(std::get<1>(span));
    json["to"] = time_text(std::get<2>(span));
    json["namespaces"] = namespaces;
    out.put(json);
  }
}

void write_finding(const RecordedCluster& cluster, const RecordedFinding& finding, LineWriter& out) {
  Json json = out.line("finding", cluster);
  json["fingerprint"] = finding.fingerprint;
  json["namespace"] = finding.subject.namespace_name;
  json["workload_kind"] = finding.subject.workload.kind;
  json["workload_name"] = finding.subject.workload.name;
  json["pod"] = finding.pod;
  json["pod_uid"] = finding.pod_uid;
  json["container"] = finding.subject.container;
  json["type"] = finding.subject.type;
  json["state"] = to_id(finding.state);
  json["confidence"] = to_id(finding.confidence);
  json["cause"] = finding.cause;
  json["node"] = finding.node;
  json["image"] = finding.image;
  json["exit_code"] = or_null(finding.exit_code);
  json["restart_count"] = or_null(finding.restart_count);
  json["memory_limit_bytes"] = or_null(finding.memory_limit_bytes);
  Json moments = Json::array();
  for (const FailureBounds& each : finding.moments) {
    moments.push_back({{"earliest", time_text(each.earliest)}, {"latest", time_text(each.latest)}});
  }
  json["moments"] = std::move(moments);
  out.put(json);
}

// What a line of ours never lacks; throws nlohmann's exceptions, which parse_run_lines turns into an error.
Timestamp time_at(const Json& json, const char* name) {
  const auto time = parse_rfc3339(json.at(name).get_ref<const std::string&>());
  if (!time) throw std::invalid_argument(fmt::format("'{}' is no time", name));
  return *time;
}

template <class T>
std::optional<T> number_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() || found->is_null() ? std::nullopt : std::optional{found->get<T>()};
}

class LineReader {
 public:
  void take(const Json& json) {
    const std::string record = json.at("record").get<std::string>();
    if (record == "run") {
      take_run(json);
      return;
    }
    if (json.at("run") != run_.id) throw std::invalid_argument("a line of another run");
    if (record == "cluster") {
      take_cluster(json);
    } else if (record == "seen") {
      const Span span{time_at(json, "from"), time_at(json, "to")};
      for (const Json& name : json.at("namespaces")) {
        cluster(json).seen.push_back({name.get<std::string>(), json.at("source").get<std::string>(), span});
      }
    } else if (record == "gap") {
      cluster(json).gaps.push_back({json.at("namespace").get<std::string>(), json.at("what").get<std::string>(),
                                    json.at("why").get<std::string>(), json.at("detail").get<std::string>()});
    } else if (record == "size") {
      cluster(json).sizes.push_back({0, json.at("namespace").get<std::string>(), json.at("pods").get<std::int64_t>()});
    } else if (record == "finding") {
      take_finding(json);
    } else if (record == "end") {
      ended_ = true;
    }
  }

  Result<RunRecord> done() && {
    if (run_.id.empty() || !ended_) {
      return Error{ErrorKind::bad_answer, "the run is cut off: its last line is missing", "export or fetch it again"};
    }
    return std::move(run_);
  }

 private:
  void take_run(const Json& json) {
    const int version = json.at("schema_version").get<int>();
    if (version > kRunLinesVersion) {
      throw std::invalid_argument(
          fmt::format("version {}, and this program reads up to {}", version, kRunLinesVersion));
    }
    if (!run_.id.empty()) throw std::invalid_argument("two runs in one");
    run_.id = json.at("run").get<std::string>();
    run_.started_at = time_at(json, "started_at");
    run_.finished_at = time_at(json, "finished_at");
    run_.tool_version = json.at("version").get<std::string>();
    run_.origin = json.at("origin").get<std::string>();
    run_.range_requested = json.at("range_requested").get<std::string>();
    run_.range = {time_at(json, "range_from"), time_at(json, "range_to")};
    run_.interrupted = json.at("interrupted").get<bool>();
    run_.types = json.value("types", std::vector<std::string>{});
  }

  void take_cluster(const Json& json) {
    RecordedCluster cluster;
    cluster.id = json.at("cluster_id").get<std::string>();
    cluster.name = json.at("cluster").get<std::string>();
    cluster.server = json.at("server").get<std::string>();
    cluster.status = json.at("status").get<std::string>();
    cluster.pods = json.at("pods").get<std::int64_t>();
    cluster.complete_namespaces = json.at("complete_namespaces").get<std::vector<std::string>>();
    index_.emplace(cluster.id, run_.clusters.size());
    run_.clusters.push_back(std::move(cluster));
  }

  void take_finding(const Json& json) {
    RecordedFinding finding;
    RecordedCluster& where = cluster(json);
    const auto text = [&](const char* name) { return json.at(name).get<std::string>(); };
    finding.fingerprint = text("fingerprint");
    finding.subject = {
        where.id, text("namespace"), {text("workload_kind"), text("workload_name")}, text("container"), text("type")};
    finding.pod = text("pod");
    finding.pod_uid = text("pod_uid");
    finding.state = state_of(text("state"));
    finding.confidence = confidence_of(text("confidence"));
    finding.cause = text("cause");
    finding.node = text("node");
    finding.image = text("image");
    finding.exit_code = number_at<int>(json, "exit_code");
    finding.restart_count = number_at<std::int64_t>(json, "restart_count");
    finding.memory_limit_bytes = number_at<std::int64_t>(json, "memory_limit_bytes");
    for (const Json& moment : json.at("moments")) {
      const FailureBounds bounds{time_at(moment, "earliest"), time_at(moment, "latest")};
      if (bounds.latest < bounds.earliest) throw std::invalid_argument("a moment that ends before it begins");
      finding.moments.push_back(bounds);
    }
    where.findings.push_back(std::move(finding));
  }

  RecordedCluster& cluster(const Json& json) {
    const auto found = index_.find(json.at("cluster_id").get<std::string>());
    if (found == index_.end()) throw std::invalid_argument("a line of a cluster that no line names");
    return run_.clusters[found->second];
  }

  RunRecord run_;
  std::map<std::string, std::size_t> index_;
  bool ended_ = false;
};

}  // namespace

std::string run_lines(const RunRecord& run) {
  LineWriter out(run.id);
  Json head = out.line("run");
  head["schema_version"] = kRunLinesVersion;
  head["started_at"] = time_text(run.started_at);
  head["finished_at"] = time_text(run.finished_at);
  head["version"] = run.tool_version;
  head["origin"] = run.origin;
  head["range_requested"] = run.range_requested;
  head["range_from"] = time_text(run.range.from);
  head["range_to"] = time_text(run.range.to);
  head["interrupted"] = run.interrupted;
  head["types"] = run.types;
  out.put(head);
  for (const RecordedCluster& cluster : run.clusters) {
    Json json = out.line("cluster", cluster);
    json["cluster"] = cluster.name;
    json["server"] = cluster.server;
    json["status"] = cluster.status;
    json["pods"] = cluster.pods;
    json["complete_namespaces"] = cluster.complete_namespaces;
    out.put(json);
    write_seen(cluster, out);
    for (const RecordedGap& gap : cluster.gaps) {
      Json line = out.line("gap", cluster);
      line["namespace"] = gap.namespace_name;
      line["what"] = gap.what;
      line["why"] = gap.why;
      line["detail"] = gap.detail;
      out.put(line);
    }
    for (const auto& size : cluster.sizes) {
      Json line = out.line("size", cluster);
      line["namespace"] = size.namespace_name;
      line["pods"] = size.pods;
      out.put(line);
    }
    for (const RecordedFinding& finding : cluster.findings) write_finding(cluster, finding, out);
  }
  out.put(out.line("end"));
  return std::move(out).text();
}

Result<RunRecord> parse_run_lines(std::string_view text) {
  LineReader reader;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    ++number;
    if (line.empty()) continue;
    try {
      reader.take(Json::parse(line));
    } catch (const std::exception& fault) {
      return Error{ErrorKind::bad_answer, fmt::format("line {} of the run cannot be read: {}", number, fault.what()),
                   "it must be as 'oom-scan history export' writes it"};
    }
  }
  return std::move(reader).done();
}

}  // namespace oomscan::store
