#include "fleet_sim/encoding.hpp"

#include <string>

#include <gtest/gtest.h>

#include "fleet_sim/api.hpp"
#include "fleet_sim/presets.hpp"
#include "fleet_sim/protobuf_writer.hpp"
#include "fleet_sim/status_answers.hpp"

namespace oomscan::fleet_sim {
namespace {

const std::string kBoth = "application/vnd.kubernetes.protobuf, application/json";

std::unique_ptr<SimCluster> cluster_of(const char* preset, bool protobuf = true) {
  FleetSpec fleet;
  fleet.now = Timestamp{std::chrono::seconds(1'765'517'160)};
  fleet.protobuf = protobuf;
  find_preset(preset)->fill(fleet, {});
  return build_cluster(fleet, fleet.clusters.front());
}

Answer ask(const SimCluster& cluster, const std::string& path, const std::string& accept,
           std::multimap<std::string, std::string> parameters = {}) {
  Query query;
  query.method = "GET";
  query.path = path;
  query.parameters = std::move(parameters);
  query.accept = accept;
  query.identity = &cluster.spec.identities.front();
  return serve(cluster, query);
}

std::string body_of(const Answer& answer) { return answer.head + std::string(answer.middle) + answer.tail; }

TEST(Encoding, IsTheFirstKnownOneThatIsAskedFor) {
  EXPECT_EQ(wanted_encoding("", true), Wanted::json);
  EXPECT_EQ(wanted_encoding(kBoth, true), Wanted::protobuf);
  EXPECT_EQ(wanted_encoding(kBoth, false), Wanted::json);
  EXPECT_EQ(wanted_encoding("application/json,application/vnd.kubernetes.protobuf", true), Wanted::json);
  EXPECT_EQ(wanted_encoding("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", true), Wanted::json);
  EXPECT_EQ(wanted_encoding("application/vnd.kubernetes.protobuf;q=0.9", true), Wanted::protobuf);
  EXPECT_EQ(wanted_encoding("application/vnd.kubernetes.protobuf", false), Wanted::nothing_known);
  EXPECT_EQ(wanted_encoding("text/csv", true), Wanted::nothing_known);
}

TEST(Encoding, OfAListHasTheSameObjectsAndPages) {
  const auto cluster = cluster_of("scenarios");
  for (const char* path : {"/api/v1/pods", "/api/v1/events", "/api/v1/namespaces"}) {
    for (const char* limit : {"0", "7"}) {
      const Answer json = ask(*cluster, path, "application/json", {{"limit", limit}});
      const Answer protobuf = ask(*cluster, path, kBoth, {{"limit", limit}});
      EXPECT_EQ(protobuf.content_type, kProtobuf);
      EXPECT_EQ(body_of(protobuf), body_of(in_protobuf(json))) << path;
    }
  }
}

TEST(Encoding, OfAllElseIsJson) {
  const auto cluster = cluster_of("demo");
  EXPECT_EQ(ask(*cluster, "/apis/project.openshift.io/v1/projects", kBoth).content_type, "application/json");
  EXPECT_EQ(ask(*cluster, "/api/v1/nodes", kBoth).content_type, "application/json");
  EXPECT_EQ(ask(*cluster_of("demo", false), "/api/v1/pods", kBoth).content_type, "application/json");
  EXPECT_EQ(ask(*cluster_of("demo", false), "/api/v1/pods", std::string(kProtobuf)).status, 406);
}

TEST(Encoding, OfARefusalIsTheOneAskedFor) {
  const Answer refusal = negotiated(unauthorized(), kBoth, true);
  EXPECT_EQ(refusal.status, 401);
  EXPECT_EQ(refusal.content_type, kProtobuf);
  EXPECT_NE(body_of(refusal).find("Unauthorized"), std::string::npos);
  EXPECT_EQ(negotiated(unauthorized(), kBoth, false).content_type, "application/json");
  EXPECT_EQ(negotiated(no_such_path(), kBoth, true).content_type, "text/plain; charset=utf-8");
}

TEST(ProtobufWriter, RefusesWhatItsSchemaDoesNotHave) {
  EXPECT_THROW((void)protobuf_message({{"spec", {{"colour", "red"}}}}, "Pod"), std::invalid_argument);
  EXPECT_THROW((void)protobuf_message(nlohmann::ordered_json::object(), "Widget"), std::invalid_argument);
}

TEST(ProtobufWriter, WritesWhatARealServerWrites) {
  // As recorded from one: an empty PodList.
  const auto list = nlohmann::ordered_json::parse(
      R"({"kind":"PodList","apiVersion":"v1","metadata":{"selfLink":"","resourceVersion":"1733","continue":""},"items":[]})");
  EXPECT_EQ(protobuf_answer(list), std::string("k8s\0\x0a\x0d\x0a\x02v1\x12\x07PodList\x12\x0c\x0a\x0a\x0a\x00\x12\x04"
                                               "1733\x1a\x00\x1a\x00\"\x00",
                                               37));
}

}  // namespace
}  // namespace oomscan::fleet_sim
