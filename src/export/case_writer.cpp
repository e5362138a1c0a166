#include "export/case_writer.hpp"

#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace oomscan::exports {
namespace {

using Json = nlohmann::ordered_json;

Json time_or_null(std::optional<Timestamp> time) { return time ? Json(format_rfc3339(*time)) : Json(nullptr); }

void put(Json& into, const char* name, const std::string& text) {
  if (!text.empty()) into[name] = text;
}

Json termination_json(const Termination& end) {
  Json json{{"exitCode", end.exit_code}};
  put(json, "reason", end.reason);
  put(json, "message", end.message);
  json["startedAt"] = time_or_null(end.started_at);
  json["finishedAt"] = time_or_null(end.finished_at);
  // Which one it was tells nothing; that there was one does.
  if (end.has_container_id) json["containerID"] = "runtime://0";
  return Json{{"terminated", std::move(json)}};
}

Json state_json(const ContainerObservation& container) {
  if (container.terminated) return termination_json(*container.terminated);
  if (container.running) return Json{{"running", {{"startedAt", time_or_null(container.running_since)}}}};
  if (!container.waiting) return Json::object();
  Json waiting = Json::object();
  put(waiting, "reason", container.waiting->reason);
  put(waiting, "message", container.waiting->message);
  return Json{{"waiting", std::move(waiting)}};
}

Json resources_json(std::optional<std::int64_t> limit, std::optional<std::int64_t> request) {
  Json resources = Json::object();
  if (limit) resources["limits"] = Json{{"memory", fmt::format("{}", *limit)}};
  if (request) resources["requests"] = Json{{"memory", fmt::format("{}", *request)}};
  return resources;
}

Json spec_json(const ContainerObservation& container) {
  Json spec{{"name", container.name}, {"image", "image"}};
  const auto own_limit = container.memory_limit_is_pods ? std::nullopt : container.memory_limit_bytes;
  spec["resources"] = resources_json(own_limit, container.memory_request_bytes);
  put(spec, "restartPolicy", container.restart_policy);
  for (const RestartRule& rule : container.restart_rules) {
    spec["restartPolicyRules"].push_back(
        {{"action", rule.action},
         {"exitCodes", {{"operator", rule.for_codes_given ? "In" : "NotIn"}, {"values", rule.exit_codes}}}});
  }
  return spec;
}

Json status_json(const ContainerObservation& container) {
  return {{"name", container.name},
          {"image", "image"},
          {"imageID", ""},
          {"ready", container.ready},
          {"restartCount", container.restart_count},
          {"state", state_json(container)},
          {"lastState", container.last_terminated ? termination_json(*container.last_terminated) : Json::object()}};
}

struct Places {
  const char* spec;
  const char* status;
};
Places places_of(ContainerKind kind) {
  switch (kind) {
    case ContainerKind::init:
    case ContainerKind::sidecar:
      return {"initContainers", "initContainerStatuses"};
    case ContainerKind::ephemeral:
      return {"ephemeralContainers", "ephemeralContainerStatuses"};
    case ContainerKind::main:
      break;
  }
  return {"containers", "containerStatuses"};
}

Json metadata_json(const PodObservation& pod) {
  Json metadata{{"name", pod.name}, {"namespace", pod.namespace_name}, {"uid", pod.uid}};
  metadata["creationTimestamp"] = time_or_null(pod.created_at);
  if (pod.deletion_timestamp) metadata["deletionTimestamp"] = time_or_null(pod.deletion_timestamp);
  if (pod.deletion_grace) metadata["deletionGracePeriodSeconds"] = pod.deletion_grace->count();
  if (!pod.labels.empty()) metadata["labels"] = pod.labels;
  if (!pod.annotations.empty()) metadata["annotations"] = pod.annotations;
  for (const OwnerReference& owner : pod.owners) {
    metadata["ownerReferences"].push_back({{"apiVersion", "v1"},
                                           {"kind", owner.kind},
                                           {"name", owner.name},
                                           {"uid", owner.uid},
                                           {"controller", owner.controller}});
  }
  return metadata;
}

Json pod_json(const PodObservation& pod) {
  Json spec = Json::object();
  put(spec, "restartPolicy", pod.restart_policy);
  put(spec, "nodeName", pod.node);
  Json status = Json::object();
  put(status, "phase", pod.phase);
  put(status, "reason", pod.reason);
  put(status, "message", pod.message);
  status["startTime"] = time_or_null(pod.started_at);
  if (!pod.disruption_reason.empty()) {
    status["conditions"].push_back({{"type", "DisruptionTarget"},
                                    {"status", "True"},
                                    {"reason", pod.disruption_reason},
                                    {"lastTransitionTime", time_or_null(pod.disrupted_at)}});
  }
  for (const ContainerObservation& container : pod.containers) {
    const Places places = places_of(container.kind);
    if (container.in_spec) spec[places.spec].push_back(spec_json(container));
    if (container.has_status) status[places.status].push_back(status_json(container));
    if (container.memory_limit_is_pods) spec["resources"] = resources_json(container.memory_limit_bytes, std::nullopt);
  }
  return {{"apiVersion", "v1"},
          {"kind", "Pod"},
          {"metadata", metadata_json(pod)},
          {"spec", std::move(spec)},
          {"status", std::move(status)}};
}

Json event_json(const EventObservation& event, std::size_t number) {
  Json involved{{"kind", event.involved_kind}, {"name", event.involved_name}};
  put(involved, "namespace", event.involved_namespace);
  put(involved, "uid", event.involved_uid);
  put(involved, "fieldPath", event.field_path);
  return {{"apiVersion", "v1"},
          {"kind", "Event"},
          {"metadata", {{"name", fmt::format("event.{}", number)}, {"namespace", event.namespace_name}}},
          {"involvedObject", std::move(involved)},
          {"reason", event.reason},
          {"message", event.message},
          {"type", event.type},
          {"source", {{"component", event.source_component}, {"host", event.source_host}}},
          {"firstTimestamp", time_or_null(event.first_time)},
          {"lastTimestamp", time_or_null(event.time)},
          {"count", event.count}};
}

Json finding_json(const Finding& finding) {
  Json json{{"type", finding.type},
            {"pod", finding.pod},
            {"container", finding.container},
            {"state", to_id(finding.state)},
            {"confidence", to_id(finding.confidence)}};
  if (!finding.timestamps.empty()) json["timestamp"] = format_rfc3339(finding.timestamps.back());
  return json;
}

}  // namespace

std::string case_of(const std::vector<PodEvidence>& evidence, const std::vector<NodeEvidence>& nodes,
                    const JudgingFrame& frame, const std::vector<Finding>& findings) {
  Json one{{"namespace", evidence.empty() ? "" : evidence.front().namespace_name},
           {"why", "say here what is wrong, and correct 'expected'"},
           {"pods", Json::array()},
           {"events", Json::array()},
           {"expected", Json::array()}};
  for (const PodEvidence& each : evidence) {
    if (each.pod) one["pods"].push_back(pod_json(*each.pod));
    for (const EventObservation& event : each.events) one["events"].push_back(event_json(event, one["events"].size()));
  }
  for (const NodeEvidence& node : nodes) {
    for (const EventObservation& event : node.events) one["events"].push_back(event_json(event, one["events"].size()));
  }
  for (const Finding& finding : findings) one["expected"].push_back(finding_json(finding));
  const Json whole{{"now", format_rfc3339(frame.now)}, {"cases", Json::array({std::move(one)})}};
  return whole.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace oomscan::exports
