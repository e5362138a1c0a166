#include "scan/evidence_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/scan/marking_judge.hpp"

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

bool every_namespace(const std::string&) { return true; }
bool no_namespace(const std::string&) { return false; }

class EvidenceStoreTest : public ::testing::Test {
 protected:
  void add(EventObservation e) { store_.event_sink()->accept(std::move(e)); }
  void add(PodObservation p) { store_.pod_sink()->accept(std::move(p)); }
  MarkingJudge judge_;
  MetricIndex metrics_;
  EvidenceStore store_{judge_, metrics_, every_namespace};
};

TEST_F(EvidenceStoreTest, KeepsOnlyPodsThatMatterAndCountsAll) {
  add(pod("a", "healthy"));
  add(pod("a", "bad", "Bad"));
  EXPECT_EQ(store_.pods(), 2);
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].pod_name, "bad");
  EXPECT_EQ(all[0].presence, Presence::listed);
}

TEST_F(EvidenceStoreTest, KeepsAHealthyPodThatAnEventNames) {
  add(event("a", "p", "uid-p"));
  add(pod("a", "p"));
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(1));
  ASSERT_TRUE(all[0].pod.has_value());
  EXPECT_THAT(all[0].events, SizeIs(1));
}

TEST_F(EvidenceStoreTest, CallsAPodGoneOnlyIfItsNamespaceWasReadCompletely) {
  add(event("a", "p", "uid-old"));
  EXPECT_EQ(store_.take(every_namespace, {}).at(0).presence, Presence::gone);
  add(event("a", "p", "uid-old"));
  EXPECT_EQ(store_.take(no_namespace, {}).at(0).presence, Presence::unknown);
}

TEST_F(EvidenceStoreTest, DoesNotMixUpPodsOfOneNameWithDifferentUids) {
  add(event("a", "web-0", "uid-of-the-old-one"));
  PodObservation successor = pod("a", "web-0", "Bad");
  successor.uid = "uid-of-the-new-one";
  add(successor);
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].pod_uid, "uid-of-the-new-one");
  EXPECT_THAT(all[0].events, IsEmpty());
  EXPECT_EQ(all[1].pod_uid, "uid-of-the-old-one");
  EXPECT_EQ(all[1].presence, Presence::gone);
}

TEST_F(EvidenceStoreTest, MatchesAnEventWithoutUidByName) {
  add(event("a", "p", ""));
  add(pod("a", "p"));
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0].events, SizeIs(1));
}

TEST_F(EvidenceStoreTest, MatchesAStaticPodByItsMirrorUid) {
  add(event("kube-system", "etcd-node1", "config-hash"));
  PodObservation mirror = pod("kube-system", "etcd-node1");
  mirror.mirror_uid = "config-hash";
  add(mirror);
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0].events, SizeIs(1));
}

TEST_F(EvidenceStoreTest, IgnoresEventsAboutOtherKindsOrOtherNamespaces) {
  EventObservation node = event("a", "p", "uid-p");
  node.involved_kind = "Node";
  EventObservation stray = event("a", "p", "uid-p");
  stray.involved_namespace = "b";
  add(node);
  add(stray);
  EXPECT_EQ(store_.events(), 2);
  EXPECT_THAT(store_.take(every_namespace, {}), IsEmpty());
}

TEST_F(EvidenceStoreTest, GivesNodeOomTimesToThePodsOfThatNodeOnly) {
  EventObservation oom = event("default", "node-1", "", "SystemOOM");
  oom.involved_kind = "Node";
  add(oom);
  PodObservation here = pod("a", "here", "Bad");
  here.node = "node-1";
  PodObservation there = pod("a", "there", "Bad");
  there.node = "node-2";
  add(here);
  add(there);
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_THAT(all[0].node_oom_times, ElementsAre(Timestamp{Seconds{1'000'000}}));
  EXPECT_THAT(all[1].node_oom_times, IsEmpty());
}

TEST_F(EvidenceStoreTest, KeepsOomEventsOfNodesWhateverNamespacesAreSelected) {
  EvidenceStore store{judge_, metrics_, no_namespace};
  EvidenceStore other{judge_, metrics_, no_namespace};
  for (EvidenceStore* each : {&store, &store, &other}) {
    EventObservation oom = event("default", each == &other ? "node-2" : "node-1", "", "SystemOOM");
    oom.involved_kind = "Node";
    each->event_sink()->accept(std::move(oom));
  }
  EventObservation harmless = event("default", "node-3", "", "Rebooted");
  harmless.involved_kind = "Node";
  store.event_sink()->accept(std::move(harmless));
  store.merge(std::move(other));
  const std::vector<NodeEvidence> nodes = store.node_evidence();
  ASSERT_THAT(nodes, SizeIs(2));
  EXPECT_EQ(nodes[0].node, "node-1");
  EXPECT_THAT(nodes[0].events, SizeIs(2));
  EXPECT_EQ(nodes[1].node, "node-2");
  EXPECT_EQ(store.events(), 0);
}

TEST_F(EvidenceStoreTest, GivesAPodWhatThePodsOfItsJobTell) {
  const auto of_job = [](std::string name, std::string phase, int created) {
    PodObservation p = pod("a", std::move(name), std::move(phase));
    p.reason = "Bad";
    p.created_at = Timestamp{Seconds{created}};
    p.owners.push_back({"Job", "backup", "job-uid", true});
    return p;
  };
  add(of_job("try-1", "Failed", 100));
  add(of_job("try-2", "Succeeded", 200));
  add(of_job("try-2", "Succeeded", 200));  // found twice, as --quick does
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(2));
  ASSERT_NE(all[0].job, nullptr);
  EXPECT_EQ(all[0].job, all[1].job);
  EXPECT_TRUE(all[0].job->made_good(*all[0].pod));
}

TEST_F(EvidenceStoreTest, TakesBackWhatAListBroughtWhenItStartsOver) {
  add(pod("a", "kept", "Bad"));
  auto sink = store_.pod_sink();
  sink->accept(pod("b", "first", "Bad"));
  sink->restart();
  sink->accept(pod("b", "second", "Bad"));
  EXPECT_EQ(store_.pods(), 2);
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[1].pod_name, "second");

  auto events = store_.event_sink();
  events->accept(event("a", "p", "u"));
  events->restart();
  EXPECT_EQ(store_.events(), 0);
  EXPECT_EQ(store_.event_reach().in("a"), std::nullopt);
  EXPECT_THAT(store_.take(every_namespace, {}), SizeIs(0));
}

TEST_F(EvidenceStoreTest, RemembersTheOldestEventOfAnyNamespace) {
  EvidenceStore store{judge_, metrics_, no_namespace};
  EventObservation old = event("unselected", "p", "u", "Pulled");
  old.time = Timestamp{Seconds{5}};
  store.event_sink()->accept(std::move(old));
  store.event_sink()->accept(event("unselected", "p", "u"));
  EXPECT_EQ(store.event_reach().in("unselected"), Timestamp{Seconds{5}});
  EXPECT_EQ(store.events(), 0);
}

TEST(ProvesKeptSince, TakesTheLaterOfArrivalAndLastUpdate) {
  EventObservation e;
  EXPECT_EQ(proves_kept_since(e), std::nullopt);
  e.time = Timestamp{Seconds{5}};
  EXPECT_EQ(proves_kept_since(e), Timestamp{Seconds{5}});
  e.created_at = Timestamp{Seconds{50}};
  EXPECT_EQ(proves_kept_since(e), Timestamp{Seconds{50}});
  e.time = Timestamp{Seconds{70}};
  EXPECT_EQ(proves_kept_since(e), Timestamp{Seconds{70}});
}

MetricObservation oom_metric(std::string pod_name, std::string uid, Timestamp time) {
  MetricObservation metric;
  metric.namespace_name = "a";
  metric.pod = std::move(pod_name);
  metric.pod_uid = std::move(uid);
  metric.times = {time};
  return metric;
}

TEST_F(EvidenceStoreTest, KeepsAHealthyPodThatOnlyMetricsName) {
  MetricIndex metrics{{oom_metric("p", "uid-p", {}), oom_metric("q", "", {})}};
  EvidenceStore store{judge_, metrics, every_namespace};
  for (const char* name : {"p", "q", "r"}) store.pod_sink()->accept(pod("a", name));
  const auto all = store.take(every_namespace, std::move(metrics));
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_THAT(all[0].metrics, SizeIs(1));
  EXPECT_EQ(all[1].pod_name, "q");
}

TEST_F(EvidenceStoreTest, CallsAPodGoneThatOnlyMetricsRemember) {
  MetricIndex metrics{{oom_metric("p", "uid-p", {}), oom_metric("p", "", {})}};
  const auto all = store_.take(every_namespace, std::move(metrics));
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].presence, Presence::gone);
  EXPECT_THAT(all[0].metrics, SizeIs(2));
}

TEST_F(EvidenceStoreTest, DoesNotBlameAPodForMetricsOlderThanItself) {
  MetricIndex metrics{{oom_metric("web-0", "", Timestamp{Seconds{100}})}};
  EvidenceStore store{judge_, metrics, every_namespace};
  PodObservation successor = pod("a", "web-0", "Bad");
  successor.created_at = Timestamp{Seconds{200}};
  store.pod_sink()->accept(std::move(successor));
  const auto all = store.take(every_namespace, std::move(metrics));
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].presence, Presence::gone);
  EXPECT_EQ(all[1].presence, Presence::listed);
  EXPECT_THAT(all[1].metrics, IsEmpty());
}

TEST_F(EvidenceStoreTest, MergesWorkersWithoutLosingAnything) {
  EvidenceStore other{judge_, metrics_, every_namespace};
  other.pod_sink()->accept(pod("b", "theirs", "Bad"));
  other.event_sink()->accept(event("b", "gone", "uid-gone"));
  add(pod("a", "mine", "Bad"));
  store_.merge(std::move(other));
  EXPECT_EQ(store_.pods(), 2);
  EXPECT_EQ(store_.events(), 1);
  EXPECT_THAT(store_.take(every_namespace, {}), SizeIs(3));
}

}  // namespace
}  // namespace oomscan::scan
