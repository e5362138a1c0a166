#include "terminal/progress_display.hpp"

#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_screen.hpp"
#include "fakes/sample_reports.hpp"

namespace oomscan::terminal {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Screen = fakes::FakeScreen;

class ProgressDisplayTest : public ::testing::Test {
 protected:
  ProgressDisplay make(ProgressMode mode) {
    return ProgressDisplay({mode, false, [this] { return columns_; }}, clock_, err_);
  }
  std::string take() {
    std::string text = err_.str();
    err_.str("");
    return text;
  }
  void show_on(Screen& screen) { screen.write(take()); }

  int columns_ = 80;
  fakes::FakeClock clock_;
  std::ostringstream err_;
};

ClusterCoverage finished(const std::string& cluster) {
  ClusterCoverage coverage = fakes::sample_coverage(cluster, CoverageStatus::partial, 812, 14210);
  coverage.namespaces_selected = 790;
  coverage.namespaces_scanned = 790;
  coverage.gaps = {{"a", GapSubject::pods, GapReason::forbidden, "", ""},
                   {"b", GapSubject::pods, GapReason::forbidden, "", ""}};
  return coverage;
}

TEST_F(ProgressDisplayTest, PrintsOneLinePerStartAndEndElsewhereThanOnATerminal) {
  ProgressDisplay display = make(ProgressMode::plain);
  display.fleet_started(2);
  display.cluster_started("prd-es01");
  display.cluster_progress("prd-es01", {10, 790, 500, 100, 1});
  display.cluster_finished(finished("prd-es01"), std::vector<Finding>(3));
  display.tick();
  EXPECT_EQ(take(),
            "prd-es01: started\n"
            "prd-es01: 790 of 812 namespaces, 14,210 pods, 3 findings, 2 gaps, 0.8 s\n");
}

TEST_F(ProgressDisplayTest, SaysWhyAClusterWasSkipped) {
  ProgressDisplay display = make(ProgressMode::plain);
  ClusterCoverage coverage = fakes::sample_coverage("prd\x1b", CoverageStatus::skipped, 0, 0);
  coverage.gaps = {{"", GapSubject::cluster, GapReason::unauthorized, "", ""}};
  display.cluster_started("prd\x1b");
  coverage.elapsed = milliseconds{200};
  display.cluster_finished(coverage, {});
  EXPECT_EQ(take(), "prd\\x1b: started\nprd\\x1b: skipped: not logged in (401), 0.2 s\n");
}

TEST_F(ProgressDisplayTest, IsSilentWhenQuiet) {
  {
    ProgressDisplay display = make(ProgressMode::quiet);
    display.fleet_started(1);
    display.cluster_started("prd");
    display.cluster_progress("prd", {1, 2, 3, 4, 5});
    display.cluster_finished(finished("prd"), {});
    display.hide();
    display.show();
  }
  EXPECT_EQ(take(), "");
}

TEST_F(ProgressDisplayTest, ShowsALineForEachRunningClusterAndOneForAll) {
  Screen screen(80);
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(12);
  display.cluster_started("prd-es01");
  display.cluster_started("eu");
  clock_.advance(milliseconds{2100});
  display.cluster_progress("prd-es01", {430, 790, 8120, 900, 3});
  show_on(screen);
  EXPECT_THAT(screen.lines(),
              ElementsAre("eu        2.1 s", "prd-es01  430 of 790 namespaces, 8,120 pods, 3 findings, 2.1 s",
                          "0 of 12 clusters done, 3 findings, 2.1 s"));
}

TEST_F(ProgressDisplayTest, SaysWhatEachClusterIsWaitedForAlsoBeforeItIsRead) {
  Screen screen(90);
  columns_ = 90;
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(3);
  display.cluster_stage("a", ScanObserver::Stage::connecting);
  display.cluster_stage("b", ScanObserver::Stage::connecting);
  clock_.advance(milliseconds{1000});
  display.cluster_stage("b", ScanObserver::Stage::waiting_for_others);
  display.cluster_stage("c", ScanObserver::Stage::connecting);
  display.cluster_started("c");
  display.cluster_stage("c", ScanObserver::Stage::artifacts);
  display.cluster_progress("c", {1, 1, 506, 0, 250});
  clock_.advance(milliseconds{1000});
  display.tick();
  show_on(screen);
  EXPECT_THAT(screen.lines(),
              ElementsAre("c  saving descriptions and logs, 1 of 1 namespace, 506 pods, 250 findings, 1.0 s",
                          "a  connecting, 2.0 s", "b  waiting for its turn, 2.0 s",
                          "0 of 3 clusters done, 250 findings, 2.0 s"));
  display.cluster_finished(finished("a"), {});
  show_on(screen);
  EXPECT_THAT(screen.lines(), ::testing::Not(::testing::Contains(::testing::StartsWith("a "))));
}

TEST_F(ProgressDisplayTest, HasWordsForEachStage) {
  using Stage = ScanObserver::Stage;
  Screen screen(80);
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(1);
  for (const auto& [stage, words] :
       {std::pair{Stage::connecting, "connecting"}, std::pair{Stage::waiting_for_others, "waiting for its turn"},
        std::pair{Stage::namespaces, "listing namespaces"}, std::pair{Stage::metrics, "asking Prometheus"},
        std::pair{Stage::pods_and_events, "reading pods and Events"}, std::pair{Stage::judging, "judging"},
        std::pair{Stage::artifacts, "saving descriptions and logs"}}) {
    display.cluster_stage("a", stage);
    clock_.advance(kRedrawInterval);
    display.tick();
    show_on(screen);
    EXPECT_THAT(screen.lines().front(), ::testing::StartsWith(std::string("a  ") + words + ", "));
  }
}

TEST_F(ProgressDisplayTest, DropsAFinishedClusterAndCountsIt) {
  Screen screen(80);
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(2);
  display.cluster_started("a");
  display.cluster_started("b");
  display.cluster_progress("a", {1, 1, 1, 1, 2});
  display.cluster_finished(finished("a"), std::vector<Finding>(3));
  show_on(screen);
  EXPECT_THAT(screen.lines(), ElementsAre("b  0.0 s", "1 of 2 clusters done, 3 findings, 0.0 s"));
}

TEST_F(ProgressDisplayTest, LeavesNothingOnTheScreenAtItsEnd) {
  Screen screen(80);
  {
    ProgressDisplay display = make(ProgressMode::live);
    display.fleet_started(1);
    display.cluster_started("a");
  }
  show_on(screen);
  EXPECT_THAT(screen.lines(), IsEmpty());
}

TEST_F(ProgressDisplayTest, DrawsNothingAfterItsEnd) {
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(1);
  display.finish();
  take();
  display.cluster_started("a");
  display.hide();
  display.show();
  display.finish();
  EXPECT_EQ(take(), "");
}

TEST_F(ProgressDisplayTest, DoesNotDrawMoreOftenThanItsInterval) {
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(1);
  display.cluster_started("a");
  take();
  for (int i = 0; i < 100; ++i) display.cluster_progress("a", {i, 100, 0, 0, 0});
  EXPECT_EQ(take(), "");
  clock_.advance(kRedrawInterval);
  display.cluster_progress("a", {100, 100, 0, 0, 0});
  EXPECT_THAT(take(), HasSubstr("100 of 100 namespaces"));
}

TEST_F(ProgressDisplayTest, KeepsTimesMovingByTicks) {
  Screen screen(80);
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(1);
  display.cluster_started("a");
  clock_.advance(std::chrono::seconds{65});
  display.tick();
  show_on(screen);
  EXPECT_THAT(screen.lines(), ElementsAre("a  1 min 5 s", "0 of 1 cluster done, 0 findings, 1 min 5 s"));
}

TEST_F(ProgressDisplayTest, MakesRoomForLinesOfTheLog) {
  Screen screen(80);
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(1);
  display.cluster_started("a");
  display.hide();
  show_on(screen);
  clock_.advance(std::chrono::seconds{1});
  display.cluster_progress("a", {1, 2, 3, 0, 0});
  EXPECT_EQ(take(), "");
  err_ << "warning: something\n";
  display.show();
  show_on(screen);
  EXPECT_THAT(screen.lines(), ElementsAre("warning: something", "a  1 of 2 namespaces, 3 pods, 1.0 s",
                                          "0 of 1 cluster done, 0 findings, 1.0 s"));
}

TEST_F(ProgressDisplayTest, NeverFillsALine) {
  columns_ = 20;
  Screen screen(20);
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(1);
  display.cluster_started("a-cluster-with-a-very-long-name");
  clock_.advance(std::chrono::seconds{1});
  display.cluster_progress("a-cluster-with-a-very-long-name", {1, 2, 3, 0, 0});
  show_on(screen);
  EXPECT_FALSE(screen.wrapped);
  EXPECT_THAT(screen.lines(), ElementsAre("a-cluster-with-a...", "0 of 1 cluster d..."));
}

TEST_F(ProgressDisplayTest, SurvivesATerminalThatBecomesNarrower) {
  Screen screen(80);
  ProgressDisplay display = make(ProgressMode::live);
  screen.write("$ oom-scan\n");
  display.fleet_started(1);
  display.cluster_started("a-cluster-with-a-very-long-name");
  show_on(screen);
  columns_ = 25;
  screen.resize(25);
  clock_.advance(std::chrono::seconds{1});
  display.tick();
  show_on(screen);
  EXPECT_THAT(screen.lines(), ElementsAre("$ oom-scan", "a-cluster-with-a-very...", "0 of 1 cluster done, ..."));
}

TEST_F(ProgressDisplayTest, ShowsOnlySoManyClustersAtOnce) {
  Screen screen(80);
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(50);
  for (int i = 0; i < 30; ++i) display.cluster_started("c" + std::to_string(100 + i));
  show_on(screen);
  ASSERT_EQ(screen.lines().size(), kClusterLinesMax + 2);
  EXPECT_EQ(screen.lines()[kClusterLinesMax], "and 20 more");
}

TEST_F(ProgressDisplayTest, EscapesNamesOfClusters) {
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(1);
  display.cluster_started("a\x1b[2J");
  EXPECT_THAT(take(), Not(HasSubstr("\x1b[2J")));
}

TEST_F(ProgressDisplayTest, TakesNewsFromManyThreads) {
  ProgressDisplay display = make(ProgressMode::live);
  display.fleet_started(4);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        const std::string name = "c" + std::to_string(t);
        display.cluster_started(name);
        for (int i = 0; i < 50; ++i) {
          clock_.advance(milliseconds{30});
          display.cluster_progress(name, {i, 50, i, i, 0});
          display.hide();
          display.show();
          display.tick();
        }
        display.cluster_finished(finished(name), {});
      });
    }
  }
  Screen screen(80);
  show_on(screen);
  ASSERT_EQ(screen.lines().size(), 1U);
  EXPECT_THAT(screen.lines()[0], HasSubstr("4 of 4 clusters done"));
}

}  // namespace
}  // namespace oomscan::terminal
