#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kube/list_decoder.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

template <class T>
struct Decoded {
  Result<PageEnd> end = Error{};
  std::vector<T> items;
};

Decoded<PodObservation> pods(std::string page) {
  Decoded<PodObservation> decoded;
  decoded.end =
      make_json_pod_decoder()->decode(page, [&](PodObservation&& pod) { decoded.items.push_back(std::move(pod)); });
  return decoded;
}
Decoded<EventObservation> events(std::string page) {
  Decoded<EventObservation> decoded;
  decoded.end = make_json_event_decoder()->decode(
      page, [&](EventObservation&& event) { decoded.items.push_back(std::move(event)); });
  return decoded;
}
std::string pod_list(const std::string& items) { return R"({"kind":"PodList","metadata":{},"items":[)" + items + "]}"; }
Timestamp at(const char* text) { return *parse_rfc3339(text); }

const PodObservation& named(const std::vector<PodObservation>& list, const std::string& name) {
  for (const auto& pod : list) {
    if (pod.name == name) return pod;
  }
  throw std::runtime_error("no pod '" + name + "'");
}

TEST(JsonPodDecoder, ReadsARecordedPage) {
  const auto decoded = pods(recorded("pods.json"));
  ASSERT_TRUE(decoded.end.ok()) << decoded.end.error().message;
  EXPECT_EQ(decoded.end->items, 6);
  EXPECT_EQ(decoded.end->unreadable, 0);
  EXPECT_EQ(decoded.end->continue_token, "");
  const auto& pod = named(decoded.items, "payments-api-7f9dd8b6c4-x7gr9");
  EXPECT_EQ(pod.namespace_name, "a");
  EXPECT_EQ(pod.uid.size(), 36U);
  EXPECT_EQ(pod.node, "ghost");
  EXPECT_EQ(pod.phase, "Running");
  EXPECT_EQ(pod.restart_policy, "Always");
  EXPECT_EQ(pod.disruption_reason, "PreemptionByScheduler");
  EXPECT_EQ(pod.started_at, at("2025-12-12T05:20:40Z"));
  EXPECT_TRUE(pod.created_at.has_value());
  EXPECT_FALSE(pod.deletion_timestamp.has_value());
  EXPECT_THAT(pod.labels, ElementsAre(Pair("app", "payments-api"), Pair("pod-template-hash", "7f9dd8b6c4")));
  EXPECT_THAT(pod.annotations, ElementsAre(Pair("openshift.io/deployment-config.name", "dc1")));
  EXPECT_THAT(pod.owners, ElementsAre(OwnerReference{"ReplicaSet", "payments-api-7f9dd8b6c4",
                                                     "11111111-2222-3333-4444-555555555555", true}));
  EXPECT_EQ(named(decoded.items, "evicted").reason, "Evicted");
  EXPECT_EQ(named(decoded.items, "evicted").restart_policy, "Never");
  EXPECT_FALSE(named(decoded.items, "plain").containers.at(0).has_status);
}

TEST(JsonPodDecoder, JoinsContainersOfARecordedPage) {
  const auto decoded = pods(recorded("pods.json"));
  const auto& containers = named(decoded.items, "payments-api-7f9dd8b6c4-x7gr9").containers;
  ASSERT_EQ(containers.size(), 4U);

  const auto& side = containers[0];
  EXPECT_EQ(side.name, "side");
  EXPECT_EQ(side.memory_limit_bytes, 1'000'000'000);
  EXPECT_EQ(side.memory_request_bytes, 500'000);
  EXPECT_TRUE(side.running && side.ready);
  EXPECT_EQ(side.running_since, at("2025-12-12T05:21:40Z"));
  EXPECT_EQ(side.last_terminated->signal, 9);
  EXPECT_EQ(side.last_terminated->finished_at, std::nullopt);

  const auto& app = containers[1];
  EXPECT_EQ(app.name, "app");
  EXPECT_EQ(app.memory_limit_bytes, 256 << 20) << "what is in effect, neither the spec's 128Mi nor what was allocated";
  EXPECT_EQ(app.memory_request_bytes, 64 << 20);
  EXPECT_EQ(app.restart_count, 8);
  EXPECT_EQ(app.waiting->reason, "CrashLoopBackOff");
  EXPECT_EQ(app.last_terminated->reason, "OOMKilled");
  EXPECT_EQ(app.last_terminated->exit_code, 137);
  EXPECT_EQ(app.last_terminated->message, "line1\nline \"2\" é");
  EXPECT_EQ(app.last_terminated->started_at, at("2025-12-12T05:24:40Z"));

  EXPECT_EQ(containers[2].name, "proxy");
  EXPECT_EQ(containers[2].kind, ContainerKind::sidecar);
  EXPECT_EQ(containers[2].memory_limit_bytes, 512 << 20);
  EXPECT_EQ(containers[3].name, "migrate");
  EXPECT_EQ(containers[3].kind, ContainerKind::init);
  EXPECT_EQ(containers[3].terminated->reason, "Completed");
}

TEST(JsonPodDecoder, FindsACutAtEveryByte) {
  const std::string page = recorded("pods_page1.json");
  const std::size_t end = page.rfind('}');
  for (std::size_t size = 0; size <= end; ++size) {
    const auto decoded = pods(page.substr(0, size));
    ASSERT_FALSE(decoded.end.ok()) << "cut after " << size << " bytes";
    ASSERT_EQ(decoded.end.error().kind, ErrorKind::bad_answer);
  }
  EXPECT_TRUE(pods(page).end.ok());
}

TEST(JsonPodDecoder, NeverReadsAnythingElseAsAnEmptyList) {
  for (const char* text : {"", " ", "null", "[]", "\"PodList\"", "{}", "<html></html>", "ok", R"({"kind":"PodList"})",
                           R"({"kind":"PodList","items":{}})", R"({"kind":"PodList","items":7})", R"({"items":[]})",
                           R"({"kind":null,"items":[]})", R"({"kind":"PodList","items":[]}{"kind":"PodList"})",
                           R"({"kind":"PodList","items":[]}}})", R"({"kind":"PodList","items":[]]})",
                           "{\"kind\":\"PodList\",\"items\":[]}\xff", R"({"kind":"PodList" "items":[]})"}) {
    const auto decoded = pods(text);
    ASSERT_FALSE(decoded.end.ok()) << text;
    EXPECT_EQ(decoded.end.error().kind, ErrorKind::bad_answer) << text;
  }
}

TEST(JsonPodDecoder, SaysWhatAnotherKindIs) {
  const auto decoded = pods(recorded("forbidden.json"));
  EXPECT_EQ(decoded.end.error().message, "the answer is a 'Status', not a 'PodList'");
  const auto late = pods(R"({"items":[{"metadata":{"name":"x"}}],"kind":"NodeList"})");
  EXPECT_FALSE(late.end.ok());
  EXPECT_THAT(late.items, IsEmpty());
}

TEST(JsonPodDecoder, TakesEmptyAndNullItemsForAnEmptyList) {
  EXPECT_EQ(pods(recorded("empty_pods.json")).end->items, 0);
  EXPECT_EQ(pods(R"({"kind":"PodList","items":null})").end->items, 0);
}

TEST(JsonPodDecoder, DoesNotCareAboutTheOrderOfFields) {
  const auto decoded = pods(
      R"({"items":[{"status":{"containerStatuses":[{"lastState":{"terminated":{"exitCode":1}},"name":"a"}],"phase":"Running"},
          "spec":{"containers":[{"resources":{"limits":{"memory":"1Ki"}},"name":"a"}]},"metadata":{"uid":"u","name":"p"}}],
          "metadata":{"continue":"next"},"kind":"PodList"})");
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->continue_token, "next");
  EXPECT_EQ(decoded.items.at(0).containers.at(0).memory_limit_bytes, 1024);
  EXPECT_EQ(decoded.items.at(0).containers.at(0).last_terminated->exit_code, 1);
}

TEST(JsonPodDecoder, TakesWrongTypesAndNullsForAbsent) {
  const auto decoded = pods(pod_list(
      R"({"metadata":{"name":"p","uid":7,"labels":[],"annotations":null,"ownerReferences":[null,3],"creationTimestamp":"0001-01-01T00:00:00Z"},
          "spec":{"containers":[null,"x",{"name":5},{"name":"a","resources":{"limits":{"memory":128974848},"requests":{"memory":["x"]}}}],
                  "initContainers":null,"nodeName":{"a":[1,2,{"b":"}"}]}},
          "status":{"phase":null,"conditions":{"type":"DisruptionTarget"},"containerStatuses":[
            {"name":"a","restartCount":"5","ready":"yes","state":null,"lastState":[],"image":null},
            {"name":"b","restartCount":1.5,"state":{"running":null,"waiting":{},"terminated":null}},
            {"name":"c","state":{"running":{}},"lastState":{"terminated":{"exitCode":99999999999,"finishedAt":null,"reason":"OOMKilled"}}}]}})"));
  ASSERT_TRUE(decoded.end.ok());
  const auto& pod = decoded.items.at(0);
  EXPECT_EQ(pod.uid, "");
  EXPECT_EQ(pod.node, "");
  EXPECT_EQ(pod.created_at, std::nullopt);
  EXPECT_EQ(pod.disruption_reason, "");
  ASSERT_EQ(pod.containers.size(), 3U);
  EXPECT_EQ(pod.containers[0].memory_limit_bytes, 128974848);
  EXPECT_EQ(pod.containers[0].memory_request_bytes, std::nullopt);
  EXPECT_EQ(pod.containers[0].restart_count, 0);
  EXPECT_FALSE(pod.containers[0].ready || pod.containers[0].running || pod.containers[0].waiting);
  EXPECT_TRUE(pod.containers[1].waiting.has_value());
  EXPECT_TRUE(pod.containers[2].running);
  EXPECT_EQ(pod.containers[2].last_terminated->exit_code, 0);
  EXPECT_EQ(pod.containers[2].last_terminated->finished_at, std::nullopt);
}

TEST(JsonPodDecoder, CountsElementsThatAreNoPods) {
  const auto decoded =
      pods(pod_list(R"(null,{"metadata":{"name":"a"}},"x",{},{"metadata":{"uid":"u"}},{"metadata":{"name":"b"}})"));
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->items, 2);
  EXPECT_EQ(decoded.end->unreadable, 4);
}

TEST(JsonPodDecoder, IgnoresAConditionThatIsNotTrue) {
  const auto decoded = pods(pod_list(
      R"({"metadata":{"name":"p"},"status":{"conditions":[{"reason":"X","type":"DisruptionTarget","status":"False"},{"reason":"Y","type":"Ready","status":"True"}]}})"));
  EXPECT_EQ(decoded.items.at(0).disruption_reason, "");
}

TEST(JsonPodDecoder, KeepsItemsThatCameBeforeADamage) {
  const auto decoded =
      pods(R"({"kind":"PodList","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"},"spec":{"x":"\)");
  EXPECT_FALSE(decoded.end.ok());
  const auto broken_escape = pods(pod_list(R"({"metadata":{"name":"a"}},{"metadata":{"name":"\q"}})"));
  EXPECT_FALSE(broken_escape.end.ok());
  EXPECT_EQ(broken_escape.items.size(), 1U);
}

TEST(JsonPodDecoder, ReusesItsBuffersForPagesOfAnySize) {
  const auto decoder = make_json_pod_decoder();
  std::size_t seen = 0;
  const std::function<void(PodObservation&&)> count = [&](PodObservation&&) { ++seen; };
  for (const char* name : {"empty_pods.json", "pods.json", "pods_page2.json", "pods.json"}) {
    std::string page = recorded(name);
    page.shrink_to_fit();
    EXPECT_TRUE(decoder->decode(page, count).ok());
  }
  EXPECT_EQ(seen, 14U);
}

TEST(JsonEventDecoder, ReadsARecordedPage) {
  const auto decoded = events(recorded("events.json"));
  ASSERT_TRUE(decoded.end.ok()) << decoded.end.error().message;
  ASSERT_EQ(decoded.items.size(), 3U);
  const auto& back_off = decoded.items[0];
  EXPECT_EQ(back_off.namespace_name, "a");
  EXPECT_EQ(back_off.involved_kind, "Pod");
  EXPECT_EQ(back_off.involved_name, "payments-api-7f9dd8b6c4-x7gr9");
  EXPECT_EQ(back_off.involved_uid.size(), 36U);
  EXPECT_EQ(back_off.field_path, "spec.containers{app}");
  EXPECT_EQ(back_off.reason, "BackOff");
  EXPECT_EQ(back_off.type, "Warning");
  EXPECT_EQ(back_off.count, 92);
  EXPECT_EQ(back_off.source_component, "kubelet");
  EXPECT_EQ(back_off.source_host, "node1");
  EXPECT_EQ(back_off.time, at("2025-12-12T05:25:40Z"));
  EXPECT_EQ(back_off.first_time, at("2025-12-12T05:20:40Z"));
  const auto& killing = decoded.items[1];
  EXPECT_EQ(killing.count, 5);
  EXPECT_EQ(killing.source_component, "kubelet");
  EXPECT_EQ(killing.source_host, "node1");
  EXPECT_EQ(killing.time, at("2025-12-12T05:26:41Z"));
  EXPECT_EQ(killing.first_time, at("2025-12-12T05:21:40Z"));
  EXPECT_EQ(decoded.items[2].involved_kind, "Node");
}

TEST(JsonEventDecoder, TakesTheNewestTimeAndCreationOnlyWithoutAny) {
  const auto decoded = events(R"({"kind":"EventList","items":[
      {"metadata":{"name":"a","creationTimestamp":"2025-12-12T09:00:00Z"},"firstTimestamp":"2025-12-12T03:00:00Z","lastTimestamp":"2025-12-12T01:00:00Z","eventTime":"2025-12-12T02:00:00Z"},
      {"metadata":{"name":"b","creationTimestamp":"2025-12-12T09:00:00Z"},"firstTimestamp":null,"lastTimestamp":null,"eventTime":null,"count":0},
      {"metadata":{"name":"c"}},null]})");
  ASSERT_EQ(decoded.items.size(), 3U);
  EXPECT_EQ(decoded.items[0].time, at("2025-12-12T03:00:00Z"));
  EXPECT_EQ(decoded.items[1].time, at("2025-12-12T09:00:00Z"));
  EXPECT_EQ(decoded.items[1].first_time, std::nullopt);
  EXPECT_EQ(decoded.items[1].count, 1);
  EXPECT_EQ(decoded.items[2].time, std::nullopt);
  EXPECT_EQ(decoded.end->unreadable, 1);
}

TEST(JsonNameDecoder, ReadsNamesOfItsOwnKindOnly) {
  std::vector<std::string> names;
  const std::function<void(std::string&&)> receive = [&](std::string&& name) { names.push_back(std::move(name)); };
  std::string page = recorded("namespaces.json");
  EXPECT_TRUE(make_json_name_decoder("NamespaceList")->decode(page, receive).ok());
  EXPECT_THAT(names, testing::IsSupersetOf({"a", "b", "default", "kube-system", "team-c"}));
  EXPECT_FALSE(make_json_name_decoder("ProjectList")->decode(page, receive).ok());
}

}  // namespace
}  // namespace oomscan::kube
