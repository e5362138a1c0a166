#include "kube/door/server_status.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fleet_sim/protobuf_writer.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

const ErrorFrame kFrame{"oc", "https://api:6443", std::chrono::seconds{45}};

std::vector<std::string> statuses() {
  return {
      recorded("forbidden.json"),
      R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401})",
      R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"namespaces \"x\" not found","reason":"NotFound","details":{"name":"x","kind":"namespaces"},"code":404})",
      R"({"kind":"Status","apiVersion":"v1","metadata":{"continue":"t"},"status":"Failure","message":"too old","reason":"Expired","code":410})",
      R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"slow down","reason":"TooManyRequests","details":{"retryAfterSeconds":7},"code":429})",
      R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"leader changed","reason":"InternalError","details":{"causes":[{"message":"leader changed"}]},"code":500})",
      R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"not now","reason":"","code":503})",
      R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"","code":9999})",
  };
}

TEST(ServerStatus, IsTheSameFailureInBothEncodings) {
  for (const std::string& json : statuses()) {
    const auto from_json = parse_status(json);
    const auto from_protobuf = parse_status(as_protobuf(json));
    ASSERT_TRUE(from_json && from_protobuf) << json;
    EXPECT_EQ(from_protobuf->code, from_json->code) << json;
    const ApiFailure expected = failure_from(*from_json, kFrame);
    const ApiFailure failure = failure_from(*from_protobuf, kFrame);
    EXPECT_EQ(failure.error, expected.error) << json;
    EXPECT_EQ(failure.retry_after, expected.retry_after) << json;
  }
}

TEST(ServerStatus, OfARealServerIsTheSameFailureInBothEncodings) {
  for (const int code : {400, 401, 403, 404}) {
    const std::string name = "status_" + std::to_string(code);
    const auto from_json = parse_status(recorded(name + ".json"));
    const auto from_protobuf = parse_status(recorded(name + ".pb"));
    ASSERT_TRUE(from_json && from_protobuf) << name;
    EXPECT_EQ(from_protobuf->code, code);
    EXPECT_EQ(failure_from(*from_protobuf, kFrame).error, failure_from(*from_json, kFrame).error);
  }
}

TEST(ServerStatus, SaysThatDamagedProtobufIsNone) {
  const std::string page = as_protobuf(recorded("forbidden.json"));
  for (std::size_t size = 4; size < page.size() - 4; ++size) {
    const auto status = parse_status(page.substr(0, size));
    ASSERT_EQ(status->message, "an answer in protobuf that is damaged or no Status") << size;
  }
  EXPECT_EQ(parse_status(as_protobuf(recorded("pods.json")))->code, 0);
}

TEST(ServerStatus, KnowsThatNoEncodingWasAcceptable) {
  ServerStatus status;
  status.code = 406;
  EXPECT_TRUE(failure_from(status, kFrame).not_acceptable);
  EXPECT_EQ(failure_from(status, kFrame).error.kind, ErrorKind::bad_answer);
  status.code = 415;
  EXPECT_FALSE(failure_from(status, kFrame).not_acceptable);
}

TEST(ServerStatus, KnowsACacheThatIsBehindFromAServerThatIsBusy) {
  const ApiFailure behind = failure_from(
      {504, "Timeout", "Timeout: Too large resource version: 1042, current: 1038", std::chrono::seconds{1}}, kFrame);
  EXPECT_TRUE(behind.ahead_of_cache);
  EXPECT_TRUE(behind.permanent) << "it is not tried again: it takes the server 3 s each time";
  EXPECT_EQ(behind.error.kind, ErrorKind::bad_answer) << "the server answers: no reason to ask it no more";
  EXPECT_EQ(behind.error.hint, "scan without --quick");
  const ApiFailure busy = failure_from({504, "Timeout", "request did not complete", std::nullopt}, kFrame);
  EXPECT_FALSE(busy.ahead_of_cache);
  EXPECT_EQ(busy.error.kind, ErrorKind::timed_out);
}

}  // namespace
}  // namespace oomscan::kube
