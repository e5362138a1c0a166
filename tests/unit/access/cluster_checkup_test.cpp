#include "access/cluster_checkup.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/granted_right.hpp"
#include "fakes/inline_scheduler.hpp"
#include "unit/access/fake_cluster_probe.hpp"

namespace oomscan::access {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class Examine : public ::testing::Test {
 protected:
  Examine() { options_.skip_prometheus = true; }

  ClusterCheckup examined() {
    return examine(cluster_, probe_,
                   CheckupFrame{options_, {"7d", Timestamp{}, Timestamp{Seconds{7 * 86400}}}, "oc", scheduler_, need_},
                   {});
  }
  static const Check& line(const ClusterCheckup& checkup, const std::string& what) {
    const auto found = std::find_if(checkup.checks.begin(), checkup.checks.end(),
                                    [&](const Check& check) { return check.what == what; });
    static const Check kNone{Verdict::unknown, "(no such line)", "", {}};
    return found == checkup.checks.end() ? kNone : *found;
  }
  static std::vector<std::string> words(const ClusterCheckup& checkup) {
    std::vector<std::string> all;
    for (const Check& check : checkup.checks) all.push_back(std::string(to_id(check.verdict)) + " " + check.what);
    return all;
  }

  Cluster cluster_{"prd", {"p", "https://api.prd:6443", "jo/api-prd", "", false}, {}};
  FakeClusterProbe probe_;
  Options options_;
  fakes::InlineScheduler scheduler_;
  RulesNeed need_;
};

TEST_F(Examine, SaysYesToEveryQuestionOfAnAdministrator) {
  options_.skip_prometheus = false;
  const ClusterCheckup checkup = examined();
  EXPECT_TRUE(checkup.ready());
  EXPECT_THAT(
      words(checkup),
      ElementsAre("yes reach the server", "yes log in", "yes agree on the time", "yes list namespaces", "yes list pods",
                  "yes list events", "yes describe pods", "yes read logs", "yes find Prometheus", "yes see 7d back"));
  EXPECT_EQ(line(checkup, "log in").detail, "as 'jo'");
}

TEST_F(Examine, AsksAServerThatIsDownNothingElse) {
  probe_.version = Error{ErrorKind::unreachable, "connection refused", "is the cluster up?"};
  const ClusterCheckup checkup = examined();
  EXPECT_FALSE(checkup.scannable);
  EXPECT_THAT(words(checkup), ElementsAre("no reach the server", "unknown all the rest"));
  EXPECT_THAT(checkup.checks.front().remedies, ElementsAre("is the cluster up?"));
  EXPECT_THAT(probe_.asked, SizeIs(0));
}

TEST_F(Examine, TellsAnExpiredLoginFromAServerThatIsDown) {
  const Error expired{ErrorKind::unauthorized, "not logged in (401)", "oc login https://api.prd:6443"};
  probe_.version = expired;
  EXPECT_THAT(words(examined()), ElementsAre("yes reach the server", "no log in", "unknown all the rest"));
  probe_.version = std::string{};
  probe_.login = expired;
  const ClusterCheckup checkup = examined();
  EXPECT_THAT(words(checkup), ElementsAre("yes reach the server", "no log in", "unknown all the rest"));
  EXPECT_THAT(line(checkup, "log in").remedies, ElementsAre("oc login https://api.prd:6443"));
  EXPECT_FALSE(checkup.scannable);
}

TEST_F(Examine, AsksAboutNamespacesOneByOneWhereARightDoesNotHoldInAll) {
  probe_.refused = {"get pods/log", "get pods/log in b"};
  const ClusterCheckup checkup = examined();
  const Check& logs = line(checkup, "read logs");
  EXPECT_EQ(logs.verdict, Verdict::no);
  EXPECT_EQ(logs.detail, "not allowed in b (get pods/log): findings there come without logs");
  EXPECT_THAT(
      logs.remedies,
      ElementsAre("do without: --no-logs", "an administrator runs: oom-scan rbac --skip-prometheus | oc apply -f -",
                  "and: oc create clusterrolebinding oom-scan --clusterrole=oom-scan --user=jo"));
  EXPECT_THAT(probe_.asked, Not(Contains("list pods in a")));
  EXPECT_TRUE(checkup.scannable);
  EXPECT_FALSE(checkup.ready());
}

TEST_F(Examine, TakesOneNamespaceAfterTheOtherForAYes) {
  probe_.refused = {"list pods", "list events"};
  const ClusterCheckup checkup = examined();
  EXPECT_EQ(line(checkup, "list pods").verdict, Verdict::yes);
  EXPECT_EQ(line(checkup, "list pods").detail, "in a, b");
  EXPECT_TRUE(checkup.ready());
}

TEST_F(Examine, NamesAnAdministratorsCommandOnceAndForWhatIsLackingOnly) {
  options_.namespaces = {"a", "b"};
  probe_.refused = {"list pods", "list events", "list pods in b", "list events in b"};
  const ClusterCheckup checkup = examined();
  EXPECT_THAT(line(checkup, "list pods").remedies,
              ElementsAre("an administrator runs: oom-scan rbac --namespaces b --skip-prometheus | oc apply -f -",
                          "and: oc create rolebinding oom-scan --role=oom-scan --namespace=b --user=jo"));
  EXPECT_THAT(line(checkup, "list events").remedies, SizeIs(0));
}

TEST_F(Examine, RecommendsNoRoleInANamespaceThatIsNotThere) {
  options_.namespaces = {"a", "b"};
  probe_.missing = {"b"};
  probe_.refused = {"list pods", "list pods in a", "list pods in b"};
  EXPECT_THAT(line(examined(), "list pods").remedies,
              ElementsAre("an administrator runs: oom-scan rbac --namespaces a --skip-prometheus | oc apply -f -",
                          "and: oc create rolebinding oom-scan --role=oom-scan --namespace=a --user=jo"));
}

TEST_F(Examine, ThinksOfATypingErrorWhereItIsNotToldWhetherANamespaceIsThere) {
  options_.namespaces = {"a", "b"};
  probe_.untold = {"b"};
  probe_.refused = {"list pods", "list pods in b"};
  EXPECT_THAT(line(examined(), "list pods").remedies.front(), HasSubstr("check the name b"));
}

TEST_F(Examine, AsksForEventsOfNodesWhereTheRulesNeedThem) {
  options_.namespaces = {"a", "b"};
  need_.node_events = true;
  probe_.refused = {"list events", "list events in default"};
  const ClusterCheckup checkup = examined();
  EXPECT_FALSE(checkup.ready()) << "a scan would have a gap";
  EXPECT_EQ(line(checkup, "list events").verdict, Verdict::yes);
  EXPECT_EQ(line(checkup, "list node events").verdict, Verdict::no);
  EXPECT_THAT(line(checkup, "list node events").remedies, Contains(HasSubstr("--namespace=default")));
}

TEST_F(Examine, SaysWhichNamespacesAreScannedInsteadOfAll) {
  probe_.refused = {"list namespaces"};
  probe_.scan_namespaces = {{"a", "b"}, std::nullopt, false, {}, std::nullopt};
  const ClusterCheckup checkup = examined();
  const Check& list = line(checkup, "list namespaces");
  EXPECT_EQ(list.verdict, Verdict::no);
  EXPECT_EQ(list.detail, "not allowed: only a, b would be scanned");
  EXPECT_EQ(list.remedies.front(), "if these are all you mean: --namespaces a,b");
  EXPECT_TRUE(checkup.scannable);
}

TEST_F(Examine, CannotScanWhereNeitherPodsNorEventsMayBeRead) {
  probe_.refused = {"list pods",   "list pods in a",   "list pods in b",
                    "list events", "list events in a", "list events in b"};
  EXPECT_FALSE(examined().scannable);
  probe_.refused.erase("list events in b");
  EXPECT_TRUE(examined().scannable);
}

TEST_F(Examine, LimitsTheQuestionsAboutNamespacesAndSaysSo) {
  std::vector<std::string> many;
  for (std::size_t i = 0; i < kNamespacesAskedMax + 5; ++i) {
    many.push_back(fmt::format("n{:02}", i));
    probe_.refused.insert("get pods/log in " + many.back());
  }
  probe_.refused.insert("get pods/log");
  probe_.scan_namespaces = {many, 25, true, {}, std::nullopt};
  const ClusterCheckup checkup = examined();
  EXPECT_EQ(line(checkup, "read logs").detail,
            "not allowed in any of 20 namespaces (get pods/log): findings there come without logs; 5 more namespaces "
            "were not asked about");
  EXPECT_EQ(std::count_if(probe_.asked.begin(), probe_.asked.end(),
                          [](const std::string& question) { return question.starts_with("get pods/log in"); }),
            static_cast<std::ptrdiff_t>(kNamespacesAskedMax));
}

TEST_F(Examine, DoesNotTakeSilenceForAYesOrANo) {
  probe_.no_answer = Error{ErrorKind::timed_out, "no answer within 45 s", "raise --timeout"};
  const ClusterCheckup checkup = examined();
  EXPECT_EQ(line(checkup, "list pods").verdict, Verdict::unknown);
  EXPECT_EQ(line(checkup, "list pods").detail, "no answer within 45 s");
  EXPECT_FALSE(checkup.scannable);
  EXPECT_FALSE(checkup.ready());
}

TEST_F(Examine, TellsANamedNamespaceThatIsNotThere) {
  options_.namespaces = {"a", "b"};
  probe_.missing = {"b"};
  const Check found = line(examined(), "find namespaces");
  EXPECT_EQ(found.verdict, Verdict::no);
  EXPECT_EQ(found.detail, "there is no 'b'");
}

TEST_F(Examine, SaysNoWhereNoNamespaceIsSelected) {
  probe_.scan_namespaces = {{}, 12, true, {}, std::nullopt};
  const ClusterCheckup checkup = examined();
  EXPECT_EQ(line(checkup, "find namespaces").verdict, Verdict::no);
  EXPECT_FALSE(checkup.scannable);
}

TEST_F(Examine, ToleratesAClockThatIsALittleOff) {
  probe_.ahead = kClockDifferenceMax;
  EXPECT_EQ(line(examined(), "agree on the time").verdict, Verdict::yes);
  probe_.ahead = -kClockDifferenceMax - Seconds{120};
  const Check off = line(examined(), "agree on the time");
  EXPECT_EQ(off.verdict, Verdict::no);
  EXPECT_THAT(off.detail, HasSubstr("3 min behind the server's"));
  probe_.ahead = std::nullopt;
  EXPECT_EQ(line(examined(), "agree on the time").what, "(no such line)");
}

TEST_F(Examine, SaysWhetherThereIsNoPrometheusOrThisUserMayNotLook) {
  options_.skip_prometheus = false;
  probe_.found = Error{ErrorKind::not_found, "no usable Prometheus found", ""};
  EXPECT_THAT(line(examined(), "find Prometheus").detail, HasSubstr("none found;"));
  probe_.refused = {"list services", "list services in openshift-monitoring"};
  const Check refused = line(examined(), "find Prometheus");
  EXPECT_EQ(refused.verdict, Verdict::no);
  EXPECT_THAT(refused.detail, HasSubstr("may not look everywhere"));
  EXPECT_THAT(refused.remedies.front(), HasSubstr("oom-scan rbac"));
  EXPECT_THAT(refused.remedies, Contains("do without: --skip-prometheus"));
}

TEST_F(Examine, SaysHowFarBackPrometheusReaches) {
  options_.skip_prometheus = false;
  probe_.found = PrometheusFound{"p", Timestamp{Seconds{6 * 86400}}, {}};
  const Check back = line(examined(), "see 7d back");
  EXPECT_EQ(back.verdict, Verdict::no);
  EXPECT_EQ(back.detail, "Prometheus holds the last 24 h only");
  probe_.found = PrometheusFound{"p", Timestamp{kHistoryTolerance}, {}};
  EXPECT_EQ(line(examined(), "see 7d back").verdict, Verdict::yes);
  probe_.found = PrometheusFound{
      "p", std::nullopt, {{"", GapSubject::prometheus, GapReason::not_found, "it has no metrics", "scrape"}}};
  EXPECT_EQ(line(examined(), "ask Prometheus").detail, "it has no metrics");
}

}  // namespace
}  // namespace oomscan::access
