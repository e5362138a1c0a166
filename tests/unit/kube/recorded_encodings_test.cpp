// A real API server's answers, asked for in both encodings at the same moment, say the same.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "paths/paths.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

// "oom-init", ...
std::vector<std::string> recorded_workloads() {
  std::vector<std::string> names;
  const std::string ending = ".pods.pb";
  for (const auto& file : std::filesystem::directory_iterator(source_dir() + "/tests/testbed/recorded")) {
    const std::string name = file.path().filename();
    if (name.ends_with(ending)) names.push_back(name.substr(0, name.size() - ending.size()));
  }
  return names;
}

template <class T>
void expect_same_page(ListDecoder<T>& json_decoder, ListDecoder<T>& protobuf_decoder, const std::string& page) {
  const auto json = decode(json_decoder, recorded(page + ".json"));
  const auto protobuf = decode(protobuf_decoder, recorded(page + ".pb"));
  ASSERT_TRUE(json.end.ok() && protobuf.end.ok()) << page;
  EXPECT_EQ(protobuf.items, json.items);
  EXPECT_EQ(protobuf.end->continue_token, json.end->continue_token);
  EXPECT_EQ(protobuf.end->items, 7);
  EXPECT_NE(protobuf.end->continue_token, "");
}

TEST(RecordedPage, IsTheSameInBothEncodingsWithTheTokenOfTheNext) {
  expect_same_page(*make_json_event_decoder(), *make_protobuf_event_decoder(), "paged_events");
  expect_same_page(*make_json_name_decoder("NamespaceList"), *make_protobuf_name_decoder("NamespaceList"),
                   "paged_namespaces");
}

class RecordedWorkload : public testing::TestWithParam<std::string> {};

TEST_P(RecordedWorkload, GivesTheSamePodsInBothEncodings) {
  const auto json = decode(*make_json_pod_decoder(), recorded_by_testbed(GetParam() + ".pods.json"));
  const auto protobuf = decode(*make_protobuf_pod_decoder(), recorded_by_testbed(GetParam() + ".pods.pb"));
  ASSERT_TRUE(json.end.ok() && protobuf.end.ok());
  EXPECT_EQ(protobuf.end->unreadable, 0);
  EXPECT_EQ(protobuf.items, json.items);
}

TEST_P(RecordedWorkload, GivesTheSameEventsInBothEncodings) {
  const auto json = decode(*make_json_event_decoder(), recorded_by_testbed(GetParam() + ".events.json"));
  const auto protobuf = decode(*make_protobuf_event_decoder(), recorded_by_testbed(GetParam() + ".events.pb"));
  ASSERT_TRUE(json.end.ok() && protobuf.end.ok());
  EXPECT_EQ(protobuf.end->unreadable, 0);
  EXPECT_FALSE(protobuf.items.empty());
  EXPECT_EQ(protobuf.items, json.items);
}

INSTANTIATE_TEST_SUITE_P(All, RecordedWorkload, testing::ValuesIn(recorded_workloads()), [](const auto& workload) {
  std::string name = workload.param;
  std::erase(name, '-');
  return name;
});

}  // namespace
}  // namespace oomscan::kube
