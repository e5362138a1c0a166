#include "scan/namespace_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_cluster_reader.hpp"

namespace oomscan::scan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Error kForbidden{ErrorKind::forbidden, "may not list namespaces", "ask"};

class NamespacePlanTest : public ::testing::Test {
 protected:
  NamespacePlan plan(const std::vector<std::string>& names = {}, const std::vector<std::string>& include = {}) {
    return plan_namespaces(cluster_, reader_, names, NamespaceFilter::compile(include, {}).value(), {});
  }
  Cluster cluster_{
      "c", Context{"ctx", "https://c", "u", "own", true}, {Context{"ctx2", "https://c", "u", "second", false}}};
  fakes::FakeClusterReader reader_;
};

TEST_F(NamespacePlanTest, ListsAndFilters) {
  for (const char* name : {"b-tenant", "a-tenant", "other"}) reader_.add_namespace(name);
  const NamespacePlan p = plan({}, {"tenant"});
  EXPECT_THAT(p.selected, ElementsAre("a-tenant", "b-tenant"));
  EXPECT_EQ(p.total, 3);
  EXPECT_TRUE(p.all_known);
  EXPECT_THAT(p.gaps, IsEmpty());
}

TEST_F(NamespacePlanTest, TakesNamedOnesWithoutListing) {
  const NamespacePlan p = plan({"b", "a", "b"});
  EXPECT_THAT(p.selected, ElementsAre("a", "b"));
  EXPECT_FALSE(p.all_known);
  EXPECT_EQ(p.total, std::nullopt);
  EXPECT_THAT(reader_.calls(), IsEmpty());
}

TEST_F(NamespacePlanTest, FallsBackToProjectsAndSaysWhatStaysUnseen) {
  reader_.fail("namespaces", kForbidden);
  reader_.add_project("mine");
  const NamespacePlan p = plan();
  EXPECT_THAT(p.selected, ElementsAre("mine"));
  ASSERT_THAT(p.gaps, SizeIs(1));
  EXPECT_EQ(p.gaps[0].subject, GapSubject::namespaces);
  EXPECT_EQ(p.gaps[0].reason, GapReason::forbidden);
  EXPECT_THAT(p.gaps[0].hint, HasSubstr("--namespaces"));
  EXPECT_THAT(p.notes, ElementsAre(HasSubstr("1 projects")));
}

TEST_F(NamespacePlanTest, FallsBackToTheNamespacesOfAllContextsOfTheCluster) {
  reader_.fail("namespaces", kForbidden);
  const NamespacePlan p = plan();
  EXPECT_THAT(p.selected, ElementsAre("own", "second"));
  EXPECT_THAT(p.gaps, SizeIs(1));
}

TEST_F(NamespacePlanTest, NeverReadsAFailureAsAnEmptyCluster) {
  reader_.fail("namespaces", Error{ErrorKind::timed_out, "no answer within 45 s", ""});
  const NamespacePlan p = plan();
  ASSERT_TRUE(p.failure.has_value());
  EXPECT_EQ(p.failure->kind, ErrorKind::timed_out);
}

TEST_F(NamespacePlanTest, FailsIfProjectsCannotBeAsked) {
  reader_.fail("namespaces", kForbidden);
  reader_.fail("projects", Error{ErrorKind::unreachable, "connection reset", ""});
  EXPECT_TRUE(plan().failure.has_value());
}

}  // namespace
}  // namespace oomscan::scan
