#include "prometheus/query_runner.hpp"

#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"

namespace oomscan::prometheus {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kEmpty = R"({"status":"success","data":{"resultType":"vector","result":[]}})";

class ScriptedApi : public QueryApi {
 public:
  QueryReply get(const std::string& target, std::stop_token) override {
    targets.push_back(target);
    if (failures.empty()) return {kEmpty, std::nullopt};
    QueryFailure failure = failures.front();
    failures.pop_front();
    return {std::nullopt, failure};
  }
  [[nodiscard]] std::size_t target_bytes_max() const override { return 8'000; }
  [[nodiscard]] bool tries_again_itself() const override { return patient; }

  void fail(ErrorKind kind, Remedy remedy, int times = 1) {
    for (int i = 0; i < times; ++i) failures.push_back({Error{kind, "no", ""}, remedy, std::nullopt});
  }

  std::deque<QueryFailure> failures;
  std::vector<std::string> targets;
  bool patient = false;
};

class Runner : public testing::Test {
 protected:
  QueryOutcome ask(int attempts = 3, std::stop_token stop = {}) {
    return QueryRunner(api_, attempts, clock_)
        .ask([](Fineness fineness) { return fineness == Fineness::fine ? "fine" : "coarse"; }, std::move(stop));
  }
  ScriptedApi api_;
  fakes::FakeClock clock_;
};

TEST_F(Runner, GivesTheFirstAnswer) {
  EXPECT_TRUE(ask().answer.has_value());
  EXPECT_THAT(api_.targets, ElementsAre("fine"));
  EXPECT_THAT(clock_.sleeps(), IsEmpty());
}

TEST_F(Runner, TriesAgainWithGrowingWaits) {
  api_.fail(ErrorKind::server_error, Remedy::try_again, 2);
  EXPECT_TRUE(ask().answer.has_value());
  EXPECT_THAT(clock_.sleeps(), ElementsAre(milliseconds{500}, milliseconds{1'000}));
}

TEST_F(Runner, GivesUpAfterItsAttemptsAndSaysHowMany) {
  api_.fail(ErrorKind::unreachable, Remedy::try_again, 9);
  const QueryOutcome outcome = ask();
  ASSERT_TRUE(outcome.failure.has_value());
  EXPECT_THAT(outcome.failure->error.message, HasSubstr("3 attempts"));
  EXPECT_EQ(api_.targets.size(), 3U);
}

TEST_F(Runner, DoesNotTryAgainWhatWillNotChange) {
  api_.fail(ErrorKind::forbidden, Remedy::none, 9);
  EXPECT_EQ(ask().failure->error.kind, ErrorKind::forbidden);
  EXPECT_EQ(api_.targets.size(), 1U);
}

TEST_F(Runner, AsksForLessOnceEvenWithASingleAttempt) {
  api_.fail(ErrorKind::bad_answer, Remedy::ask_for_less);
  const QueryOutcome outcome = ask(1);
  EXPECT_TRUE(outcome.answer.has_value());
  EXPECT_EQ(outcome.fineness, Fineness::coarse);
  EXPECT_THAT(api_.targets, ElementsAre("fine", "coarse"));
  api_.targets.clear();
  api_.fail(ErrorKind::bad_answer, Remedy::ask_for_less, 9);
  EXPECT_TRUE(ask().failure.has_value());
  EXPECT_THAT(api_.targets, ElementsAre("fine", "coarse"));
}

TEST_F(Runner, AsksForLessAfterATimeout) {
  api_.fail(ErrorKind::timed_out, Remedy::try_again);
  EXPECT_EQ(ask().fineness, Fineness::coarse);
  EXPECT_THAT(api_.targets, ElementsAre("fine", "coarse"));
}

TEST_F(Runner, LeavesTryingAgainToADoorThatDoesSoItself) {
  api_.patient = true;
  api_.fail(ErrorKind::unreachable, Remedy::try_again, 9);
  EXPECT_TRUE(ask().failure.has_value());
  EXPECT_EQ(api_.targets.size(), 1U);
}

TEST_F(Runner, WaitsAsLongAsAServerAsksWithinReason) {
  api_.failures.push_back({Error{ErrorKind::throttled, "x", ""}, Remedy::try_again, std::chrono::seconds{7}});
  api_.failures.push_back({Error{ErrorKind::throttled, "x", ""}, Remedy::try_again, std::chrono::seconds::max()});
  EXPECT_TRUE(ask().answer.has_value());
  EXPECT_THAT(clock_.sleeps(), ElementsAre(milliseconds{7'000}, milliseconds{30'000}));
}

TEST_F(Runner, StopsWaitingWhenAsked) {
  std::stop_source source;
  source.request_stop();
  api_.fail(ErrorKind::server_error, Remedy::try_again, 9);
  EXPECT_EQ(ask(3, source.get_token()).failure->error.kind, ErrorKind::cancelled);
}

TEST_F(Runner, DoesNotTakeAnAnswerThatIsNoneForAnEmptyOne) {
  class Gateway : public ScriptedApi {
    QueryReply get(const std::string&, std::stop_token) override { return {"<html>", std::nullopt}; }
  } gateway;
  const QueryOutcome outcome = QueryRunner(gateway, 3, clock_).ask([](Fineness) { return "x"; }, {});
  EXPECT_EQ(outcome.failure->error.kind, ErrorKind::bad_answer);
}

}  // namespace
}  // namespace oomscan::prometheus
