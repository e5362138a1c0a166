#include "oomscan/model/checkup.hpp"

#include <gtest/gtest.h>

namespace oomscan {
namespace {

ClusterCheckup cluster(Verdict verdict, bool scannable) {
  ClusterCheckup checkup;
  checkup.checks = {{Verdict::yes, "reach the server", "", {}}, {verdict, "list pods", "", {}}};
  checkup.scannable = scannable;
  return checkup;
}

TEST(Checkup, IsReadyOnlyIfEveryAnswerIsYes) {
  Checkup checkup;
  checkup.machine = {{Verdict::yes, "oc or kubectl", "", {}}};
  EXPECT_FALSE(checkup.ready()) << "without a cluster there is nothing to be ready for";
  checkup.clusters = {cluster(Verdict::yes, true)};
  EXPECT_TRUE(checkup.ready());
  checkup.clusters.push_back(cluster(Verdict::unknown, true));
  EXPECT_FALSE(checkup.ready());
  checkup.clusters.back() = cluster(Verdict::no, true);
  EXPECT_FALSE(checkup.ready());
  checkup.clusters.pop_back();
  checkup.machine.front().verdict = Verdict::no;
  EXPECT_FALSE(checkup.ready());
}

TEST(Checkup, IsScannableIfAnyClusterIs) {
  Checkup checkup;
  EXPECT_FALSE(checkup.scannable());
  checkup.clusters = {cluster(Verdict::no, false)};
  EXPECT_FALSE(checkup.scannable());
  checkup.clusters.push_back(cluster(Verdict::no, true));
  EXPECT_TRUE(checkup.scannable());
}

}  // namespace
}  // namespace oomscan
