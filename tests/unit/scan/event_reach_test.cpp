#include "scan/event_reach.hpp"

#include <gtest/gtest.h>

namespace oomscan::scan {
namespace {

Timestamp at(int seconds) { return Timestamp{Seconds{seconds}}; }

TEST(EventReach, OfANamespaceIsThatOfItsOldestEvent) {
  EventReach reach;
  reach.saw("a", at(50));
  reach.saw("a", at(20));
  reach.saw("a", at(70));
  EXPECT_EQ(reach.in("a"), at(20));
  EXPECT_EQ(reach.in("b"), std::nullopt);
}

TEST(EventReach, IsNotMovedElsewhereByOneTenantsEvent) {
  EventReach reach;
  reach.saw("kube-system", at(80));
  reach.saw("a", at(70));
  reach.saw("b", at(90));
  EXPECT_EQ(reach.everywhere(), at(80));
  reach.saw("kept-alive", at(1));
  EXPECT_EQ(reach.everywhere(), at(80));
  EXPECT_EQ(reach.in_each({"a", "b"}), at(80));
  EXPECT_EQ(reach.in_each({"kept-alive"}), at(1));
}

TEST(EventReach, IsThatOfTheClustersOwnNamespaces) {
  for (const char* name : {"default", "kube-system", "kube-node-lease", "openshift-etcd"}) {
    EventReach reach;
    reach.saw(name, at(10));
    EXPECT_EQ(reach.everywhere(), at(10)) << name;
  }
  for (const char* name : {"a", "kube", "openshift", "default-2", "my-kube-system"}) {
    EventReach reach;
    reach.saw(name, at(10));
    EXPECT_EQ(reach.everywhere(), std::nullopt) << name;
  }
}

TEST(EventReach, IsThatOfThreeNamespacesThatSayTheSame) {
  EventReach reach;
  reach.saw("a", at(10));
  reach.saw("b", at(20));
  reach.saw("b", at(15));
  EXPECT_EQ(reach.everywhere(), std::nullopt);
  reach.saw("c", at(30));
  EXPECT_EQ(reach.everywhere(), at(30));
  reach.saw("d", at(25));
  EXPECT_EQ(reach.everywhere(), at(25));
  reach.saw("kube-system", at(40));
  EXPECT_EQ(reach.everywhere(), at(25));
}

// Whoever may make projects may make three.
TEST(EventReach, IsNotThatOfTenantsWhereOneOfOpenShiftsOwnTells) {
  EventReach reach;
  for (const char* name : {"a", "b", "c", "d"}) reach.saw(name, at(10));
  reach.saw("openshift-etcd", at(50));
  EXPECT_EQ(reach.everywhere(), at(50));
}

TEST(EventReach, InEachIsProvedOfAll) {
  EventReach reach;
  reach.saw("a", at(10));
  reach.saw("b", at(30));
  EXPECT_EQ(reach.in_each({"a", "b"}), at(30));
  EXPECT_EQ(reach.in_each({"a", "quiet"}), std::nullopt);
  EXPECT_EQ(reach.in_each({}), std::nullopt);
}

TEST(EventReach, DoesNotDependOnWhoReadWhat) {
  EventReach left;
  left.saw("a", at(10));
  left.saw("b", at(50));
  EventReach right;
  right.saw("b", at(20));
  right.saw("c", at(30));
  left.merge(right);
  EXPECT_EQ(left.in("b"), at(20));
  EXPECT_EQ(left.everywhere(), at(30));
}

}  // namespace
}  // namespace oomscan::scan
