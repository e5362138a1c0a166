#include "kube/describe/pod_description.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::HasSubstr;
using testing::Not;

JsonTree tree(const std::string& text) {
  auto parsed = JsonTree::parse(text, 20'000);
  EXPECT_TRUE(parsed.ok());
  return *std::move(parsed);
}

std::string described(const std::string& pod) { return description_of(tree(pod), tree(R"({"items":[]})")).text; }

TEST(PodDescription, SaysWhatPeopleKnowFromTheClient) {
  const TextAnswer text = description_of(tree(recorded("described_pod.json")), tree(recorded("described_events.json")));
  EXPECT_EQ(text.text, recorded("described_pod.txt"));
  EXPECT_EQ(text.bytes_dropped, 0U);
}

TEST(PodDescription, IsWrittenOfAnEmptyPod) {
  EXPECT_EQ(described("{}"),
            "Name:\nNamespace:\nNode:             <none>\nLabels:           <none>\nAnnotations:      <none>\n"
            "Status:\nIP:\nIPs:              <none>\nVolumes:          <none>\nNode-Selectors:   <none>\n"
            "Tolerations:      <none>\nEvents:           <none>\n");
}

TEST(PodDescription, PassesOverWhatIsOfAnotherType) {
  EXPECT_EQ(described(R"({"metadata":[],"spec":7,"status":"x"})"), described("{}"));
  EXPECT_THAT(described(R"({"spec":{"containers":[7,{"name":{"a":1},"env":[[]],"ports":{"x":1}}]}})"),
              HasSubstr("Containers:\n"));
}

TEST(PodDescription, LetsNobodyForgeALine) {
  const std::string text = described(
      R"({"metadata":{"name":"a\nEvents: x","labels":{"k\nEvents: x":"v\nEvents: x"}},
          "spec":{"nodeName":"n\nEvents: x","containers":[{"name":"c\nEvents: x","args":["a\nEvents: x"],
          "env":[{"name":"E\nEvents: x","value":"v\nEvents: x"}]}]},"status":{"message":"m\n\nEvents: x"}})");
  EXPECT_THAT(text, Not(HasSubstr("\nEvents: x")));
  EXPECT_THAT(text, HasSubstr("\nEvents:           <none>\n"));
}

TEST(PodDescription, SaysThatAPodIsEnding) {
  EXPECT_THAT(
      described(R"({"metadata":{"deletionTimestamp":"2026-03-01T10:00:00Z","deletionGracePeriodSeconds":30},)"
                R"("status":{"phase":"Running"}})"),
      HasSubstr("Status:           Terminating (until 2026-03-01T10:00:00Z)\nTermination Grace Period:  30s\n"));
}

TEST(PodDescription, KeepsWholeLinesWithinItsBound) {
  const JsonTree pod = tree(recorded("described_pod.json"));
  const TextAnswer whole = description_of(pod, tree("{}"));
  const TextAnswer cut = description_of(pod, tree("{}"), 100);
  EXPECT_LE(cut.text.size(), 100U);
  EXPECT_EQ(cut.text.back(), '\n');
  EXPECT_EQ(cut.text + whole.text.substr(cut.text.size()), whole.text);
  EXPECT_EQ(cut.bytes_dropped, whole.text.size() - cut.text.size());
}

TEST(JsonTree, IsBoundedInDepthAndNumber) {
  std::string deep = R"({"a":)";
  for (int i = 0; i < 500; ++i) deep += "[";
  for (int i = 0; i < 500; ++i) deep += "]";
  EXPECT_TRUE(JsonTree::parse(deep + "}", 1000).ok());
  EXPECT_EQ(JsonTree::parse(std::string(15'000, '['), 1000).error().kind, ErrorKind::bad_answer);
  EXPECT_TRUE(JsonTree::parse("[1,2,3]", 4).ok());
  EXPECT_EQ(JsonTree::parse("[1,2,3]", 3).error().message, "the answer has more than 3 values");
}

}  // namespace
}  // namespace oomscan::kube
