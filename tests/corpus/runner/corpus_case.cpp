#include "corpus/runner/corpus_case.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace oomscan::corpus {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read '" + path.string() + "'");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// Where there is nothing to list there is no file.
std::string list_of(const std::string& kind, const std::filesystem::path& path) {
  if (std::filesystem::exists(path)) return text_of(path);
  return R"({"kind": ")" + kind + R"(", "apiVersion": "v1", "metadata": {}, "items": []})";
}

Json json_of(const std::filesystem::path& path) {
  try {
    return Json::parse(text_of(path));
  } catch (const Json::exception& broken) {
    throw std::runtime_error("'" + path.string() + "': " + broken.what());
  }
}

Timestamp time_of(const Json& json) {
  const auto time = parse_rfc3339(json.get<std::string>());
  if (!time) throw std::runtime_error("'" + json.get<std::string>() + "' is not a time");
  return *time;
}

MetricFact fact_of(const std::string& name) {
  if (name == "oom_terminated") return MetricFact::oom_terminated;
  if (name == "oom_events_grew") return MetricFact::oom_events_grew;
  if (name == "crash_loop_waiting") return MetricFact::crash_loop_waiting;
  throw std::runtime_error("'" + name + "' is not a fact");
}

MetricObservation metric_of(const Json& json) {
  MetricObservation metric;
  metric.fact = fact_of(json.at("fact"));
  metric.namespace_name = json.at("namespace");
  metric.pod = json.at("pod");
  metric.pod_uid = json.value("pod_uid", "");
  metric.container = json.at("container");
  metric.init_container = json.value("init_container", false);
  metric.node = json.value("node", "");
  for (const Json& time : json.at("times")) metric.times.push_back(time_of(time));
  metric.count = json.value("count", static_cast<std::int64_t>(metric.times.size()));
  metric.late_max = Seconds{json.value("late_max_seconds", 0)};
  metric.detail = json.at("detail");
  return metric;
}

}  // namespace

Case read_case(const std::filesystem::path& folder) {
  const Json frame = json_of(folder / "case.json");
  const Json verdicts = json_of(folder / "expected.json");
  Case read;
  read.name = folder.filename();
  read.now = time_of(frame.at("now"));
  read.range = Seconds{frame.value("range_seconds", read.range.count())};
  read.types = frame.value("types", std::vector<std::string>{});
  read.unread_namespaces = frame.value("unread_namespaces", std::vector<std::string>{});
  read.namespaces = verdicts.value("namespaces", Json::object());
  read.pods = list_of("PodList", folder / "pods.json");
  read.events = list_of("EventList", folder / "events.json");
  if (std::filesystem::exists(folder / "metrics.json")) {
    for (const Json& metric : json_of(folder / "metrics.json")) read.metrics.push_back(metric_of(metric));
  }
  read.expected = verdicts.at("expected");
  read.forbidden = verdicts.at("forbidden");
  return read;
}

std::vector<std::filesystem::path> case_folders(const std::filesystem::path& root) {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (std::filesystem::exists(entry.path() / "case.json")) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace oomscan::corpus
