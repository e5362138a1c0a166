#include "fleet_sim/faulted_answer.hpp"

#include <gtest/gtest.h>

namespace oomscan::fleet_sim {
namespace {

std::vector<Fault> faults(const char* text) { return faults_from_json(nlohmann::json::parse(text)); }

Answer answer_of(const std::string& body) {
  Answer answer;
  answer.head = body;
  return answer;
}

TEST(FaultedAnswer, ReplacesOnlySoManyOccurrences) {
  Answer answer = answer_of("a-a-a");
  damage(answer, faults(R"([{"edits": [{"find": "a", "replace": "b", "times": 2, "repeat": 2}]}])"));
  EXPECT_EQ(answer.head, "bb-bb-a");
  EXPECT_EQ(answer.status, 200);
}

TEST(FaultedAnswer, SaysThatAnEditDoesNotFitRatherThanDoingNothing) {
  Answer answer = answer_of("a");
  damage(answer, faults(R"([{"edits": [{"find": "z", "replace": ""}]}])"));
  EXPECT_EQ(answer.status, kFaultMissedStatus);
}

TEST(FaultedAnswer, TakesBytesInBase64) {
  Answer answer = answer_of("name");
  damage(answer, faults(R"([{"edits": [{"find": "name", "replace_base64": "//4="}]}])"));
  EXPECT_EQ(answer.head, "\xff\xfe");
}

TEST(FaultedAnswer, EndsEarlyWithALengthThatAgrees) {
  Answer answer = answer_of("whole");
  const Sending sending = damage(answer, faults(R"([{"keep_bytes": 2}])"));
  EXPECT_EQ(answer.size(), 2U);
  EXPECT_EQ(sending.cut_after_bytes, -1);
}

TEST(FaultedAnswer, WithABodyOfItsOwnDoesNotAskForTheTruth) {
  const auto own = faults(R"([{"body": "mine", "content_type": "text/plain"}])");
  std::optional<Answer> answer = instead_of_truth({}, own);
  ASSERT_TRUE(answer.has_value());
  damage(*answer, own);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->head, "mine");
  EXPECT_EQ(answer->content_type, "text/plain");
  EXPECT_FALSE(instead_of_truth({}, faults(R"([{"keep_bytes": 2}])")).has_value());
}

TEST(FaultedAnswer, AsksForJsonWhereProtobufIsToBeRefused) {
  Query query;
  query.accept = "application/vnd.kubernetes.protobuf, application/json";
  EXPECT_EQ(faulted_query(query, faults(R"([{"as_json": true}])")).accept, "application/json");
  EXPECT_EQ(faulted_query(query, faults("[{}]")).accept, query.accept);
}

}  // namespace
}  // namespace oomscan::fleet_sim
