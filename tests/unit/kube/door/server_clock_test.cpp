#include "kube/door/server_clock.hpp"

#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"

namespace oomscan::kube {
namespace {

// Answers with a Date, after a time.
class DatedApi : public KubeApi {
 public:
  explicit DatedApi(fakes::FakeClock& clock) : clock_(clock) {}
  Answer get(const ApiRequest&, std::stop_token stop) override {
    clock_.sleep(takes, std::move(stop));
    ApiResponse response;
    response.date = date;
    return {response, std::nullopt};
  }
  std::optional<Timestamp> date;
  std::chrono::milliseconds takes{0};

 private:
  fakes::FakeClock& clock_;
};

class ServerClockTest : public ::testing::Test {
 protected:
  void answer(Seconds ahead) {
    inner_->date = clock_.now() - ahead;
    (void)api_.get({}, {});
  }
  fakes::FakeClock clock_;
  std::shared_ptr<ServerClock> server_ = std::make_shared<ServerClock>();
  DatedApi* inner_ = new DatedApi(clock_);
  ClockReadingKubeApi api_{std::unique_ptr<KubeApi>(inner_), server_, clock_};
};

TEST_F(ServerClockTest, IsUnknownUntilAnAnswerTells) {
  EXPECT_EQ(server_->ahead(), std::nullopt);
  (void)api_.get({}, {});
  EXPECT_EQ(server_->ahead(), std::nullopt);
  answer(Seconds{-360});
  EXPECT_EQ(server_->ahead(), Seconds{-360});
}

TEST_F(ServerClockTest, IsTheMedianOfTheFirstAnswers) {
  for (const int ahead : {5, 4000, 6, 7}) answer(Seconds{ahead});
  EXPECT_EQ(server_->ahead(), Seconds{7});
  for (const int ahead : {5, 5, 6}) answer(Seconds{ahead});
  EXPECT_EQ(server_->ahead(), Seconds{6});
  for (int i = 0; i < 20; ++i) answer(Seconds{9000});
  EXPECT_EQ(server_->ahead(), Seconds{6});
}

TEST_F(ServerClockTest, LearnsNothingFromAnAnswerThatTookLong) {
  inner_->takes = kClockAnswerTimeMax + std::chrono::milliseconds{1};
  answer(Seconds{0});
  EXPECT_EQ(server_->ahead(), std::nullopt);
}

}  // namespace
}  // namespace oomscan::kube
