// What is written in one namespace touches that namespace's pods only, whatever uids it names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scan/evidence_store.hpp"
#include "unit/scan/marking_judge.hpp"

namespace oomscan::scan {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

bool every_namespace(const std::string&) { return true; }

// The evidence about the pod that the tenant is after; an empty one if it is lost.
PodEvidence evidence_of(const std::vector<PodEvidence>& all, const std::string& namespace_name,
                        const std::string& pod_uid) {
  for (const PodEvidence& each : all) {
    if (each.namespace_name == namespace_name && each.pod_uid == pod_uid) return each;
  }
  return {};
}

class EvidenceOwnership : public ::testing::Test {
 protected:
  void add(EventObservation e) { store_.event_sink()->accept(std::move(e)); }
  void add(PodObservation p) { store_.pod_sink()->accept(std::move(p)); }
  MarkingJudge judge_;
  MetricIndex metrics_;
  EvidenceStore store_{judge_, metrics_, every_namespace};
};

TEST_F(EvidenceOwnership, AnEventWithTheUidOfAPodThatIsGoneLeavesItsFindingAlone) {
  add(event("tenant", "mine", "uid-gone"));
  add(event("victim", "gone", "uid-gone"));
  const auto all = store_.take(every_namespace, {});
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(evidence_of(all, "victim", "uid-gone").pod_name, "gone");
  EXPECT_THAT(evidence_of(all, "victim", "uid-gone").events, SizeIs(1));
  EXPECT_THAT(evidence_of(all, "tenant", "uid-gone").events, SizeIs(1));
}

TEST_F(EvidenceOwnership, AMirrorAnnotationTakesNoEventsOfAnotherNamespace) {
  add(event("victim", "web", "uid-web"));
  PodObservation thief = pod("tenant", "thief", "Bad");
  thief.mirror_uid = "uid-web";
  add(thief);
  PodObservation web = pod("victim", "web");
  web.uid = "uid-web";
  add(web);
  const auto all = store_.take(every_namespace, {});
  EXPECT_THAT(evidence_of(all, "victim", "uid-web").events, SizeIs(1));
  EXPECT_THAT(evidence_of(all, "tenant", "uid-thief").events, IsEmpty());
}

TEST_F(EvidenceOwnership, TwoPodsWithOneUidAreTwoPods) {
  for (const char* where : {"tenant", "victim"}) {
    PodObservation twin = pod(where, "web", "Bad");
    twin.uid = "one-uid";
    add(twin);
  }
  EXPECT_THAT(store_.take(every_namespace, {}), SizeIs(2));
}

TEST_F(EvidenceOwnership, TwoPodsWithOneUidSurviveTheMergeOfTheirWorkers) {
  EvidenceStore other{judge_, metrics_, every_namespace};
  PodObservation twin = pod("tenant", "web", "Bad");
  twin.uid = "one-uid";
  other.pod_sink()->accept(PodObservation{twin});
  other.event_sink()->accept(event("tenant", "x", "uid-x"));
  twin.namespace_name = "victim";
  add(twin);
  add(event("victim", "x", "uid-x"));
  store_.merge(std::move(other));
  EXPECT_THAT(store_.take(every_namespace, {}), SizeIs(4));
}

TEST_F(EvidenceOwnership, AMetricWithTheUidOfAnotherNamespacesPodIsNotAboutIt) {
  MetricObservation metric;
  metric.namespace_name = "tenant";
  metric.pod = "mine";
  metric.pod_uid = "uid-web";
  MetricIndex metrics{{metric}};
  EvidenceStore store{judge_, metrics, every_namespace};
  store.pod_sink()->accept(pod("victim", "web", "Bad"));
  const auto all = store.take(every_namespace, std::move(metrics));
  EXPECT_THAT(evidence_of(all, "victim", "uid-web").metrics, IsEmpty());
  EXPECT_THAT(evidence_of(all, "tenant", "uid-web").metrics, SizeIs(1));
}

TEST_F(EvidenceOwnership, AnEventAboutANodeCountsOnlyWhereKubeletsWriteIt) {
  EventObservation invented = event("tenant", "node-1", "node-1", "SystemOOM");
  invented.involved_kind = "Node";
  add(invented);
  PodObservation here = pod("victim", "here", "Bad");
  here.node = "node-1";
  add(here);
  EXPECT_THAT(store_.node_evidence(), IsEmpty());
  EXPECT_THAT(store_.take(every_namespace, {}).at(0).node_oom_times, IsEmpty());
}

}  // namespace
}  // namespace oomscan::scan
