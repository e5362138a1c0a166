#include "kube/door/server_version.hpp"

#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

TEST(Version, IsReadFromWhatTheServerSays) {
  EXPECT_EQ(parse_server_version(R"({"major":"1","minor":"34","gitVersion":"v1.34.2"})"), (ServerVersion{1, 34}));
  EXPECT_EQ(parse_server_version(R"({"major":"1","minor":"33+"})"), (ServerVersion{1, 33}));
  EXPECT_LT((ServerVersion{1, 9}), (ServerVersion{1, 33}));
}

TEST(Version, IsUnknownWhereAnythingElseIsSaid) {
  for (const char* body : {"", "{}", "<html>", "[]", R"({"major":1,"minor":34})", R"({"major":"1","minor":""})",
                           R"({"major":"1","minor":"-4"})", R"({"major":"1","minor":"34.2"})",
                           R"({"major":"1","minor":"99999999999"})", R"({"major":"1"})"}) {
    EXPECT_EQ(parse_server_version(body), ServerVersion{}) << body;
  }
}

}  // namespace
}  // namespace oomscan::kube
