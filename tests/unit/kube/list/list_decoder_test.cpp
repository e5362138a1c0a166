// What holds for every encoding: the same objects, once as JSON and once as protobuf.
#include "kube/list/list_decoder.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class AnyEncoding : public testing::TestWithParam<Encoding> {
 protected:
  static Decoded<PodObservation> pods(const std::string& json) {
    return decode(*GetParam().pods(), GetParam().from_json(json));
  }
  static Decoded<PodObservation> pod_items(const std::string& items) {
    return pods(R"({"kind":"PodList","metadata":{},"items":[)" + items + "]}");
  }
  static Decoded<EventObservation> events(const std::string& json) {
    return decode(*GetParam().events(), GetParam().from_json(json));
  }
};
INSTANTIATE_TEST_SUITE_P(List, AnyEncoding, testing::Values(kJson, kProtobuf),
                         [](const auto& encoding) { return encoding.param.name; });

Timestamp at(const char* text) { return *parse_rfc3339(text); }

const PodObservation& named(const std::vector<PodObservation>& list, const std::string& name) {
  for (const auto& pod : list) {
    if (pod.name == name) return pod;
  }
  throw std::runtime_error("no pod '" + name + "'");
}

TEST_P(AnyEncoding, KnowsWhichStateOfTheServerItRead) {
  EXPECT_EQ(pods(R"({"kind":"PodList","metadata":{"resourceVersion":"671"},"items":[]})").end->resource_version, "671");
  EXPECT_EQ(pod_items("").end->resource_version, "");
  const auto absurd =
      pods(R"({"kind":"PodList","metadata":{"resourceVersion":")" + std::string(200, '1') + R"("},"items":[]})");
  EXPECT_EQ(absurd.end->resource_version, "");
}

TEST_P(AnyEncoding, ReadsTheLimitOfAWholePodAndWhatHoldsOfIt) {
  const auto limit_of = [&](const std::string& spec, const std::string& status) {
    const auto decoded = pod_items(R"({"metadata":{"name":"p"},"spec":{"containers":[{"name":"a"}])" + spec +
                                   R"(},"status":{"containerStatuses":[{"name":"a","state":{}}])" + status + "}}");
    EXPECT_EQ(decoded.items.size(), 1U);
    return std::pair(decoded.items.at(0).containers.at(0).memory_limit_bytes,
                     decoded.items.at(0).containers.at(0).memory_limit_is_pods);
  };
  const std::string half = R"(,"resources":{"limits":{"memory":"512Mi"}})";
  EXPECT_EQ(limit_of(half, ""), std::pair(std::optional<std::int64_t>{536870912}, true));
  EXPECT_EQ(limit_of(half, R"(,"resources":{"limits":{"memory":"256Mi"}},"allocatedResources":{"memory":"1Gi"})"),
            std::pair(std::optional<std::int64_t>{268435456}, true));
  EXPECT_EQ(limit_of("", half), std::pair(std::optional<std::int64_t>{}, false));
  EXPECT_EQ(limit_of(half, R"(,"resources":{"limits":{"memory":"9007199254740988Ki"}})"),
            std::pair(std::optional<std::int64_t>{536870912}, true));
}

TEST_P(AnyEncoding, ReadsTheRestartPolicyAndRulesOfAContainer) {
  const auto decoded = pod_items(
      R"({"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","restartPolicy":"Never","restartPolicyRules":[)"
      R"({"action":"Restart","exitCodes":{"operator":"NotIn","values":[1,42]}},)"
      R"({"action":"RestartAllContainers","exitCodes":{"operator":"In","values":[88]}}]}]}})");
  ASSERT_EQ(decoded.items.size(), 1U);
  const ContainerObservation& container = decoded.items[0].containers.at(0);
  EXPECT_EQ(container.restart_policy, "Never");
  EXPECT_THAT(container.restart_rules,
              ElementsAre(RestartRule{"Restart", false, {1, 42}}, RestartRule{"RestartAllContainers", true, {88}}));
}

TEST_P(AnyEncoding, ReadsWhenAStopBeganAndWhetherTheRuntimeKnewAContainer) {
  const auto decoded = pod_items(
      R"({"metadata":{"name":"p","deletionTimestamp":"2026-01-02T03:04:35Z","deletionGracePeriodSeconds":30},)"
      R"("status":{"conditions":[{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler",)"
      R"("lastTransitionTime":"2026-01-02T03:04:05Z"}],"containerStatuses":[)"
      R"({"name":"a","state":{"terminated":{"exitCode":137,"reason":"Error","containerID":"containerd://1"}}},)"
      R"({"name":"b","state":{"terminated":{"exitCode":137,"reason":"RestartingAllContainers"}}}]}})");
  ASSERT_EQ(decoded.items.size(), 1U);
  const PodObservation& pod = decoded.items[0];
  EXPECT_EQ(pod.disrupted_at, at("2026-01-02T03:04:05Z"));
  EXPECT_EQ(pod.deletion_grace, Seconds{30});
  EXPECT_TRUE(pod.containers.at(0).terminated->has_container_id);
  EXPECT_FALSE(pod.containers.at(1).terminated->has_container_id);
}

TEST_P(AnyEncoding, ReadsARecordedPageOfPods) {
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

TEST_P(AnyEncoding, JoinsContainersOfARecordedPage) {
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

TEST_P(AnyEncoding, IgnoresAConditionThatIsNotTrue) {
  const auto decoded = pod_items(
      R"({"metadata":{"name":"p"},"status":{"conditions":[{"reason":"X","type":"DisruptionTarget","status":"False"},{"reason":"Y","type":"Ready","status":"True"}]}})");
  EXPECT_EQ(decoded.items.at(0).disruption_reason, "");
}

TEST_P(AnyEncoding, ReusesItsBuffersForPagesOfAnySize) {
  const auto decoder = GetParam().pods();
  std::size_t seen = 0;
  const std::function<void(PodObservation&&)> count = [&](PodObservation&&) { ++seen; };
  for (const char* name : {"empty_pods.json", "pods.json", "pods_page2.json", "pods.json"}) {
    std::string page = GetParam().from_json(recorded(name));
    page.shrink_to_fit();
    EXPECT_TRUE(decoder->decode(page, count).ok());
  }
  EXPECT_EQ(seen, 14U);
}

TEST_P(AnyEncoding, ReadsARecordedPageOfEvents) {
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

TEST_P(AnyEncoding, TakesTheNewestTimeAndCreationOnlyWithoutAny) {
  const auto decoded = events(R"({"kind":"EventList","metadata":{},"items":[
      {"metadata":{"name":"a","creationTimestamp":"2025-12-12T09:00:00Z"},"firstTimestamp":"2025-12-12T03:00:00Z","lastTimestamp":"2025-12-12T01:00:00Z","eventTime":"2025-12-12T02:00:00Z"},
      {"metadata":{"name":"b","creationTimestamp":"2025-12-12T09:00:00Z"},"firstTimestamp":null,"lastTimestamp":null,"eventTime":null,"count":0},
      {"metadata":{"name":"c"}},{"metadata":{}}]})");
  ASSERT_EQ(decoded.items.size(), 3U);
  EXPECT_EQ(decoded.items[0].time, at("2025-12-12T03:00:00Z"));
  EXPECT_EQ(decoded.items[1].time, at("2025-12-12T09:00:00Z"));
  EXPECT_EQ(decoded.items[1].first_time, std::nullopt);
  EXPECT_EQ(decoded.items[1].count, 1);
  EXPECT_EQ(decoded.items[2].time, std::nullopt);
  EXPECT_EQ(decoded.end->unreadable, 1);
}

TEST_P(AnyEncoding, ReadsNamesOfItsOwnKindOnly) {
  std::vector<std::string> names;
  const std::function<void(std::string&&)> receive = [&](std::string&& name) { names.push_back(std::move(name)); };
  std::string page = GetParam().from_json(recorded("namespaces.json"));
  EXPECT_TRUE(GetParam().names("NamespaceList")->decode(page, receive).ok());
  EXPECT_THAT(names, testing::IsSupersetOf({"a", "b", "default", "kube-system", "team-c"}));
  EXPECT_FALSE(GetParam().names("ProjectList")->decode(page, receive).ok());
}

TEST_P(AnyEncoding, GivesTheTokenOfTheNextPage) {
  const auto decoded = pods(R"({"kind":"PodList","metadata":{"continue":"next","remainingItemCount":7},"items":[]})");
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->continue_token, "next");
}

TEST_P(AnyEncoding, TakesAnEmptyListForOne) {
  const auto decoded = pods(recorded("empty_pods.json"));
  ASSERT_TRUE(decoded.end.ok()) << decoded.end.error().message;
  EXPECT_EQ(decoded.end->items, 0);
}

TEST_P(AnyEncoding, SaysWhatAnotherKindIs) {
  EXPECT_EQ(pods(recorded("forbidden.json")).end.error().message, "the answer is a 'Status', not a 'PodList'");
  const auto events_for_pods = pods(recorded("events.json"));
  EXPECT_EQ(events_for_pods.end.error().message, "the answer is a 'EventList', not a 'PodList'");
  EXPECT_EQ(events_for_pods.end.error().kind, ErrorKind::bad_answer);
  EXPECT_THAT(events_for_pods.items, IsEmpty());
}

TEST_P(AnyEncoding, CountsElementsWithoutAName) {
  const auto decoded = pod_items(R"({"metadata":{"name":"a"}},{},{"metadata":{"uid":"u"}},{"metadata":{"name":"b"}})");
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->items, 2);
  EXPECT_EQ(decoded.end->unreadable, 2);
}

TEST_P(AnyEncoding, TakesTheZeroTimeForUnknown) {
  const auto decoded = pod_items(
      R"({"metadata":{"name":"p","creationTimestamp":null},"status":{"startTime":"0001-01-01T00:00:00Z","containerStatuses":[
          {"name":"a","lastState":{"terminated":{"exitCode":137,"startedAt":null,"finishedAt":"1969-12-31T23:59:59Z"}}}]}})");
  const auto& pod = decoded.items.at(0);
  EXPECT_EQ(pod.created_at, std::nullopt);
  EXPECT_EQ(pod.started_at, std::nullopt);
  EXPECT_EQ(pod.containers.at(0).last_terminated->started_at, std::nullopt);
  EXPECT_EQ(pod.containers.at(0).last_terminated->finished_at, at("1969-12-31T23:59:59Z"));
}

TEST_P(AnyEncoding, ReadsEphemeralContainersAndSidecars) {
  const auto decoded = pod_items(
      R"({"metadata":{"name":"p"},"spec":{
          "initContainers":[{"name":"s","image":"i","restartPolicy":"Always"},{"name":"once"}],
          "ephemeralContainers":[{"name":"e","image":"debug","targetContainerName":"a"}]},
          "status":{"ephemeralContainerStatuses":[{"name":"e","state":{"running":{"startedAt":null}}}],
                    "initContainerStatuses":[{"name":"s","ready":true,"state":{"waiting":{"reason":"CrashLoopBackOff","message":"m"}}}]}})");
  const auto& containers = decoded.items.at(0).containers;
  ASSERT_EQ(containers.size(), 3U);
  EXPECT_EQ(containers[0].kind, ContainerKind::sidecar);
  EXPECT_EQ(containers[0].waiting, (Waiting{"CrashLoopBackOff", "m"}));
  EXPECT_TRUE(containers[0].ready);
  EXPECT_EQ(containers[1].kind, ContainerKind::ephemeral);
  EXPECT_EQ(containers[1].image, "debug");
  EXPECT_TRUE(containers[1].running);
  EXPECT_EQ(containers[2].kind, ContainerKind::init);
}

TEST_P(AnyEncoding, ReadsNegativeNumbersAndUnusualQuantities) {
  const auto decoded = pod_items(
      R"({"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","resources":{
            "limits":{"cpu":"1","memory":"1e9"},"requests":{"memory":"a lot"}}}]},
          "status":{"containerStatuses":[{"name":"a","restartCount":3000,"state":{"terminated":{"exitCode":-1,"signal":9}}}]}})");
  const auto& container = decoded.items.at(0).containers.at(0);
  EXPECT_EQ(container.memory_limit_bytes, 1'000'000'000);
  EXPECT_EQ(container.memory_request_bytes, std::nullopt);
  EXPECT_EQ(container.restart_count, 3000);
  EXPECT_EQ(container.terminated->exit_code, -1);
  EXPECT_EQ(container.terminated->signal, 9);
}

}  // namespace
}  // namespace oomscan::kube
