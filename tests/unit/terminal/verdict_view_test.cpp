#include "terminal/verdict_view.hpp"

#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace oomscan::terminal {
namespace {

std::string rendered(const ClusterCoverage& coverage) {
  std::ostringstream out;
  render_verdicts(coverage, {}, out);
  return out.str();
}

TEST(Verdicts, PutWhatFailsNowBeforeWhatIsOverAndWhatIsWell) {
  ClusterCoverage coverage;
  coverage.verdicts = {{"batch", NamespaceHealth::oom, false},         {"default", NamespaceHealth::healthy, false},
                       {"etcd", NamespaceHealth::unknown, false},      {"payments", NamespaceHealth::oom, true},
                       {"sensors", NamespaceHealth::crash_loop, true}, {"shop", NamespaceHealth::oom, true}};
  EXPECT_EQ(rendered(coverage),
            "  oom now         payments, shop\n"
            "  crash loop now  sensors\n"
            "  oom earlier     batch\n"
            "  unknown         etcd\n"
            "  healthy         default\n");
}

TEST(Verdicts, NameEveryNamespaceInTroubleAndOnlyAFewOfThoseThatAreWell) {
  ClusterCoverage coverage;
  for (int i = 0; i < 5; ++i) {
    coverage.verdicts.push_back({fmt::format("bad-{}", i), NamespaceHealth::image_pull, true});
    coverage.verdicts.push_back({fmt::format("good-{}", i), NamespaceHealth::healthy, false});
  }
  EXPECT_EQ(rendered(coverage),
            "  image pull now  bad-0, bad-1, bad-2, bad-3, bad-4\n"
            "  healthy         good-0, good-1, good-2 and 2 more\n");
}

TEST(Verdicts, OfAClusterThatWasNotSeenAreNotTold) { EXPECT_EQ(rendered({}), ""); }

}  // namespace
}  // namespace oomscan::terminal
