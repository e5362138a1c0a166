#include "oomscan/model/namespace_verdict.hpp"

#include <set>

#include <gmock/gmock.h>

namespace oomscan {
namespace {

using ::testing::ElementsAre;

Finding finding(std::string name, std::string type, State state = State::active) {
  Finding made;
  made.namespace_name = std::move(name);
  made.type = std::move(type);
  made.state = state;
  return made;
}

NamespaceVerdict of(const std::vector<Finding>& findings) {
  return namespace_verdicts({"shop"}, {"shop"}, findings).at(0);
}

TEST(NamespaceVerdicts, TellTheFourCanonicalOnesApart) {
  EXPECT_EQ(of({}), (NamespaceVerdict{"shop", NamespaceHealth::healthy, false, true}));
  EXPECT_EQ(of({finding("shop", "CrashLoopBackOff")}).health, NamespaceHealth::crash_loop);
  EXPECT_EQ(of({finding("shop", "CrashLoopBackOff"), finding("shop", "OOMKilled")}).health, NamespaceHealth::oom);
  EXPECT_EQ(of({finding("shop", "ImagePullBackOff")}),
            (NamespaceVerdict{"shop", NamespaceHealth::image_pull, true, true}));
}

TEST(NamespaceVerdicts, TellWhatFailsNowBeforeWhatIsOver) {
  EXPECT_EQ(of({finding("shop", "OOMKilled", State::recovered), finding("shop", "ImagePullBackOff")}),
            (NamespaceVerdict{"shop", NamespaceHealth::image_pull, true, true}));
  EXPECT_EQ(of({finding("shop", "CrashLoopBackOff", State::gone), finding("shop", "OOMKilled", State::recovered)}),
            (NamespaceVerdict{"shop", NamespaceHealth::oom, false, true}));
}

TEST(NamespaceVerdicts, CallNoNamespaceHealthyThatWasNotSeen) {
  EXPECT_THAT(namespace_verdicts({"a", "b"}, {"b"}, {}),
              ElementsAre(NamespaceVerdict{"a", NamespaceHealth::unknown, false},
                          NamespaceVerdict{"b", NamespaceHealth::healthy, false, true}));
  EXPECT_EQ(namespace_verdicts({"a"}, {}, {finding("a", "OOMKilled", State::gone)}).at(0).health, NamespaceHealth::oom);
}

TEST(NamespaceVerdicts, BlameNoNamespaceForANode) {
  EXPECT_THAT(namespace_verdicts({"a"}, {"a"}, {finding("", "NodeOOM")}),
              ElementsAre(NamespaceVerdict{"a", NamespaceHealth::healthy, false, true}));
}

TEST(NamespaceVerdicts, HaveANameEach) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(NamespaceHealth::healthy); ++i) {
    EXPECT_TRUE(names.insert(to_id(static_cast<NamespaceHealth>(i))).second);
  }
  EXPECT_EQ(to_id(NamespaceHealth::crash_loop), "crash loop");
}

}  // namespace
}  // namespace oomscan
