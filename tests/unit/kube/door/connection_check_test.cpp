#include "kube/door/connection_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_kube_api.hpp"

namespace oomscan::kube {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

class ConnectionCheck : public testing::Test {
 protected:
  std::optional<Error> contact(int attempts = 3) {
    const auto version = check_connection(server_, attempts, frame_, clock_, stop_.get_token());
    if (!version) return version.error();
    version_ = *version;
    return std::nullopt;
  }
  // As a server behind a silent network: each attempt takes its time, or as much as it is given.
  void takes(std::chrono::milliseconds time, ErrorKind kind, std::string message) {
    server_.on_get = [this, time, kind, message](const ApiRequest&, const std::stop_token& stop) {
      if (!clock_.sleep(time, stop)) return fakes::kube_failure(ErrorKind::cancelled, "stopped");
      return fakes::kube_failure(kind, message);
    };
  }
  fakes::FakeClock clock_;
  fakes::FakeKubeApi server_;
  ErrorFrame frame_{"oc", "https://api:6443", 45s};
  std::stop_source stop_;
  ServerVersion version_;
};

TEST_F(ConnectionCheck, LearnsTheVersion) {
  server_.will_answer(fakes::kube_answer(R"({"major":"1","minor":"33+","gitVersion":"v1.33.4"})"));
  EXPECT_EQ(contact(), std::nullopt);
  EXPECT_EQ(version_, (ServerVersion{1, 33}));
}

TEST_F(ConnectionCheck, IsAnyAnswerAtAll) {
  server_.will_answer(fakes::kube_answer("{}"));
  EXPECT_EQ(contact(), std::nullopt);
  EXPECT_EQ(server_.requests().front().path, "/version");
  for (const ErrorKind kind : {ErrorKind::forbidden, ErrorKind::not_found, ErrorKind::throttled,
                               ErrorKind::server_error, ErrorKind::bad_answer}) {
    server_.will_answer(fakes::kube_failure(kind));
    EXPECT_EQ(contact(), std::nullopt) << to_id(kind);
  }
}

TEST_F(ConnectionCheck, TakesARefusedCredentialForTheAnswerToEverything) {
  server_.will_answer(fakes::kube_failure(ErrorKind::unauthorized, "not logged in (401)"));
  EXPECT_EQ(contact()->kind, ErrorKind::unauthorized);
}

TEST_F(ConnectionCheck, TriesAgainAfterAMomentOfSilence) {
  server_.will_answer(fakes::kube_failure(ErrorKind::unreachable, "connection refused"));
  server_.will_answer(fakes::kube_answer("{}"));
  EXPECT_EQ(contact(), std::nullopt);
}

TEST_F(ConnectionCheck, CostsNoMoreThanTheTimeOfOneRequest) {
  takes(30s, ErrorKind::timed_out, "dial tcp 10.0.0.1:6443: i/o timeout");
  const auto begun = clock_.steady_now();
  const auto error = contact();
  EXPECT_EQ(clock_.steady_now() - begun, 45s);
  EXPECT_EQ(error->kind, ErrorKind::timed_out);
  EXPECT_THAT(error->message, HasSubstr("dial tcp")) << "what was heard says more than that time was over";
}

TEST_F(ConnectionCheck, SaysThatNobodyAnsweredInTime) {
  takes(60s, ErrorKind::timed_out, "");
  EXPECT_EQ(contact()->message, "no answer within 45 s");
}

TEST_F(ConnectionCheck, AsksOnceWhereAskingAgainCannotHelp) {
  server_.on_get = [](const ApiRequest&, const std::stop_token&) {
    return fakes::kube_failure(ApiFailure{Error{ErrorKind::unreachable, "no such host", ""}, std::nullopt, true});
  };
  EXPECT_EQ(contact()->kind, ErrorKind::unreachable);
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_F(ConnectionCheck, GivesUpAfterItsAttempts) {
  server_.on_get = [](const ApiRequest&, const std::stop_token&) {
    return fakes::kube_failure(ErrorKind::unreachable, "connection refused");
  };
  EXPECT_EQ(contact(2)->message, "connection refused");
  EXPECT_EQ(server_.requests().size(), 2U);
}

TEST_F(ConnectionCheck, EndsWhenStopped) {
  server_.on_get = [this](const ApiRequest&, const std::stop_token&) {
    stop_.request_stop();
    return fakes::kube_failure(ErrorKind::unreachable, "connection refused");
  };
  EXPECT_EQ(contact()->kind, ErrorKind::cancelled);
}

}  // namespace
}  // namespace oomscan::kube
