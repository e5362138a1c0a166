#include "fleet_sim/pod_builder.hpp"

namespace oomscan::fleet_sim {

Json object_event(Scene& scene, const Json& involved, const EventShape& shape, const std::string& host) {
  const std::string name = involved.at("name").get<std::string>() + "." + scene.names().hex(16);
  Json event = Json::object();
  event["metadata"] = {
      {"name", name},
      {"namespace", scene.namespace_name()},
      {"uid", scene.names().uid()},
      {"resourceVersion", std::to_string(1000000 + scene.names().below(9000000))},
      {"creationTimestamp", scene.at(shape.first_age)},
      {"managedFields", Json::array({{{"manager", shape.component},
                                      {"operation", "Update"},
                                      {"apiVersion", "v1"},
                                      {"time", scene.at(shape.last_age)},
                                      {"fieldsType", "FieldsV1"},
                                      {"fieldsV1",
                                       {{"f:count", Json::object()},
                                        {"f:firstTimestamp", Json::object()},
                                        {"f:involvedObject", Json::object()},
                                        {"f:lastTimestamp", Json::object()},
                                        {"f:message", Json::object()},
                                        {"f:reason", Json::object()},
                                        {"f:source", {{"f:component", Json::object()}, {"f:host", Json::object()}}},
                                        {"f:type", Json::object()}}}}})}};
  event["involvedObject"] = involved;
  event["reason"] = shape.reason;
  event["message"] = shape.message;
  event["source"] = {{"component", shape.component}};
  if (!host.empty()) event["source"]["host"] = host;
  event["firstTimestamp"] = scene.at(shape.first_age);
  event["lastTimestamp"] = scene.at(shape.last_age);
  event["count"] = shape.count;
  event["type"] = shape.type;
  event["eventTime"] = nullptr;
  event["reportingComponent"] = shape.component;
  event["reportingInstance"] = host;
  return event;
}

Json pod_event(Scene& scene, const Json& pod, const EventShape& shape, std::string_view uid) {
  const Json& metadata = pod.at("metadata");
  Json involved = {{"kind", "Pod"}, {"namespace", metadata.at("namespace")}, {"name", metadata.at("name")}};
  if (uid != "-") involved["uid"] = uid.empty() ? metadata.at("uid").get<std::string>() : std::string(uid);
  involved["apiVersion"] = "v1";
  involved["resourceVersion"] = metadata.at("resourceVersion");
  if (!shape.field_path.empty()) involved["fieldPath"] = shape.field_path;
  return object_event(scene, involved, shape, pod.at("spec").at("nodeName").get<std::string>());
}

EventShape back_off(const Json& pod, const std::string& container, int last_age, int count, std::string_view list) {
  const Json& metadata = pod.at("metadata");
  EventShape shape;
  shape.reason = "BackOff";
  shape.message = "Back-off restarting failed container " + container + " in pod " +
                  metadata.at("name").get<std::string>() + "_" + metadata.at("namespace").get<std::string>() + "(" +
                  metadata.at("uid").get<std::string>() + ")";
  shape.field_path = "spec." + std::string(list) + "{" + container + "}";
  shape.last_age = last_age;
  shape.first_age = last_age + 1140;
  shape.count = count;
  return shape;
}

}  // namespace oomscan::fleet_sim
