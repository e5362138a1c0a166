#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kube/list/list_decoder.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::IsEmpty;

Decoded<PodObservation> pods(std::string page) { return decode(*make_json_pod_decoder(), std::move(page)); }
std::string pod_list(const std::string& items) { return R"({"kind":"PodList","metadata":{},"items":[)" + items + "]}"; }

TEST(JsonPodDecoder, FindsACutAtEveryByte) {
  const std::string page = recorded("pods_page1.json");
  const std::size_t end = page.rfind('}');
  for (std::size_t size = 0; size <= end; ++size) {
    const auto decoded = pods(page.substr(0, size));
    ASSERT_FALSE(decoded.end.ok()) << "cut after " << size << " bytes";
    ASSERT_EQ(decoded.end.error().kind, ErrorKind::bad_answer);
  }
  EXPECT_TRUE(pods(page).end.ok());
}

TEST(JsonPodDecoder, NeverReadsAnythingElseAsAnEmptyList) {
  for (const char* text : {"", " ", "null", "[]", "\"PodList\"", "{}", "<html></html>", "ok", R"({"kind":"PodList"})",
                           R"({"kind":"PodList","items":{}})", R"({"kind":"PodList","items":7})", R"({"items":[]})",
                           R"({"kind":null,"items":[]})", R"({"kind":"PodList","items":[]}{"kind":"PodList"})",
                           R"({"kind":"PodList","items":[]}}})", R"({"kind":"PodList","items":[]]})",
                           "{\"kind\":\"PodList\",\"items\":[]}\xff", R"({"kind":"PodList" "items":[]})"}) {
    const auto decoded = pods(text);
    ASSERT_FALSE(decoded.end.ok()) << text;
    EXPECT_EQ(decoded.end.error().kind, ErrorKind::bad_answer) << text;
  }
}

TEST(JsonPodDecoder, SaysWhatAnotherKindIs) {
  const auto decoded = pods(recorded("forbidden.json"));
  EXPECT_EQ(decoded.end.error().message, "the answer is a 'Status', not a 'PodList'");
  const auto late = pods(R"({"items":[{"metadata":{"name":"x"}}],"kind":"NodeList"})");
  EXPECT_FALSE(late.end.ok());
  EXPECT_THAT(late.items, IsEmpty());
}

TEST(JsonPodDecoder, TakesEmptyAndNullItemsForAnEmptyList) {
  EXPECT_EQ(pods(recorded("empty_pods.json")).end->items, 0);
  EXPECT_EQ(pods(R"({"kind":"PodList","items":null})").end->items, 0);
}

TEST(JsonPodDecoder, DoesNotCareAboutTheOrderOfFields) {
  const auto decoded = pods(
      R"({"items":[{"status":{"containerStatuses":[{"lastState":{"terminated":{"exitCode":1}},"name":"a"}],"phase":"Running"},
          "spec":{"containers":[{"resources":{"limits":{"memory":"1Ki"}},"name":"a"}]},"metadata":{"uid":"u","name":"p"}}],
          "metadata":{"continue":"next"},"kind":"PodList"})");
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->continue_token, "next");
  EXPECT_EQ(decoded.items.at(0).containers.at(0).memory_limit_bytes, 1024);
  EXPECT_EQ(decoded.items.at(0).containers.at(0).last_terminated->exit_code, 1);
}

TEST(JsonPodDecoder, TakesWrongTypesForAbsentAndSaysThatThePodWasNotUnderstood) {
  const auto decoded = pods(pod_list(
      R"({"metadata":{"name":"p","uid":7,"labels":[],"annotations":null,"ownerReferences":[null,3],"creationTimestamp":"0001-01-01T00:00:00Z"},
          "spec":{"containers":[null,"x",{"name":5},{"name":"a","resources":{"limits":{"memory":128974848},"requests":{"memory":["x"]}}}],
                  "initContainers":null,"nodeName":{"a":[1,2,{"b":"}"}]}},
          "status":{"phase":null,"conditions":{"type":"DisruptionTarget"},"containerStatuses":[
            {"name":"a","restartCount":"5","ready":"yes","state":null,"lastState":[],"image":null},
            {"name":"b","restartCount":1.5,"state":{"running":null,"waiting":{},"terminated":null}},
            {"name":"c","state":{"running":{}},"lastState":{"terminated":{"exitCode":99999999999,"finishedAt":null,"reason":"OOMKilled"}}}]}})"));
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->unreadable, 1);
  const auto& pod = decoded.items.at(0);
  EXPECT_EQ(pod.uid, "");
  EXPECT_EQ(pod.node, "");
  EXPECT_EQ(pod.created_at, std::nullopt);
  EXPECT_EQ(pod.disruption_reason, "");
  ASSERT_EQ(pod.containers.size(), 3U);
  EXPECT_EQ(pod.containers[0].memory_limit_bytes, 128974848);
  EXPECT_EQ(pod.containers[0].memory_request_bytes, std::nullopt);
  EXPECT_EQ(pod.containers[0].restart_count, 0);
  EXPECT_FALSE(pod.containers[0].ready || pod.containers[0].running || pod.containers[0].waiting);
  EXPECT_TRUE(pod.containers[1].waiting.has_value());
  EXPECT_TRUE(pod.containers[2].running);
  EXPECT_EQ(pod.containers[2].last_terminated->exit_code, 0);
  EXPECT_EQ(pod.containers[2].last_terminated->finished_at, std::nullopt);
}

TEST(JsonPodDecoder, TakesNullsForAbsentAndThatIsAllRight) {
  const auto decoded = pods(pod_list(
      R"({"metadata":{"name":"p","labels":null,"creationTimestamp":null},"spec":{"containers":null,"nodeName":null},
          "status":{"phase":null,"containerStatuses":[{"name":"a","restartCount":null,"ready":null,"state":null,
          "lastState":{"terminated":null}}]}})"));
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->items, 1);
  EXPECT_EQ(decoded.end->unreadable, 0);
}

TEST(JsonPodDecoder, CountsAPodOfWhichAnyFieldThatMattersIsOfAWrongType) {
  for (const char* status :
       {R"("status":7)", R"("status":{"containerStatuses":"none"})",
        R"("status":{"containerStatuses":[{"name":"a","state":"bad"}]})",
        R"("status":{"containerStatuses":[{"name":"a","lastState":[]}]})",
        R"("status":{"containerStatuses":[{"name":"a","restartCount":"5"}]})",
        R"("status":{"containerStatuses":[{"name":"a","restartCount":9223372036854775807}]})",
        R"("status":{"containerStatuses":[{"name":"a","lastState":{"terminated":{"exitCode":99999999999}}}]})",
        R"("status":{"containerStatuses":[{"name":"a","ready":1}]})"}) {
    const auto decoded = pods(pod_list(R"({"metadata":{"name":"p"},)" + std::string(status) + "}"));
    ASSERT_TRUE(decoded.end.ok()) << status;
    EXPECT_EQ(decoded.end->items, 1) << status;
    EXPECT_EQ(decoded.end->unreadable, 1) << status;
  }
}

TEST(JsonPodDecoder, DoesNotTakeAListForWholeWhoseContinueTokenItCannotRead) {
  for (const char* metadata : {R"({"continue":7})", R"({"continue":["next"]})", "7", "\"next\""}) {
    const auto decoded = pods(R"({"kind":"PodList","metadata":)" + std::string(metadata) + R"(,"items":[]})");
    ASSERT_FALSE(decoded.end.ok()) << metadata;
    EXPECT_EQ(decoded.end.error().kind, ErrorKind::bad_answer) << metadata;
  }
  EXPECT_TRUE(pods(R"({"kind":"PodList","metadata":{"continue":null},"items":[]})").end.ok());
}

TEST(JsonPodDecoder, CountsElementsThatAreNoPods) {
  const auto decoded =
      pods(pod_list(R"(null,{"metadata":{"name":"a"}},"x",{},{"metadata":{"uid":"u"}},{"metadata":{"name":"b"}})"));
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->items, 2);
  EXPECT_EQ(decoded.end->unreadable, 4);
}

TEST(JsonPodDecoder, KeepsItemsThatCameBeforeADamage) {
  const auto decoded =
      pods(R"({"kind":"PodList","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"},"spec":{"x":"\)");
  EXPECT_FALSE(decoded.end.ok());
  const auto broken_escape = pods(pod_list(R"({"metadata":{"name":"a"}},{"metadata":{"name":"\q"}})"));
  EXPECT_FALSE(broken_escape.end.ok());
  EXPECT_EQ(broken_escape.items.size(), 1U);
}

}  // namespace
}  // namespace oomscan::kube
