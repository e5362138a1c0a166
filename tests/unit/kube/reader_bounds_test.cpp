// Where a server has no end, or a cache that is behind.
#include <string>

#include <gtest/gtest.h>

#include "unit/kube/reader_fixture.hpp"

namespace oomscan::kube {
namespace {

TEST_F(Reader, AsksForNoMoreNamespacesThanThereCanBe) {
  std::string page = R"({"kind":"NamespaceList","apiVersion":"v1","metadata":{"continue":"more"},"items":[)";
  for (std::size_t i = 0; i <= kNamesMax; ++i) {
    page += std::string(i == 0 ? "" : ",") + R"({"metadata":{"name":"n)" + std::to_string(i) + R"("}})";
  }
  api_->will_answer(fakes::kube_answer(page + "]}"));
  const auto names = reader_->namespaces({});
  ASSERT_FALSE(names.ok());
  EXPECT_EQ(names.error().message, "listing namespaces: the list does not end: 100000 names were read");
  EXPECT_EQ(api_->requests().size(), 1U);
}

TEST_F(Reader, NamesNoVersionForOnePodOfOneNamespaceWhichIsOneKey) {
  CollectingSink<PodObservation> pods;
  api_->will_answer(fakes::kube_answer(recorded("pods.json")));
  (void)reader_->read_selected_pods({.namespace_name = "a", .name = "p", .not_older_than = "7"}, pods, {});
  EXPECT_EQ(last_path(), "/api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Dp");
}

class ReaderOfAnOlderServer : public Reader {
 protected:
  ReaderOfAnOlderServer() : Reader({.fresh_cache = false}) {}
};

TEST_F(ReaderOfAnOlderServer, NeverWaitsForItsCache) {
  EXPECT_FALSE(reader_->searches_are_cheap());
  CollectingSink<PodObservation> pods;
  api_->will_answer(fakes::kube_answer(recorded("pods.json")));
  (void)reader_->read_selected_pods({.namespace_name = "", .name = "p", .not_older_than = "7"}, pods, {});
  EXPECT_EQ(last_path(), "/api/v1/pods?fieldSelector=metadata.name%3Dp");
}

TEST_F(Reader, WaitsForACacheThatIsBehindOnlyOnce) {
  CollectingSink<PodObservation> pods;
  auto behind = fakes::kube_failure(ErrorKind::bad_answer, "the API server's cache is behind");
  behind.failure->ahead_of_cache = true;
  api_->will_answer(behind);
  api_->will_answer(fakes::kube_answer(recorded("pods.json")));
  EXPECT_TRUE(reader_->searches_are_cheap());
  const ListOutcome first =
      reader_->read_selected_pods({.namespace_name = "", .name = "p", .not_older_than = "7"}, pods, {});
  EXPECT_EQ(first.error, std::nullopt);
  EXPECT_EQ(first.items, 6);
  EXPECT_EQ(last_path(), "/api/v1/pods?fieldSelector=metadata.name%3Dp");
  EXPECT_FALSE(reader_->searches_are_cheap());
  api_->will_answer(fakes::kube_answer(recorded("pods.json")));
  (void)reader_->read_selected_pods({.namespace_name = "", .name = "q", .not_older_than = "7"}, pods, {});
  EXPECT_EQ(last_path(), "/api/v1/pods?fieldSelector=metadata.name%3Dq");
}

}  // namespace
}  // namespace oomscan::kube
