#include "kube/door/circuit.hpp"

#include <memory>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_kube_api.hpp"
#include "kube/door/retrying_kube_api.hpp"

namespace oomscan::kube {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class BrokenCircuit : public testing::Test {
 protected:
  BrokenCircuit() {
    auto inner = std::make_unique<fakes::FakeKubeApi>();
    server_ = inner.get();
    server_->on_get = [this](const ApiRequest&, const std::stop_token&) { return answer_; };
    api_ = std::make_unique<CircuitBreakingKubeApi>(std::move(inner), circuit_);
  }
  void heal() {
    clock_.advance(kOpenFor);
    circuit_->answered(circuit_->admit().pass.value());
  }
  KubeApi::Answer get(std::string path = "/api/v1/namespaces/a/pods") {
    ApiRequest request;
    request.path = std::move(path);
    return api_->get(request, stop_.get_token());
  }
  void get_times(int count) {
    for (int i = 0; i < count; ++i) (void)get();
  }
  int asked() const { return static_cast<int>(server_->requests().size()); }

  fakes::FakeClock clock_;
  std::stop_source stop_;
  KubeApi::Answer answer_ = fakes::kube_failure(ErrorKind::timed_out, "no answer within 45 s");
  fakes::FakeKubeApi* server_ = nullptr;
  std::vector<std::string> said_;
  std::shared_ptr<Circuit> circuit_ =
      std::make_shared<Circuit>(clock_, [this](const std::string& reason) { said_.push_back(reason); });
  std::unique_ptr<CircuitBreakingKubeApi> api_;
};

TEST_F(BrokenCircuit, RefusesAtOnceWithTheSameReasonAndSaysItOnce) {
  for (const ErrorKind kind :
       {ErrorKind::unreachable, ErrorKind::timed_out, ErrorKind::unauthorized, ErrorKind::server_error}) {
    if (!circuit_->closed()) heal();
    said_.clear();
    const int before = asked();
    answer_ = fakes::kube_failure(ApiFailure{Error{kind, "what came back", "what to do"}, std::nullopt});
    get_times(2000);
    EXPECT_EQ(asked() - before, kFailuresInARowMax) << to_id(kind);
    const ApiFailure refused = *get().failure;
    EXPECT_EQ(refused.error,
              (Error{kind, "not asked any more after 5 failures in a row: what came back", "what to do"}));
    EXPECT_TRUE(refused.permanent);
    EXPECT_THAT(said_, ElementsAre(refused.error.message));
  }
}

TEST_F(BrokenCircuit, IsNotWhatAnAnswerOfAnyKindMeans) {
  for (const ErrorKind kind :
       {ErrorKind::forbidden, ErrorKind::not_found, ErrorKind::expired, ErrorKind::bad_answer, ErrorKind::throttled,
        ErrorKind::cancelled, ErrorKind::io, ErrorKind::config, ErrorKind::usage}) {
    const int before = asked();
    answer_ = fakes::kube_failure(kind);
    get_times(50);
    EXPECT_EQ(asked() - before, 50) << to_id(kind);
  }
  EXPECT_THAT(said_, IsEmpty());
}

TEST_F(BrokenCircuit, NeedsFailuresInARow) {
  for (int i = 0; i < 20; ++i) {
    get_times(kFailuresInARowMax - 1);
    server_->will_answer(i % 2 == 0 ? fakes::kube_answer("{}") : fakes::kube_failure(ErrorKind::forbidden));
    (void)get();
  }
  EXPECT_EQ(asked(), 20 * kFailuresInARowMax);
}

TEST_F(BrokenCircuit, IsNotHealedByAThrottledAnswer) {
  get_times(kFailuresInARowMax - 1);
  server_->will_answer(fakes::kube_failure(ErrorKind::throttled));
  (void)get();
  (void)get();
  EXPECT_FALSE(circuit_->closed());
}

TEST_F(BrokenCircuit, IsNotTheDoingOfServersBehindTheApiServer) {
  answer_ = fakes::kube_failure(ErrorKind::server_error);
  for (const char* path : {"/api/v1/namespaces/a/pods/p/log?container=c",
                           "/api/v1/namespaces/m/services/https:thanos:9091/proxy/api/v1/query?query=up"}) {
    for (int i = 0; i < 20; ++i) (void)get(path);
  }
  EXPECT_TRUE(circuit_->closed());
  get_times(kFailuresInARowMax);
  const int before = asked();
  EXPECT_TRUE(get("/api/v1/namespaces/a/pods/p/log").failure.has_value());
  EXPECT_EQ(asked(), before) << "but they are not asked through a server that does not answer";
}

TEST_F(BrokenCircuit, LetsOneRequestThroughAfterAWhileAndHeals) {
  get_times(kFailuresInARowMax + 10);
  clock_.advance(kOpenFor);
  answer_ = fakes::kube_answer("{}");
  EXPECT_TRUE(get().response.has_value());
  EXPECT_TRUE(get().response.has_value());
  EXPECT_EQ(asked(), kFailuresInARowMax + 2);
}

TEST_F(BrokenCircuit, LetsNoSecondRequestThroughBesideTheFirst) {
  get_times(kFailuresInARowMax);
  clock_.advance(kOpenFor);
  const auto looking = circuit_->admit().pass;
  ASSERT_TRUE(looking.has_value());
  EXPECT_TRUE(looking->looks_again);
  EXPECT_FALSE(circuit_->admit().pass.has_value());
  circuit_->learned_nothing(*looking);
  EXPECT_FALSE(circuit_->admit().pass.has_value());
  clock_.advance(kOpenFor);
  EXPECT_TRUE(circuit_->admit().pass.has_value());
}

TEST_F(BrokenCircuit, IsNotHealedByAnAnswerThatWasOnItsWayWhenTheOthersFailed) {
  const auto slow = circuit_->admit().pass.value();
  get_times(kFailuresInARowMax);
  circuit_->answered(slow);
  EXPECT_FALSE(circuit_->closed());
  clock_.advance(kOpenFor);
  const auto looking = circuit_->admit().pass.value();
  circuit_->answered(slow);
  circuit_->failed(slow, Error{ErrorKind::timed_out, "", ""});
  EXPECT_FALSE(circuit_->closed());
  circuit_->answered(looking);
  EXPECT_TRUE(circuit_->closed());
}

TEST_F(BrokenCircuit, IsLookedAtOnlySoOften) {
  get_times(kFailuresInARowMax);
  for (int i = 0; i < 100; ++i) {
    clock_.advance(kOpenFor);
    get_times(3);
  }
  EXPECT_EQ(asked(), kFailuresInARowMax + kLooksMax);
  EXPECT_EQ(said_.size(), 1U);
}

TEST_F(BrokenCircuit, EndsRetries) {
  auto inner = std::make_unique<fakes::FakeKubeApi>();
  fakes::FakeKubeApi* const server = inner.get();
  server->on_get = [](const ApiRequest&, const std::stop_token&) { return fakes::kube_failure(ErrorKind::timed_out); };
  auto retrying = std::make_unique<RetryingKubeApi>(std::move(inner), 3, clock_, [] { return 0.0; }, circuit_);
  CircuitBreakingKubeApi api{std::move(retrying), circuit_};
  for (int i = 0; i < kFailuresInARowMax; ++i) (void)api.get({}, {});
  EXPECT_EQ(server->requests().size(), 3U * kFailuresInARowMax);
  const std::size_t sleeps = clock_.sleeps().size();
  (void)api.get({}, {});
  EXPECT_EQ(server->requests().size(), 3U * kFailuresInARowMax);
  // The one that looks again looks once.
  clock_.advance(kOpenFor);
  (void)api.get({}, {});
  EXPECT_EQ(server->requests().size(), 3U * kFailuresInARowMax + 1);
  EXPECT_EQ(clock_.sleeps().size(), sleeps);
}

TEST_F(BrokenCircuit, StopsARetryThatWasAboutToHappen) {
  auto inner = std::make_unique<fakes::FakeKubeApi>();
  fakes::FakeKubeApi* const server = inner.get();
  // While this request waits for its second attempt, the others find out.
  server->on_get = [this](const ApiRequest&, const std::stop_token&) {
    for (int i = 0; i < kFailuresInARowMax; ++i) circuit_->failed({}, Error{ErrorKind::timed_out, "", ""});
    return fakes::kube_failure(ErrorKind::timed_out);
  };
  RetryingKubeApi api{std::move(inner), 3, clock_, [] { return 0.0; }, circuit_};
  EXPECT_EQ(api.get({}, {}).failure->error.kind, ErrorKind::timed_out);
  EXPECT_EQ(server->requests().size(), 1U);
}

}  // namespace
}  // namespace oomscan::kube
