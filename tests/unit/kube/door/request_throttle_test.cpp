#include "kube/door/request_throttle.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_kube_api.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

class CourteousSession : public testing::Test {
 protected:
  void with(std::size_t requests_per_second) {
    auto inner = std::make_unique<fakes::FakeKubeApi>();
    server_ = inner.get();
    server_->on_get = [](const ApiRequest&, const std::stop_token&) { return fakes::kube_answer("{}"); };
    throttle_ = std::make_shared<RequestThrottle>(clock_, requests_per_second);
    api_ = std::make_unique<ThrottledKubeApi>(std::move(inner), throttle_);
  }
  KubeApi::Answer get(std::stop_token stop = {}, std::string path = "/api/v1/pods") {
    ApiRequest request;
    request.path = std::move(path);
    return api_->get(request, std::move(stop));
  }
  void server_throttles(std::optional<std::chrono::seconds> retry_after) {
    server_->will_answer(fakes::kube_failure(ApiFailure{Error{ErrorKind::throttled, "slow down", ""}, retry_after}));
  }
  std::vector<RequestThrottle::Permit> hold(std::size_t count) {
    std::vector<RequestThrottle::Permit> held;
    for (std::size_t i = 0; i < count; ++i) held.push_back(*throttle_->enter({}));
    return held;
  }

  fakes::FakeClock clock_;
  std::shared_ptr<RequestThrottle> throttle_;
  fakes::FakeKubeApi* server_ = nullptr;
  std::unique_ptr<ThrottledKubeApi> api_;
};

TEST_F(CourteousSession, AsksAsOftenAsItLikesWithoutALimit) {
  with(0);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(get().response.has_value());
  EXPECT_THAT(clock_.sleeps(), IsEmpty());
}

TEST_F(CourteousSession, AsksNotMoreOftenThanAllowedAfterABurst) {
  with(4);
  for (int i = 0; i < 4; ++i) (void)get();
  EXPECT_THAT(clock_.sleeps(), IsEmpty());
  const auto begun = clock_.steady_now();
  for (int i = 0; i < 20; ++i) (void)get();
  EXPECT_EQ(clock_.steady_now() - begun, 5s);
}

TEST_F(CourteousSession, SavesUpNoMoreThanOneSecondOfSilence) {
  with(4);
  (void)get();
  clock_.advance(1h);
  for (int i = 0; i < 4; ++i) (void)get();
  EXPECT_THAT(clock_.sleeps(), IsEmpty());
  (void)get();
  EXPECT_THAT(clock_.sleeps(), ElementsAre(250ms));
}

TEST_F(CourteousSession, AsksOnceASecondWithoutABurst) {
  with(1);
  (void)get();
  (void)get();
  EXPECT_THAT(clock_.sleeps(), ElementsAre(1000ms));
}

TEST_F(CourteousSession, EndsAWaitForItsTurnWhenStopped) {
  with(1);
  (void)get();
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(get(stop.get_token()).failure->error.kind, ErrorKind::cancelled);
  EXPECT_EQ(server_->requests().size(), 1U);
}

TEST_F(CourteousSession, WaitsAsAWholeAsLongAsAThrottlingServerAsks) {
  with(0);
  server_throttles(7s);
  EXPECT_EQ(get().failure->error.kind, ErrorKind::throttled);
  EXPECT_TRUE(get().response.has_value());  // another worker's
  EXPECT_THAT(clock_.sleeps(), ElementsAre(7000ms));
  server_throttles(std::nullopt);
  (void)get();
  (void)get();
  EXPECT_THAT(clock_.sleeps(), ElementsAre(7000ms, 1000ms));
}

TEST_F(CourteousSession, WaitsForNoServerLongerThanALimit) {
  with(0);
  server_throttles(99999999999999s);
  (void)get();
  (void)get();
  EXPECT_THAT(clock_.sleeps(), ElementsAre(std::chrono::milliseconds{kPauseMax}));
}

TEST_F(CourteousSession, DoesNotSlowDownForWhatAnotherServerSays) {
  with(0);
  server_throttles(7s);
  (void)get({}, "/api/v1/namespaces/m/services/thanos:9091/proxy/api/v1/query?query=up");
  (void)get();
  EXPECT_THAT(clock_.sleeps(), IsEmpty());
}

TEST_F(CourteousSession, HalvesWhatIsUnderWayOnceForRequestsRefusedTogether) {
  with(0);
  auto held = hold(8);
  for (auto& permit : held) permit.throttled(0s);
  EXPECT_EQ(throttle_->at_once_max(), 4U);
  held.clear();
  for (auto& permit : hold(4)) permit.throttled(0s);
  EXPECT_EQ(throttle_->at_once_max(), 2U);
}

TEST_F(CourteousSession, SendsNoMoreAtOnceThanIsLeft) {
  with(0);
  auto held = hold(4);
  held.front().throttled(0s);
  held.clear();
  held = hold(2);
  std::atomic<bool> entered = false;
  std::jthread third{[&] { entered = throttle_->enter({}).has_value(); }};
  for (int i = 0; i < 100; ++i) std::this_thread::yield();
  EXPECT_FALSE(entered);
  held.pop_back();
  third.join();
  EXPECT_TRUE(entered);
}

TEST_F(CourteousSession, EndsAWaitForOthersWhenStopped) {
  with(0);
  hold(1).front().throttled(0s);
  const auto held = hold(1);
  std::stop_source stop;
  std::atomic<bool> entered = false;
  std::jthread second{[&] { entered = throttle_->enter(stop.get_token()).has_value(); }};
  stop.request_stop();
  second.join();
  EXPECT_FALSE(entered);
}

TEST_F(CourteousSession, GrowsAgainByOneAfterAsManyAnswers) {
  with(0);
  auto held = hold(4);
  held.front().throttled(0s);
  held.clear();
  for (const std::size_t expected : {2U, 3U, 3U, 3U, 4U}) {
    (void)get();
    EXPECT_EQ(throttle_->at_once_max(), expected);
  }
}

TEST_F(CourteousSession, NeverStopsAskingAltogether) {
  with(0);
  for (int i = 0; i < 10; ++i) {
    server_throttles(0s);
    (void)get();
  }
  EXPECT_EQ(throttle_->at_once_max(), 1U);
  EXPECT_TRUE(get().response.has_value());
}

TEST_F(CourteousSession, DoesNotHammerAThrottlingServerWithItsWorkers) {
  with(0);
  std::atomic<int> under_way = 0;
  std::atomic<int> most = 0;
  std::atomic<int> requests = 0;
  // The first sixteen arrive together and are refused together.
  server_->on_get = [&](const ApiRequest&, const std::stop_token&) {
    const int now = ++under_way;
    const bool first = ++requests <= 16;
    if (first) {
      while (requests < 16) std::this_thread::yield();
    } else {
      int seen = most;
      while (now > seen && !most.compare_exchange_weak(seen, now)) {
      }
      std::this_thread::yield();
    }
    --under_way;
    return first ? fakes::kube_failure(ApiFailure{Error{ErrorKind::throttled, "", ""}, 1s}) : fakes::kube_answer("{}");
  };
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < 16; ++i) {
      workers.emplace_back([&] {
        for (int j = 0; j < 3; ++j) (void)get();
      });
    }
  }
  EXPECT_EQ(requests, 48);
  // Sixteen halved is eight; it may have grown by one for each round of answers since.
  EXPECT_LE(most, 11);
}

}  // namespace
}  // namespace oomscan::kube
