#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "kube/describe/pod_description.hpp"

namespace oomscan::kube {
namespace {

using Strings = std::vector<std::string>;

std::string joined(const JsonTree& list, std::string_view between) {
  std::string result;
  for (const JsonTree& element : list.children()) {
    if (!result.empty()) result += between;
    result += element.text();
  }
  return result;
}

// "8080/TCP (http)"
std::string port_of(const JsonTree& port, std::string_view number) {
  const std::string& protocol = port["protocol"].text();
  return fmt::format("{}/{}", port[number].empty() ? "0" : port[number].text(), protocol.empty() ? "TCP" : protocol);
}

void describe_ports(DescriptionText& text, const JsonTree& ports) {
  std::string inside;
  std::string outside;
  for (const JsonTree& port : ports.children()) {
    const std::string_view between = inside.empty() ? "" : ", ";
    inside += fmt::format("{}{}", between, port_of(port, "containerPort"));
    if (!port["name"].empty()) inside += fmt::format(" ({})", port["name"].text());
    outside += fmt::format("{}{}", between, port_of(port, "hostPort"));
  }
  const bool many = ports.children().size() > 1;
  text.field(2, many ? "Ports" : "Port", inside.empty() ? "<none>" : inside);
  text.field(2, many ? "Host Ports" : "Host Port", outside.empty() ? "<none>" : outside);
}

void describe_words(DescriptionText& text, std::string_view label, const JsonTree& words) {
  if (words.children().empty()) return;
  text.field(2, label, "");
  for (const JsonTree& word : words.children()) text.line(3, word.text());
}

void describe_state(DescriptionText& text, std::string_view label, const JsonTree& state) {
  const JsonTree& waiting = state["waiting"];
  const JsonTree& running = state["running"];
  const JsonTree& terminated = state["terminated"];
  if (running.kind() == JsonTree::Kind::object) {
    text.field(2, label, "Running");
    text.field_if(3, "Started", running["startedAt"].text());
  } else if (terminated.kind() == JsonTree::Kind::object) {
    text.field(2, label, "Terminated");
    text.field_if(3, "Reason", terminated["reason"].text());
    text.field_if(3, "Message", terminated["message"].text());
    text.field(3, "Exit Code", terminated["exitCode"].text());
    const std::string& signal = terminated["signal"].text();
    if (signal != "0") text.field_if(3, "Signal", signal);
    text.field_if(3, "Started", terminated["startedAt"].text());
    text.field_if(3, "Finished", terminated["finishedAt"].text());
  } else if (waiting.kind() == JsonTree::Kind::object) {
    text.field(2, label, "Waiting");
    text.field_if(3, "Reason", waiting["reason"].text());
    text.field_if(3, "Message", waiting["message"].text());
  }
}

void describe_quantities(DescriptionText& text, std::string_view label, const JsonTree& quantities) {
  if (quantities.children().empty()) return;
  text.field(2, label, "");
  for (const JsonTree& quantity : quantities.children()) text.field(3, quantity.key(), quantity.text());
}

// "http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3"
std::string probe_in_words(const JsonTree& probe) {
  std::string how = "unknown";
  if (const JsonTree& exec = probe["exec"]; exec.kind() == JsonTree::Kind::object) {
    how = fmt::format("exec [{}]", joined(exec["command"], " "));
  } else if (const JsonTree& get = probe["httpGet"]; get.kind() == JsonTree::Kind::object) {
    const bool tls = get["scheme"].text() == "HTTPS";
    const std::string& path = get["path"].text();
    how = fmt::format("http-get {}://{}:{}{}{}", tls ? "https" : "http", get["host"].text(), get["port"].text(),
                      path.empty() || path.front() == '/' ? "" : "/", path);
  } else if (const JsonTree& tcp = probe["tcpSocket"]; tcp.kind() == JsonTree::Kind::object) {
    how = fmt::format("tcp-socket {}:{}", tcp["host"].text(), tcp["port"].text());
  } else if (const JsonTree& grpc = probe["grpc"]; grpc.kind() == JsonTree::Kind::object) {
    how = fmt::format("grpc <pod>:{} {}", grpc["port"].text(), grpc["service"].text());
  }
  const auto number = [&](std::string_view name) {
    return probe[name].empty() ? std::string("0") : probe[name].text();
  };
  return fmt::format("{} delay={}s timeout={}s period={}s #success={} #failure={}", how, number("initialDelaySeconds"),
                     number("timeoutSeconds"), number("periodSeconds"), number("successThreshold"),
                     number("failureThreshold"));
}

void describe_probe(DescriptionText& text, std::string_view label, const JsonTree& probe) {
  if (probe.kind() == JsonTree::Kind::object) text.field(2, label, probe_in_words(probe));
}

std::string_view is_optional(const JsonTree& reference) {
  return reference["optional"].text() == "true" ? "true" : "false";
}

std::string source_of(const JsonTree& from) {
  if (const JsonTree& field = from["fieldRef"]; !field.empty()) {
    const std::string& version = field["apiVersion"].text();
    return fmt::format(" ({}:{})", version.empty() ? "v1" : version, field["fieldPath"].text());
  }
  if (const JsonTree& resource = from["resourceFieldRef"]; !resource.empty()) {
    return fmt::format(" ({})", resource["resource"].text());
  }
  if (const JsonTree& secret = from["secretKeyRef"]; !secret.empty()) {
    return fmt::format("<set to the key '{}' in secret '{}'>  Optional: {}", secret["key"].text(),
                       secret["name"].text(), is_optional(secret));
  }
  if (const JsonTree& map = from["configMapKeyRef"]; !map.empty()) {
    return fmt::format("<set to the key '{}' of config map '{}'>  Optional: {}", map["key"].text(), map["name"].text(),
                       is_optional(map));
  }
  return "<of a source that is not known here>";
}

void describe_environment(DescriptionText& text, const JsonTree& container) {
  const JsonTree& from = container["envFrom"];
  if (!from.children().empty()) text.field(2, "Environment Variables from", "");
  for (const JsonTree& source : from.children()) {
    const bool secret = source["secretRef"].kind() == JsonTree::Kind::object;
    const JsonTree& reference = source[secret ? "secretRef" : "configMapRef"];
    const std::string& prefix = source["prefix"].text();
    text.line(3, fmt::format("{}  {}{}  Optional: {}", reference["name"].text(), secret ? "Secret" : "ConfigMap",
                             prefix.empty() ? "" : fmt::format(" with prefix '{}'", prefix), is_optional(reference)));
  }
  const JsonTree& variables = container["env"];
  if (variables.children().empty()) return text.field(2, "Environment", "<none>");
  text.field(2, "Environment", "");
  std::vector<DescriptionText::Pair> pairs;
  for (const JsonTree& variable : variables.children()) {
    const JsonTree& elsewhere = variable["valueFrom"];
    pairs.push_back({variable["name"].text(), elsewhere.empty() ? variable["value"].text() : source_of(elsewhere)});
  }
  text.pairs(3, pairs);
}

void describe_mounts(DescriptionText& text, const JsonTree& mounts) {
  if (mounts.children().empty()) return text.field(2, "Mounts", "<none>");
  text.field(2, "Mounts", "");
  for (const JsonTree& mount : mounts.children()) {
    const std::string& path = mount["subPath"].text();
    text.line(3, fmt::format("{} from {} ({}{})", mount["mountPath"].text(), mount["name"].text(),
                             mount["readOnly"].text() == "true" ? "ro" : "rw",
                             path.empty() ? "" : fmt::format(",path=\"{}\"", path)));
  }
}

const JsonTree& status_of(const JsonTree& statuses, std::string_view name) {
  static const JsonTree none;
  for (const JsonTree& status : statuses.children()) {
    if (status["name"].text() == name) return status;
  }
  return none;
}

void describe_container(DescriptionText& text, const JsonTree& container, const JsonTree& status) {
  text.field(1, container["name"].text(), "");
  text.field_if(2, "Container ID", status["containerID"].text());
  text.field(2, "Image", container["image"].text());
  text.field_if(2, "Image ID", status["imageID"].text());
  describe_ports(text, container["ports"]);
  describe_words(text, "Command", container["command"]);
  describe_words(text, "Args", container["args"]);
  text.field_if(2, "Restart Policy", container["restartPolicy"].text());
  if (status.kind() == JsonTree::Kind::object) {
    describe_state(text, "State", status["state"]);
    describe_state(text, "Last State", status["lastState"]);
    text.field(2, "Ready", status["ready"].text() == "true" ? "True" : "False");
    text.field(2, "Restart Count", status["restartCount"].text());
  }
  describe_quantities(text, "Limits", container.at("resources", "limits"));
  describe_quantities(text, "Requests", container.at("resources", "requests"));
  describe_probe(text, "Liveness", container["livenessProbe"]);
  describe_probe(text, "Readiness", container["readinessProbe"]);
  describe_probe(text, "Startup", container["startupProbe"]);
  describe_environment(text, container);
  describe_mounts(text, container["volumeMounts"]);
}

void describe_kind(DescriptionText& text, std::string_view heading, const JsonTree& containers,
                   const JsonTree& statuses) {
  if (containers.children().empty()) return;
  text.field(0, heading, "");
  for (const JsonTree& container : containers.children()) {
    describe_container(text, container, status_of(statuses, container["name"].text()));
  }
}

}  // namespace

void describe_containers(DescriptionText& text, const JsonTree& pod) {
  const JsonTree& spec = pod["spec"];
  const JsonTree& status = pod["status"];
  describe_kind(text, "Init Containers", spec["initContainers"], status["initContainerStatuses"]);
  describe_kind(text, "Containers", spec["containers"], status["containerStatuses"]);
  describe_kind(text, "Ephemeral Containers", spec["ephemeralContainers"], status["ephemeralContainerStatuses"]);
}

}  // namespace oomscan::kube
