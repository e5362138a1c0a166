// Answers recorded from Prometheus 2.42.
#include "prometheus/answer_decoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::prometheus {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(AnswerDecoder, ReadsAMatrix) {
  const auto answer = decode_answer(
      R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"container":"app","fact":"last",)"
      R"("namespace":"batch","pod":"on-failure","uid":"0a1b2c3d-0000-4000-8000-000000000009"},)"
      R"("values":[[1765232820,"1765232760"],[1765232880,"1765232830"]]}]}})");
  ASSERT_TRUE(answer.ok());
  ASSERT_THAT(answer->sequences, SizeIs(1));
  const Sequence& sequence = answer->sequences.front();
  EXPECT_EQ(sequence.label("pod"), "on-failure");
  EXPECT_EQ(sequence.label("none"), "");
  ASSERT_THAT(sequence.points, SizeIs(2));
  EXPECT_EQ(sequence.points[1].time, Timestamp{Seconds{1'765'232'880}});
  EXPECT_EQ(sequence.points[1].value, 1'765'232'830.0);
}

TEST(AnswerDecoder, ReadsAScalarAndAnEmptyVector) {
  const auto scalar =
      decode_answer(R"({"status":"success","data":{"resultType":"scalar","result":[1795175616.606,"1"]}})");
  ASSERT_TRUE(scalar.ok());
  EXPECT_EQ(scalar->sequences.front().points.front().value, 1.0);
  const auto empty = decode_answer(R"({"status":"success","data":{"resultType":"vector","result":[]}})");
  ASSERT_TRUE(empty.ok());
  EXPECT_THAT(empty->sequences, IsEmpty());
}

TEST(AnswerDecoder, LeavesOutWhatIsNoFiniteNumber) {
  const auto answer = decode_answer(R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},)"
                                    R"("values":[[1,"NaN"],[2,"+Inf"],[3,"-Inf"],[4,"4e+00"],[5,"x"],[6,""]]}]}})");
  ASSERT_TRUE(answer.ok());
  ASSERT_THAT(answer->sequences.front().points, SizeIs(1));
  EXPECT_EQ(answer->sequences.front().points.front().value, 4.0);
}

TEST(AnswerDecoder, KeepsWarningsAboutTheDataOnly) {
  const auto answer = decode_answer(
      R"({"status":"success","data":{"resultType":"vector","result":[]},"warnings":[)"
      R"("PromQL info: metric might not be a counter","No StoreAPIs matched for this query","x"],"infos":["y"]})");
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(answer->warnings, ElementsAre("No StoreAPIs matched for this query", "x"));
}

TEST(AnswerDecoder, RefusesWhatIsNoAnswer) {
  for (const char* body :
       {"", "<html>", "[]", "{}", R"({"status":"error","error":"x"})", R"({"status":"success"})",
        R"({"status":"success","data":{"resultType":"matrix","result":{}}})",
        R"({"status":"success","data":{"resultType":"string","result":[1,"x"]}})",
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{}}]}})",
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":1},"value":[1,"1"]}]}})",
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":["1","1"]}]}})",
        R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1e300,"1"]}]}})",
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}})"}) {
    const auto answer = decode_answer(body);
    ASSERT_FALSE(answer.ok()) << body;
    EXPECT_EQ(answer.error().kind, ErrorKind::bad_answer);
  }
}

}  // namespace
}  // namespace oomscan::prometheus
