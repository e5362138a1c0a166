#include "terminal/listings.hpp"

#include <array>
#include <sstream>

#include <gtest/gtest.h>

namespace oomscan::terminal {
namespace {

TEST(ContextListing, ShowsCurrentAndFoldedContexts) {
  const Cluster first{"prd-es01",
                      {"default/api-prd-es01:6443/me", "https://api.prd-es01:6443", "me", "default", false},
                      {{"payments/api-prd-es01:6443/me", "https://api.prd-es01:6443", "me", "payments", true}}};
  const Cluster second{"kind", {"kind", "", "admin", "", false}, {}};
  std::ostringstream out;
  render_contexts({first, second}, {}, out);
  EXPECT_EQ(out.str(),
            "   CLUSTER   CONTEXT                        SERVER                     USER   NOTE\n"
            "   prd-es01  default/api-prd-es01:6443/me   https://api.prd-es01:6443  me\n"
            "*  prd-es01  payments/api-prd-es01:6443/me  https://api.prd-es01:6443  me     same cluster as "
            "default/api-prd-es01:6443/me\n"
            "   kind      kind                                                      admin\n");
}

TEST(NamespaceListing, ShowsSelectedNamespacesAndHowManyWereLeftOut) {
  std::ostringstream out;
  render_namespaces({{"prd", {"a", "b\x1b"}, 812}, {"dev", {"c"}, 1}, {"x", {"d"}, std::nullopt}}, {}, out);
  EXPECT_EQ(out.str(),
            "CLUSTER  NAMESPACE\nprd      a\nprd      b\\x1b\ndev      c\nx        d\n"
            "prd: 2 of 812 namespaces selected\n");
}

TEST(DetectorListing, ShowsWhichAreOnByDefault) {
  const std::array<DetectorInfo, 2> detectors = {{{"OOMKilled", "killed", true}, {"Evicted", "evicted", false}}};
  std::ostringstream out;
  render_detectors(detectors, {}, out);
  EXPECT_EQ(out.str(), "TYPE       DEFAULT  WHAT IT FINDS\nOOMKilled  on       killed\nEvicted             evicted\n");
}

}  // namespace
}  // namespace oomscan::terminal
