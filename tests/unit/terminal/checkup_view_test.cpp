#include "terminal/checkup_view.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden/golden.hpp"

namespace oomscan::terminal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Checkup sample() {
  Checkup checkup;
  checkup.machine = {{Verdict::yes, "oc or kubectl", "/usr/bin/oc, 4.16.0", {}},
                     {Verdict::yes, "output directory", ".", {}},
                     {Verdict::no,
                      "artifacts directory",
                      "'/tmp/prd-es01' belongs to another user",
                      {"choose another directory with --artifacts-dir"}}};
  checkup.clusters = {
      {"prd-es01",
       "default/api-prd-es01:6443/jo",
       "https://api.prd-es01.example:6443",
       {"payments/api-prd-es01:6443/jo"},
       {{Verdict::yes, "reach the server", "it answers, and is v1.29.6", {}},
        {Verdict::yes, "list namespaces", "all 812, of which 790 are selected", {}},
        {Verdict::no,
         "read logs",
         "not allowed in any of 790 namespaces (get pods/log): findings there come without logs",
         {"do without: --no-logs", "an administrator runs: oom-scan rbac --skip-prometheus | oc apply -f -"}}},
       true},
      {"dr-es04",
       "default/api-dr-es04:6443/jo",
       "https://api.dr-es04.example:6443",
       {},
       {{Verdict::no, "reach the server", "connection refused", {"is the cluster up?"}},
        {Verdict::unknown, "all the rest", "not asked", {}}},
       false},
      {"edge-us03",
       "edge",
       "https://edge.example:6443",
       {},
       {{Verdict::yes, "list pods", "in all namespaces", {}}},
       true}};
  return checkup;
}

std::string rendered(const Checkup& checkup, const TerminalStyle& style = {}) {
  std::ostringstream out;
  render_machine_checkup(checkup, style, out);
  for (const ClusterCheckup& cluster : checkup.clusters) render_cluster_checkup(cluster, style, out);
  render_checkup_summary(checkup, style, out);
  return out.str();
}

TEST(CheckupView, MatchesItsGoldenFiles) {
  golden::expect_golden("checkup.80.txt", rendered(sample(), {false, 80}));
  golden::expect_golden("checkup.120.color.txt", rendered(sample(), {true, 120}));
}

TEST(CheckupView, NeverBreaksACommand) {
  EXPECT_THAT(rendered(sample(), {false, 40}),
              HasSubstr("> an administrator runs: oom-scan rbac --skip-prometheus | oc apply -f -\n"));
}

TEST(CheckupView, LetsNoForeignControlCharacterThrough) {
  Checkup hostile;
  hostile.clusters = {{"c\x1b[2J", "c", "https://a\x1b", {}, {{Verdict::no, "w\x1b", "d\x1b\n", {"r\x1b"}}}, false}};
  EXPECT_THAT(rendered(hostile), Not(HasSubstr("\x1b")));
}

TEST(CheckupView, IsGreenAtTheEndOnlyIfAllIsReady) {
  Checkup checkup;
  checkup.clusters = {sample().clusters.back()};
  EXPECT_THAT(rendered(checkup, {true, 80}), HasSubstr("\x1b[32m1 cluster, 1 ready\x1b[0m"));
  EXPECT_THAT(rendered(sample(), {true, 80}), Not(HasSubstr("\x1b[32m3 clusters")));
}

}  // namespace
}  // namespace oomscan::terminal
