#include "scan/introducing_fleet.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/inline_scheduler.hpp"

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Says of a cluster what it was told to say, by context.
class SayingFleet final : public Fleet {
 public:
  Result<std::vector<Context>> contexts(std::stop_token) override { return std::vector<Context>{}; }
  Result<Session> open(const Cluster& cluster, std::stop_token stop) override {
    {
      const std::lock_guard lock(mutex_);
      opened.push_back(cluster.context.name);
    }
    if (on_open) on_open(cluster);
    if (cluster.context.name == waits_for_stop) {
      std::mutex here;
      std::unique_lock lock(here);
      std::condition_variable_any().wait(lock, stop, [] { return false; });
    }
    if (stop.stop_requested()) return Error{ErrorKind::cancelled, "stopped", ""};
    if (cluster.context.server.empty()) return Error{ErrorKind::unreachable, "refused", ""};
    Session session;
    session.note = cluster.context.name;
    session.uid = [uid = cluster.context.server](std::stop_token) { return uid; };
    session.sees_all_pods = [this, user = cluster.context.user](std::stop_token) {
      ++asked_for_pods;
      return user == "admin";
    };
    return session;
  }
  std::vector<std::string> opened;
  std::function<void(const Cluster&)> on_open;
  std::string waits_for_stop;  // a context that is not there before it is called off
  std::atomic<int> asked_for_pods = 0;

 private:
  std::mutex mutex_;
};

Cluster cluster(const std::string& name, const std::string& uid, const std::string& user = "u") {
  return {name, Context{name, uid, user, "", false}, {}};
}

class Introductions : public ::testing::Test {
 protected:
  std::vector<Introduction> introduce(const std::vector<Cluster>& clusters) {
    return fleet_.introduce(clusters, scheduler_, clock_, std::chrono::seconds{10}, {});
  }
  fakes::InlineScheduler scheduler_;
  fakes::FakeClock clock_;
  SayingFleet* inner_ = new SayingFleet;
  IntroducingFleet fleet_{std::unique_ptr<Fleet>(inner_)};
};

TEST_F(Introductions, ConnectToEachOnceForTheQuestionAndTheScan) {
  const auto said = introduce({cluster("a", "uid-a"), cluster("b", "uid-b")});
  EXPECT_EQ(said.at(0).uid, "uid-a");
  EXPECT_EQ(said.at(1).uid, "uid-b");
  EXPECT_EQ(inner_->asked_for_pods, 0) << "nothing depends on it";
  EXPECT_EQ(fleet_.open(cluster("b", "uid-b"), {})->note, "b");
  EXPECT_THAT(inner_->opened, ElementsAre("a", "b"));
  EXPECT_TRUE(fleet_.open(cluster("b", "uid-b"), {}).ok()) << "whoever comes later gets a new one";
  EXPECT_THAT(inner_->opened, ElementsAre("a", "b", "b"));
}

TEST_F(Introductions, AskWhatSeveralUsersOfOneClusterSee) {
  const auto said = introduce({cluster("a", "uid", "tenant"), cluster("b", "uid", "admin"), cluster("c", "other")});
  EXPECT_FALSE(said.at(0).sees_all);
  EXPECT_TRUE(said.at(1).sees_all);
  EXPECT_EQ(inner_->asked_for_pods, 2);
  EXPECT_EQ(inner_->opened.size(), 3U);
}

TEST_F(Introductions, AreNotNeededOfOneAlone) {
  EXPECT_EQ(introduce({cluster("a", "uid-a")}).size(), 1U);
  EXPECT_THAT(inner_->opened, IsEmpty());
}

TEST_F(Introductions, KeepAFailureForTheScanInsteadOfTryingAgain) {
  const auto said = introduce({cluster("down", ""), cluster("b", "uid-b")});
  EXPECT_EQ(said.at(0).uid, "");
  EXPECT_EQ(fleet_.open(cluster("down", ""), {}).error().kind, ErrorKind::unreachable);
  EXPECT_THAT(inner_->opened, ElementsAre("down", "b"));
}

TEST_F(Introductions, TakeOnlySoLongAndLeaveTheRestToTheScan) {
  std::promise<void> logged_in;
  inner_->on_open = [&](const Cluster& opened) {
    if (opened.context.name != "slow") return;
    clock_.advance(std::chrono::seconds{11});
    logged_in.get_future().wait();
  };
  const auto said = introduce({cluster("slow", "uid-a"), cluster("b", "uid-b")});
  EXPECT_EQ(said.at(0).uid, "") << "it is not waited for";
  logged_in.set_value();
  EXPECT_TRUE(fleet_.open(cluster("slow", "uid-a"), {}).ok());
  EXPECT_TRUE(fleet_.open(cluster("b", "uid-b"), {}).ok());
  EXPECT_EQ(std::count(inner_->opened.begin(), inner_->opened.end(), "slow"), 1) << "whoever logs in does so once";
}

TEST_F(Introductions, ThatGoOnAreCalledOffWithTheScan) {
  inner_->on_open = [&](const Cluster& opened) {
    if (opened.context.name == "slow") clock_.advance(std::chrono::seconds{11});
  };
  inner_->waits_for_stop = "slow";
  static_cast<void>(introduce({cluster("slow", "uid-a"), cluster("b", "uid-b")}));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(fleet_.open(cluster("slow", "uid-a"), stop.get_token()).error().kind, ErrorKind::cancelled);
}

TEST_F(Introductions, EndTheSessionsThatNobodyWillOpen) {
  static_cast<void>(introduce({cluster("a", "uid-a"), cluster("b", "uid-b")}));
  fleet_.keep_only({cluster("b", "uid-b")});
  EXPECT_TRUE(fleet_.open(cluster("a", "uid-a"), {}).ok());
  EXPECT_TRUE(fleet_.open(cluster("b", "uid-b"), {}).ok());
  EXPECT_THAT(inner_->opened, ElementsAre("a", "b", "a"));
}

TEST_F(Introductions, HoldNotMoreSessionsThanAMachineCarries) {
  std::vector<Cluster> many;
  for (std::size_t i = 0; i < kSessionsKeptMax + 5; ++i) many.push_back(cluster("c" + std::to_string(i), "uid"));
  static_cast<void>(introduce(many));
  const std::size_t before = inner_->opened.size();
  for (const Cluster& each : many) EXPECT_TRUE(fleet_.open(each, {}).ok());
  EXPECT_EQ(inner_->opened.size() - before, 5U);
}

}  // namespace
}  // namespace oomscan::scan
