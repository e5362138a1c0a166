// What every store keeps when the worst happens to who writes: kill -9 at any moment, a full disk, a server that goes
// away in the middle and comes back.
#include <csignal>
#include <cstdlib>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyze/run_judge.hpp"
#include "unit/store/places.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::SizeIs;

// scripts/store-faults asks for more.
int kills() {
  const char* text = std::getenv("OOMSCAN_KILLS");
  return text == nullptr ? 8 : std::atoi(text);
}

RunRecord nth(int number) {
  const Timestamp time = kNow + number * kHour;
  std::vector<RecordedFinding> first;
  std::vector<RecordedFinding> second;
  for (int i = 0; i < 20; ++i) {
    const std::string name = fmt::format("w{:02}", i);
    first.push_back(finding("uid-1", "a", name, "OOMKilled", {at(time - Seconds{i})}, name));
    second.push_back(finding("uid-2", "a", name, "OOMKilled", {at(time - Seconds{i})}, name));
  }
  return run(fmt::format("run-{:05}", number), {cluster("uid-1", first, time), cluster("uid-2", second, time)}, time);
}

// What is there of runs, whole, or a test failure.
std::set<std::string> whole_runs(HistoryStore& store) {
  std::set<std::string> ids;
  const auto runs = store.runs(100'000, {});
  EXPECT_TRUE(runs.ok()) << (runs ? "" : runs.error().message);
  if (!runs) return ids;
  for (const RunSummary& each : *runs) {
    EXPECT_EQ(each.clusters, 2) << each.id;
    EXPECT_EQ(each.findings, 40) << each.id;
    ids.insert(each.id);
  }
  return ids;
}

class AFaultyWorld : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    place_ = make_place(GetParam());
    place_->judge = [](const RunRecord& run, const std::vector<Incident>& before) {
      return analyze::judge_run(run, before, {});
    };
  }
  // Runs `work` in a process of its own, which ends with its return value.
  static pid_t in_child(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    return child;
  }
  std::unique_ptr<Place> place_;
};

INSTANTIATE_TEST_SUITE_P(Stores, AFaultyWorld, ::testing::ValuesIn(store_names()),
                         [](const auto& store) { return store.param; });

TEST_P(AFaultyWorld, LeavesWholeRunsWhenTheWriterIsKilledAtAnyMoment) {
  std::mt19937 random(static_cast<unsigned>(::getpid()));
  int next = 0;
  for (int kill = 0; kill < kills(); ++kill) {
    int told[2];
    ASSERT_EQ(::pipe(told), 0);
    const pid_t writer = in_child([&] {
      const auto store = place_->open();
      for (int number = next; number < next + 25; ++number) {
        if (!store->record(nth(number), {}).ok()) return 1;
        if (::write(told[1], "r", 1) != 1) return 1;
      }
      return 0;
    });
    ::close(told[1]);
    // After so many recordings, and then somewhere in the next one.
    int recorded = 0;
    char byte = 0;
    for (int i = 0, n = static_cast<int>(random() % 4); i < n && ::read(told[0], &byte, 1) == 1; ++i) ++recorded;
    pollfd watched{told[0], 0, 0};
    (void)::poll(&watched, 1, static_cast<int>(random() % 12));
    ASSERT_EQ(::kill(writer, SIGKILL), 0);
    ASSERT_EQ(::waitpid(writer, nullptr, 0), writer);
    while (::read(told[0], &byte, 1) == 1) ++recorded;
    ::close(told[0]);

    const auto store = place_->open();
    const std::set<std::string> there = whole_runs(*store);
    // Whatever was said to be recorded is there; of the one under way nobody knows.
    EXPECT_GE(static_cast<int>(there.size()), next + recorded);
    EXPECT_LE(static_cast<int>(there.size()), next + recorded + 1);
    next = static_cast<int>(there.size());
    if (next > 0) {
      EXPECT_TRUE(there.contains(nth(next - 1).id));
      EXPECT_THAT(store->incidents({}).value(), SizeIs(40));
    }
  }
  // It goes on as if nothing had been.
  const auto store = place_->open();
  EXPECT_TRUE(store->record(nth(next), {}).ok());
  EXPECT_THAT(whole_runs(*store), SizeIs(static_cast<std::size_t>(next) + 1));
  const auto slice = store->slice({kNow - kHour, kNow + 100'000 * kHour}, {});
  EXPECT_EQ(static_cast<int>(slice->failures.size()), (next + 1) * 40);
}

TEST_P(AFaultyWorld, SaysThatTheDiskIsFullAndKeepsWholeRuns) {
  if (GetParam() == "PostgreSql") return;  // its disk is the server's
  const pid_t writer = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{256 << 10, 256 << 10};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto opened = place_->try_open();
    if (!opened) return 1;
    for (int number = 0; number < 400; ++number) {
      const auto outcome = (*opened)->record(nth(number), {});
      if (outcome.ok() && (*opened)->notes().empty()) continue;
      if (outcome.ok()) return 0;  // recorded in the bucket, and said that the cache is full
      return outcome.error().kind == ErrorKind::io && !outcome.error().hint.empty() ? 0 : 2;
    }
    return 3;
  });
  int status = 0;
  ASSERT_EQ(::waitpid(writer, &status, 0), writer);
  EXPECT_EQ(WEXITSTATUS(status), 0);

  // With room again, it goes on.
  const auto store = place_->open();
  const std::size_t there = whole_runs(*store).size();
  EXPECT_GT(there, 0U);
  EXPECT_TRUE(store->record(nth(500), {}).value().added);
  EXPECT_THAT(whole_runs(*store), SizeIs(there + 1));
}

TEST_P(AFaultyWorld, IsToldToWhoeverWritesWhileTheServerIsRestarted) {
  const char* restart = std::getenv("OOMSCAN_TEST_POSTGRES_RESTART");
  if (GetParam() != "PostgreSql" || restart == nullptr) return;
  bool restarts = false;
  place_->judge = [&](const RunRecord& run, const std::vector<Incident>& before) {
    // In the middle of the transaction.
    if (restarts) {
      EXPECT_EQ(std::system(restart), 0);
    }
    restarts = false;
    return analyze::judge_run(run, before, {});
  };
  const auto store = place_->open();
  ASSERT_TRUE(store->record(nth(1), {}).ok());
  restarts = true;
  const auto lost = store->record(nth(2), {});
  ASSERT_FALSE(lost.ok());
  EXPECT_EQ(lost.error().kind, ErrorKind::unreachable) << lost.error().message;
  EXPECT_THAT(whole_runs(*place_->open()), SizeIs(1));
  // The same connection finds the server again.
  const auto again = store->record(nth(2), {});
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_TRUE(again->added);
  EXPECT_THAT(whole_runs(*store), SizeIs(2));
}

TEST_P(AFaultyWorld, DoesNotPrintAPasswordThatIsWrong) {
  if (GetParam() != "PostgreSql") return;
  std::string url = ServerPlace::server();
  const std::string user = "postgres@";
  url.replace(url.find(user), user.size(), "guarded:wrong-secret@");
  const auto store = open_store({StoreKind::postgresql, url}, {});
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().kind, ErrorKind::unauthorized);
  EXPECT_EQ(store.error().message.find("wrong-secret"), std::string::npos);
  EXPECT_EQ(store.error().hint.find("wrong-secret"), std::string::npos);
}

}  // namespace
}  // namespace oomscan::store
