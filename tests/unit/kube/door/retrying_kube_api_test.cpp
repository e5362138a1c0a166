#include "kube/door/retrying_kube_api.hpp"

#include <memory>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_kube_api.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

class Retrying : public testing::Test {
 protected:
  KubeApi::Answer get(int attempts, std::stop_token stop = {}) {
    auto inner = std::make_unique<fakes::FakeKubeApi>();
    inner_ = inner.get();
    for (auto& answer : answers_) inner->will_answer(std::move(answer));
    api_ = std::make_unique<RetryingKubeApi>(std::move(inner), attempts, clock_, [this] { return random_; });
    return api_->get({}, std::move(stop));
  }
  std::size_t tries() const { return inner_->requests().size(); }

  fakes::FakeClock clock_;
  double random_ = 1.0;
  std::vector<KubeApi::Answer> answers_;
  fakes::FakeKubeApi* inner_ = nullptr;
  std::unique_ptr<RetryingKubeApi> api_;
};

TEST_F(Retrying, TriesAgainWhatMayPass) {
  for (const ErrorKind kind :
       {ErrorKind::timed_out, ErrorKind::unreachable, ErrorKind::throttled, ErrorKind::server_error}) {
    answers_ = {fakes::kube_failure(kind), fakes::kube_answer("ok")};
    EXPECT_EQ(get(3).response->body, "ok") << to_id(kind);
    EXPECT_EQ(tries(), 2U);
  }
}

TEST_F(Retrying, NeverRepeatsWhatWillNotChange) {
  for (const ErrorKind kind : {ErrorKind::unauthorized, ErrorKind::forbidden, ErrorKind::not_found, ErrorKind::expired,
                               ErrorKind::bad_answer, ErrorKind::config, ErrorKind::cancelled, ErrorKind::io}) {
    answers_ = {fakes::kube_failure(kind)};
    EXPECT_EQ(get(3).failure->error.kind, kind);
    EXPECT_EQ(tries(), 1U) << to_id(kind);
    EXPECT_THAT(inner_->requests(), testing::SizeIs(1));
  }
  answers_ = {fakes::kube_failure(ApiFailure{Error{ErrorKind::unreachable, "x509", ""}, std::nullopt, true})};
  EXPECT_EQ(get(3).failure->error.message, "x509");
  EXPECT_TRUE(clock_.sleeps().empty());
}

TEST_F(Retrying, WaitsLongerEachTimeUpToALimit) {
  for (int i = 0; i < 8; ++i) answers_.push_back(fakes::kube_failure(ErrorKind::timed_out));
  EXPECT_THAT(get(8).failure->error.message, HasSubstr("(8 attempts)"));
  EXPECT_THAT(clock_.sleeps(), ElementsAre(500ms, 1000ms, 2000ms, 4000ms, 8000ms, 10000ms, 10000ms));
}

TEST_F(Retrying, ShortensWaitsAtRandomToHalfAtMost) {
  random_ = 0.0;
  answers_ = {fakes::kube_failure(ErrorKind::timed_out), fakes::kube_answer("")};
  (void)get(2);
  EXPECT_THAT(clock_.sleeps(), ElementsAre(250ms));
}

TEST_F(Retrying, HonoursRetryAfterUpToALimit) {
  const Error throttled{ErrorKind::throttled, "slow down", ""};
  answers_ = {fakes::kube_failure({throttled, 7s}), fakes::kube_failure({throttled, 99999999999999s}),
              fakes::kube_failure({throttled, 0s}), fakes::kube_answer("")};
  EXPECT_TRUE(get(4).response.has_value());
  EXPECT_THAT(clock_.sleeps(), ElementsAre(7000ms, 30000ms, 2000ms));
}

TEST_F(Retrying, EndsAWaitWhenStopped) {
  std::stop_source source;
  auto inner = std::make_unique<fakes::FakeKubeApi>();
  auto* calls = inner.get();
  inner->on_get = [&](const ApiRequest&, const std::stop_token&) {
    source.request_stop();
    return fakes::kube_failure(ErrorKind::timed_out);
  };
  RetryingKubeApi api(std::move(inner), 5, clock_);
  EXPECT_EQ(api.get({}, source.get_token()).failure->error.kind, ErrorKind::cancelled);
  EXPECT_EQ(calls->requests().size(), 1U);
}

TEST_F(Retrying, SaysNothingOfAttemptsWhereThereWasOne) {
  answers_ = {fakes::kube_failure(ErrorKind::timed_out)};
  EXPECT_THAT(get(1).failure->error.message, Not(HasSubstr("attempt")));
}

class Taker : public BodyReceiver {
 public:
  bool receive(std::string_view) override { return true; }
};

TEST(RetryingReceived, IsAskedForOnce) {
  fakes::FakeClock clock;
  auto inner = std::make_unique<fakes::FakeKubeApi>();
  fakes::FakeKubeApi& server = *inner;
  server.will_answer(fakes::kube_failure(ErrorKind::server_error));
  server.will_answer(fakes::kube_answer("{}"));
  RetryingKubeApi api(std::move(inner), 3, clock, {});
  Taker taker;
  ApiRequest request;
  request.receiver = &taker;
  EXPECT_TRUE(api.get(request, {}).failure.has_value());
  EXPECT_EQ(server.requests().size(), 1);
}

}  // namespace
}  // namespace oomscan::kube
