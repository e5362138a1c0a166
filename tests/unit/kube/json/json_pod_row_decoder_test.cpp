// The table of pods, as servers of several versions make it.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kube/list/list_decoder.hpp"
#include "unit/kube/encodings.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kColumns = R"([{"name":"Name"},{"name":"Ready"},{"name":"Status"},{"name":"Restarts"}])";

Decoded<PodRow> table(const std::string& rows, const std::string& columns = kColumns,
                      const std::string& metadata = R"({"resourceVersion":"12"})") {
  return decode(*make_json_pod_row_decoder(), R"({"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":)" +
                                                  metadata + R"(,"columnDefinitions":)" + columns + R"(,"rows":)" +
                                                  rows + "}");
}

Decoded<PodRow> row(const std::string& cells) { return table(R"([{"cells":)" + cells + R"(,"object":null}])"); }

TEST(JsonPodRowDecoder, ReadsRowsByTheNamesOfTheirColumns) {
  const auto decoded =
      table(R"x([{"cells":["3d",{"x":["Running"]},"5 (3m7s ago)","Error","web-1","0/2","<none>"],"object":null}])x",
            R"([{"name":"Age"},{"name":"New"},{"name":"Restarts","type":"string"},{"name":"Status"},)"
            R"({"name":"Name","format":"name"},{"name":"Ready"},{"name":"Node"}])");
  ASSERT_TRUE(decoded.end.ok()) << decoded.end.error().message;
  EXPECT_EQ(decoded.end->unreadable, 0);
  EXPECT_EQ(decoded.end->resource_version, "12");
  EXPECT_THAT(decoded.items, ElementsAre(PodRow{"web-1", 0, 2, "Error", 5, Seconds{187}}));
}

TEST(JsonPodRowDecoder, ReadsTheNumbersOfOlderServers) {
  const auto decoded = table(R"([{"cells":["a","1/1","Running",7]},{"cells":["b","1/1","Running","7"]}])");
  EXPECT_THAT(decoded.items, ElementsAre(PodRow{"a", 1, 1, "Running", 7}, PodRow{"b", 1, 1, "Running", 7}));
}

TEST(JsonPodRowDecoder, ReadsAnEmptyTable) {
  const auto decoded = table("[]");
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->items, 0);
  EXPECT_TRUE(table("null").end.ok());
}

TEST(JsonPodRowDecoder, FollowsTheContinueToken) {
  EXPECT_EQ(table("[]", kColumns, R"({"continue":"t","remainingItemCount":3})").end->continue_token, "t");
}

TEST(JsonPodRowDecoder, IsNotContentWithoutAColumn) {
  const auto decoded = table("[]", R"([{"name":"Name"},{"name":"Ready"},{"name":"Status"}])");
  ASSERT_FALSE(decoded.end.ok());
  EXPECT_EQ(decoded.end.error().kind, ErrorKind::bad_answer);
  EXPECT_EQ(decoded.end.error().message, "the table has no column 'Restarts'");
  EXPECT_FALSE(table("[]", "null").end.ok());
  EXPECT_FALSE(table("[]", R"([{"name":7}])").end.ok());
}

TEST(JsonPodRowDecoder, DoesNotBelieveRowsThatComeBeforeTheirColumns) {
  const auto decoded = decode(*make_json_pod_row_decoder(),
                              R"({"kind":"Table","rows":[{"cells":["a","1/1","Running","0"]}],"columnDefinitions":)" +
                                  std::string(kColumns) + "}");
  EXPECT_THAT(decoded.items, IsEmpty());
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->unreadable, 1);
}

TEST(JsonPodRowDecoder, CountsRowsThatSayNothingThatAPodCould) {
  for (const char* cells :
       {"[]", "null", "7", R"(["a","1/1","Running"])", R"(["","1/1","Running","0"])", R"(["../x","1/1","Running","0"])",
        R"(["a",null,"Running","0"])", R"(["a","one","Running","0"])", R"(["a","1/1","","0"])",
        R"(["a","1/1","Running","many"])", R"(["a","1/1","Running",-1])", R"(["a","1/1","Running",1e99])",
        R"(["a","1/1","Running",null])", R"([["a"],"1/1","Running","0"])"}) {
    const auto decoded = row(cells);
    ASSERT_TRUE(decoded.end.ok()) << cells;
    EXPECT_EQ(decoded.end->unreadable, 1) << cells;
    EXPECT_THAT(decoded.items, IsEmpty()) << cells;
  }
  EXPECT_EQ(table("[7]").end->unreadable, 1);
}

TEST(JsonPodRowDecoder, TakesNoCutOrOtherAnswerForATable) {
  const std::string whole = R"({"kind":"Table","columnDefinitions":)" + std::string(kColumns) +
                            R"(,"rows":[{"cells":["a","1/1","Running","0"]}]})";
  EXPECT_TRUE(decode(*make_json_pod_row_decoder(), whole).end.ok());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(decode(*make_json_pod_row_decoder(), whole.substr(0, length)).end.ok()) << length;
  }
  EXPECT_FALSE(decode(*make_json_pod_row_decoder(), R"({"kind":"PodList","items":[]})").end.ok());
  EXPECT_FALSE(decode(*make_json_pod_row_decoder(), R"({"kind":"Table","columnDefinitions":[]})").end.ok());
}

}  // namespace
}  // namespace oomscan::kube
