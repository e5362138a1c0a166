#include "field/runner/field_case.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <utility>

#include "corpus/runner/corpus_run.hpp"
#include "detect/catalog.hpp"
#include "detect/catalog_judge.hpp"
#include "export/case_writer.hpp"
#include "kube/list/list_decoder.hpp"
#include "scan/evidence_store.hpp"

namespace oomscan::field {
namespace {

Json json_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  try {
    return Json::parse(in);
  } catch (const Json::exception& broken) {
    throw std::runtime_error("'" + path.string() + "': " + broken.what());
  }
}

std::string list_of(const char* kind, const Json& items) {
  return Json{{"kind", kind}, {"apiVersion", "v1"}, {"metadata", Json::object()}, {"items", items}}.dump();
}

std::vector<std::string> types(bool all) {
  std::vector<std::string> wanted;
  for (const DetectorInfo& info : detect::detectors()) {
    if (all || info.on_by_default) wanted.emplace_back(info.id);
  }
  return wanted;
}

// One value, or any of a list.
bool is_accepted(const Json& accepted, const Json& value) {
  if (!accepted.is_array()) return accepted == value;
  return std::find(accepted.begin(), accepted.end(), value) != accepted.end();
}

// ECMAScript knows no "(?i)".
std::regex pattern_of(const Json& value) {
  std::string text = value;
  const bool any_case = text.starts_with("(?i)");
  if (any_case) text.erase(0, 4);
  const auto flags = std::regex::ECMAScript;
  return std::regex(text, any_case ? flags | std::regex::icase : flags);
}

bool agrees(const Json& expected, const Json& finding) {
  for (const auto& [member, value] : expected.items()) {
    if (member == "only_with_types_all") continue;
    if (member == "timestamp") {
      const Json& times = finding.at("timestamps");
      if (std::find(times.begin(), times.end(), value) == times.end()) return false;
    } else if (member == "cause") {
      if (!std::regex_search(finding.at("cause").get<std::string>(), pattern_of(value))) return false;
    } else if (member == "sources") {
      if (finding.at("sources") != value) return false;
    } else if (!finding.contains(member) || !is_accepted(value, finding.at(member))) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<Case> read_cases(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const std::filesystem::path& file : files) {
    const Json read = json_of(file);
    if (!read.contains("cases") || !read.contains("now")) continue;
    for (const Json& each : read.at("cases")) {
      if (!each.contains("pods") || !each.contains("expected")) continue;
      Case made;
      made.namespace_name = each.at("namespace");
      made.name = folder.filename().string() + "." + made.namespace_name;
      const auto now = parse_rfc3339(read.at("now").get<std::string>());
      if (!now) throw std::runtime_error("'" + file.string() + "': 'now' is not a time");
      made.now = *now;
      made.pods = each.at("pods");
      made.events = each.value("events", Json::array());
      made.expected = each.at("expected");
      cases.push_back(std::move(made));
    }
  }
  return cases;
}

std::vector<std::filesystem::path> folders_of(const std::filesystem::path& root) {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (entry.is_directory() && std::filesystem::exists(entry.path() / "README.md")) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<std::string> complaints(const Case& given, bool all_types) {
  corpus::Case run;
  run.name = given.name;
  run.now = given.now;
  run.types = types(all_types);
  run.pods = list_of("PodList", given.pods);
  run.events = list_of("EventList", given.events);
  const Json report = corpus::run_case(run).report;
  std::vector<Json> left;
  for (const Json& finding : report.at("findings")) {
    if (finding.at("namespace") == given.namespace_name) left.push_back(finding);
  }
  std::vector<std::string> lines;
  for (const Json& expected : given.expected) {
    if (expected.value("only_with_types_all", false) && !all_types) continue;
    const auto found =
        std::find_if(left.begin(), left.end(), [&](const Json& finding) { return agrees(expected, finding); });
    if (found == left.end()) {
      lines.push_back("missing: " + expected.dump());
    } else {
      left.erase(found);
    }
  }
  const std::vector<std::string> by_default = types(false);
  for (const Json& finding : left) {
    // What else a scan of all types finds of types that are asked for is not the case's subject.
    if (is_accepted(by_default, finding.at("type"))) lines.push_back("not expected: " + finding.dump());
  }
  return lines;
}

Case saved_and_read_back(const Case& given) {
  const auto judge = detect::make_judge(types(true));
  scan::MetricIndex metrics;
  scan::EvidenceStore store(*judge, metrics, [](const std::string&) { return true; });
  const auto decode = [](auto& decoder, std::string list, auto&& sink) {
    const auto end = decoder.decode(list, [&](auto&& item) { sink->accept(std::move(item)); });
    if (!end) throw std::runtime_error(end.error().message);
  };
  decode(*kube::make_json_event_decoder(), list_of("EventList", given.events), store.event_sink());
  decode(*kube::make_json_pod_decoder(), list_of("PodList", given.pods), store.pod_sink());
  const JudgingFrame frame{given.now, {"", given.now - Seconds{7 * 86400}, given.now}};
  const std::vector<NodeEvidence> nodes = store.node_evidence();
  const auto evidence = store.take([](const std::string&) { return true; }, std::move(metrics));
  const Json saved = Json::parse(exports::case_of(evidence, nodes, frame, {}));
  Case read = given;
  read.pods = saved.at("cases").at(0).at("pods");
  read.events = saved.at("cases").at(0).at("events");
  return read;
}

}  // namespace oomscan::field
