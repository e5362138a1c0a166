#include "kube/describe/pod_description.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace oomscan::kube {
namespace {

using Strings = std::vector<std::string>;

// What `kubectl apply` keeps there is the whole object once more.
constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

Strings pairs_of(const JsonTree& map, std::string_view between) {
  Strings result;
  for (const JsonTree& entry : map.children()) {
    if (entry.key() != kLastApplied) result.push_back(fmt::format("{}{}{}", entry.key(), between, entry.text()));
  }
  return result;
}

std::string controller_of(const JsonTree& metadata) {
  for (const JsonTree& owner : metadata["ownerReferences"].children()) {
    if (owner["controller"].text() == "true") {
      return fmt::format("{}/{}", owner["kind"].text(), owner["name"].text());
    }
  }
  return "";
}

std::string node_of(const JsonTree& pod) {
  const std::string& name = pod.at("spec", "nodeName").text();
  if (name.empty()) return "<none>";
  const std::string& address = pod.at("status", "hostIP").text();
  return address.empty() ? name : fmt::format("{}/{}", name, address);
}

std::string seccomp_of(const JsonTree& profile) {
  const std::string& kind = profile["type"].text();
  const std::string& file = profile["localhostProfile"].text();
  return file.empty() ? kind : fmt::format("{} ({})", kind, file);
}

// "node.kubernetes.io/not-ready:NoExecute op=Exists for 300s"
Strings tolerations_of(const JsonTree& tolerations) {
  Strings result;
  for (const JsonTree& toleration : tolerations.children()) {
    std::string text = toleration["key"].text();
    if (!toleration["value"].empty()) text += "=" + toleration["value"].text();
    if (!toleration["effect"].empty()) text += ":" + toleration["effect"].text();
    const std::string& how = toleration["operator"].text();
    if (how == "Exists" && toleration["value"].empty()) text += text.empty() ? "op=Exists" : " op=Exists";
    if (!toleration["tolerationSeconds"].empty())
      text += fmt::format(" for {}s", toleration["tolerationSeconds"].text());
    result.push_back(std::move(text));
  }
  return result;
}

void describe_head(DescriptionText& text, const JsonTree& pod) {
  const JsonTree& metadata = pod["metadata"];
  const JsonTree& spec = pod["spec"];
  const JsonTree& status = pod["status"];
  text.field(0, "Name", metadata["name"].text());
  text.field(0, "Namespace", metadata["namespace"].text());
  text.field_if(0, "Priority", spec["priority"].text());
  text.field_if(0, "Priority Class Name", spec["priorityClassName"].text());
  text.field_if(0, "Runtime Class Name", spec["runtimeClassName"].text());
  text.field_if(0, "Service Account", spec["serviceAccountName"].text());
  text.field(0, "Node", node_of(pod));
  text.field_if(0, "Start Time", status["startTime"].text());
  text.fields(0, "Labels", pairs_of(metadata["labels"], "="));
  text.fields(0, "Annotations", pairs_of(metadata["annotations"], ": "));
  if (metadata["deletionTimestamp"].empty()) {
    text.field(0, "Status", status["phase"].text());
  } else {
    text.field(0, "Status", fmt::format("Terminating (until {})", metadata["deletionTimestamp"].text()));
    if (!metadata["deletionGracePeriodSeconds"].empty()) {
      text.field(0, "Termination Grace Period", metadata["deletionGracePeriodSeconds"].text() + "s");
    }
  }
  text.field_if(0, "Reason", status["reason"].text());
  text.field_if(0, "Message", status["message"].text());
  text.field_if(0, "SeccompProfile", seccomp_of(spec.at("securityContext", "seccompProfile")));
  text.field(0, "IP", status["podIP"].text());
  Strings addresses;
  for (const JsonTree& address : status["podIPs"].children()) addresses.push_back(address["ip"].text());
  text.fields(0, "IPs", addresses);
  text.field_if(0, "Controlled By", controller_of(metadata));
  text.field_if(0, "Nominated Node Name", status["nominatedNodeName"].text());
}

void describe_conditions(DescriptionText& text, const JsonTree& conditions) {
  if (conditions.children().empty()) return;
  text.line(0, "Conditions:");
  std::vector<Strings> rows{{"Type", "Status", "Since", "Reason", "Message"}};
  for (const JsonTree& condition : conditions.children()) {
    rows.push_back({condition["type"].text(), condition["status"].text(), condition["lastTransitionTime"].text(),
                    condition["reason"].text(), condition["message"].text()});
  }
  text.table(1, rows);
}

}  // namespace

TextAnswer description_of(const JsonTree& pod, const Result<JsonTree>& events, std::size_t bytes_max) {
  DescriptionText text(bytes_max);
  describe_head(text, pod);
  describe_containers(text, pod);
  describe_conditions(text, pod.at("status", "conditions"));
  describe_volumes(text, pod.at("spec", "volumes"));
  text.field_if(0, "QoS Class", pod.at("status", "qosClass").text());
  text.fields(0, "Node-Selectors", pairs_of(pod.at("spec", "nodeSelector"), "="));
  text.fields(0, "Tolerations", tolerations_of(pod.at("spec", "tolerations")));
  describe_events(text, events);
  return std::move(text).take();
}

}  // namespace oomscan::kube
