#include "kube/client/shadowed_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string file(const std::string& context, const std::string& server, const std::string& user) {
  return R"({"contexts":[{"name":")" + context + R"(","context":{"cluster":"kubernetes","user":"admin"}}],
            "clusters":[{"name":"kubernetes","cluster":{"server":")" +
         server + R"("}}],"users":[{"name":"admin","user":)" + user + "}]}";
}

TEST(ShadowedNames, AreContextsThatStandTwice) {
  const auto sentences = shadowed_names({{"a", R"({"contexts":[{"name":"prod","context":{"cluster":"x"}}]})"},
                                         {"b", R"({"contexts":[{"name":"prod","context":{"cluster":"y"}}]})"}},
                                        "oc");
  EXPECT_THAT(sentences, ElementsAre(AllOf(HasSubstr("context 'prod' stands in 'a' and in 'b'"),
                                           HasSubstr("'oc' takes the first"))));
}

// Two files of kubeadm: other contexts, but the cluster is called 'kubernetes' in both.
TEST(ShadowedNames, AreClustersAndUsersThatContextsOfAnotherFileThenUse) {
  const auto sentences = shadowed_names({{"a", file("one", "https://a", R"({"client-key-data":"DATA+OMITTED"})")},
                                         {"b", file("two", "https://b", R"({"client-key-data":"DATA+OMITTED"})")}},
                                        "kubectl");
  EXPECT_THAT(sentences, ElementsAre(HasSubstr("cluster 'kubernetes'"), HasSubstr("user 'admin'")));
}

TEST(ShadowedNames, AreNotEntriesThatAreVisiblyTheSame) {
  EXPECT_THAT(shadowed_names({{"a", file("one", "https://a", "{}")}, {"b", file("two", "https://a", "{}")}}, "oc"),
              IsEmpty());
}

TEST(ShadowedNames, TolerateAnything) {
  EXPECT_THAT(shadowed_names({{"a", ""}, {"b", "[]"}, {"c", R"({"contexts":[null,7,{"name":3}],"users":{}})"}}, "oc"),
              IsEmpty());
}

}  // namespace
}  // namespace oomscan::kube
