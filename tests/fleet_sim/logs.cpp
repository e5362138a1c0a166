#include "fleet_sim/logs.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "fleet_sim/status_answers.hpp"

namespace oomscan::fleet_sim {
namespace {

constexpr int kLogLines = 120;

// In the order in which the API server names them: init containers, containers, ephemeral ones.
std::vector<std::string> container_names(const Json& pod) {
  std::vector<std::string> names;
  for (const char* list : {"initContainers", "containers", "ephemeralContainers"}) {
    for (const Json& container : pod["spec"].value(list, Json::array())) names.push_back(container["name"]);
  }
  return names;
}

Json status_of(const Json& pod, const std::string& container) {
  for (const char* list : {"initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"}) {
    for (const Json& status : pod["status"].value(list, Json::array())) {
      if (status["name"] == container) return status;
    }
  }
  return Json::object();
}

struct Run {
  std::string refusal;   // empty: `ended` says which run
  Json ended = nullptr;  // the terminated state of the run whose log is shown; null: it is running
};

// As the kubelet's validateContainerLogStatus decides and says it.
Run choose_run(const Json& status, const std::string& container, const std::string& pod, bool previous) {
  const std::string about = "container \"" + container + "\" in pod \"" + pod + "\"";
  if (status.empty()) return {about + " is not available", nullptr};
  const Json state = status.value("state", Json::object());
  const Json last = status.value("lastState", Json::object());
  if (previous) {
    if (!last.contains("terminated")) return {"previous terminated " + about + " not found", nullptr};
    return {"", last["terminated"]};
  }
  if (state.contains("running")) return {};
  if (state.contains("terminated")) return {"", state["terminated"]};
  if (last.contains("terminated")) return {"", last["terminated"]};
  if (!state.contains("waiting")) return {about + " is waiting to start - no logs yet", nullptr};
  const std::string reason = state["waiting"].value("reason", "");
  if (reason == "ErrImagePull") return {about + " is waiting to start: image can't be pulled", nullptr};
  if (reason == "ImagePullBackOff") return {about + " is waiting to start: trying and failing to pull image", nullptr};
  return {about + " is waiting to start: " + reason, nullptr};
}

std::string log_text(const Json& pod, const std::string& container, const Run& run) {
  const std::string name = pod["metadata"]["name"];
  NameSource numbers(name + container + (run.ended.is_null() ? "running" : run.ended.value("containerID", "")));
  std::string text = "starting " + container + " in " + name + "\n";
  for (int line = 1; line <= kLogLines; ++line) {
    text += "level=info msg=\"request served\" request=" + std::to_string(line) + " id=" + numbers.hex(8) +
            " heap_mib=" + std::to_string(40 + line / 2) + "\n";
  }
  if (run.ended.is_null()) return text;
  const int code = run.ended.value("exitCode", 0);
  if (run.ended.value("reason", "") == "OOMKilled") return text + "level=warn msg=\"allocating cache\" mib=96\n";
  if (code != 0) return text + "level=error msg=\"fatal: giving up\" exit_code=" + std::to_string(code) + "\n";
  return text + "done\n";
}

// nullopt: not a number. Absent: no bound.
std::optional<std::size_t> bound(const Query& query, const char* name) {
  const std::string text = query.parameter(name);
  if (text.empty()) return std::string::npos;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void keep_last_lines(std::string& text, std::size_t lines) {
  std::size_t at = text.size();
  while (at > 0 && lines > 0) {
    at = at < 2 ? std::string::npos : text.rfind('\n', at - 2);
    at = at == std::string::npos ? 0 : at + 1;
    --lines;
  }
  text.erase(0, at);
}

}  // namespace

Answer pod_log(const SimCluster& cluster, const std::string& namespace_name, const std::string& pod_name,
               const Query& query) {
  const std::optional<std::size_t> index = cluster.pods.find(namespace_name, pod_name);
  if (!index) return not_found("pods", pod_name);
  for (const char* name : {"limitBytes", "tailLines"}) {
    if (!bound(query, name)) {
      return bad_request("strconv.ParseInt: parsing \"" + query.parameter(name) + "\": invalid syntax");
    }
  }
  const Json pod = Json::parse(cluster.pods.json(*index));
  const std::vector<std::string> names = container_names(pod);
  std::string container = query.parameter("container");
  if (container.empty()) {
    if (names.size() > 1) {
      std::string list;
      for (const std::string& name : names) list += (list.empty() ? "" : " ") + name;
      return bad_request("a container name must be specified for pod " + pod_name + ", choose one of: [" + list + "]");
    }
    container = names.at(0);
  }
  if (std::find(names.begin(), names.end(), container) == names.end()) {
    return bad_request("container " + container + " is not valid for pod " + pod_name);
  }
  const bool previous = query.parameter("previous") == "true" || query.parameter("previous") == "1";
  const Run run = choose_run(status_of(pod, container), container, pod_name, previous);
  if (!run.refusal.empty()) return bad_request(run.refusal);
  Answer answer;
  answer.content_type = "text/plain";
  answer.head = log_text(pod, container, run);
  keep_last_lines(answer.head, bound(query, "tailLines").value_or(0));
  answer.head.resize(std::min(answer.head.size(), bound(query, "limitBytes").value_or(0)));
  return answer;
}

}  // namespace oomscan::fleet_sim
