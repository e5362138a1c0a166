#include "kube/door/allowed_writes.hpp"

#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

const std::vector<AllowedWrite> kAllowed{{WriteVerb::create, "/api/v1/namespaces/*/events"},
                                         {WriteVerb::patch, "/apis/apps/v1/namespaces/*/deployments/*"}};

TEST(AllowedWrites, ArePairsOfVerbAndPath) {
  EXPECT_TRUE(is_allowed(kAllowed, WriteVerb::create, "/api/v1/namespaces/team-a/events"));
  EXPECT_TRUE(is_allowed(kAllowed, WriteVerb::create, "/api/v1/namespaces/team-a/events?dryRun=All"));
  EXPECT_TRUE(is_allowed(kAllowed, WriteVerb::patch, "/apis/apps/v1/namespaces/a/deployments/web"));
  EXPECT_FALSE(is_allowed(kAllowed, WriteVerb::patch, "/api/v1/namespaces/team-a/events"));
  EXPECT_FALSE(is_allowed(kAllowed, WriteVerb::create, "/apis/apps/v1/namespaces/a/deployments/web"));
  EXPECT_FALSE(is_allowed({}, WriteVerb::create, "/api/v1/namespaces/team-a/events"));
}

TEST(AllowedWrites, AreNotWhatOnlyLooksLikeOne) {
  for (const char* path :
       {"/api/v1/namespaces/events", "/api/v1/namespaces//events", "/api/v1/namespaces/a/b/events",
        "/api/v1/namespaces/../events", "/api/v1/namespaces/./events", "/api/v1/namespaces/a/events/",
        "/api/v1/namespaces/a/events/x", "/api/v1/namespaces/a%2Fpods%2Fp/events", "/api/v1/namespaces/%2e%2e/events",
        "//api/v1/namespaces/a/events", "api/v1/namespaces/a/events", "/api/v1/namespaces/a/pods/events", "",
        "/api/v1/namespaces/a/events#x", "/api/v1/namespaces/a;b/events", "/api/v1/namespaces/a b/events",
        "http://elsewhere/api/v1/namespaces/a/events"}) {
    EXPECT_FALSE(is_allowed(kAllowed, WriteVerb::create, path)) << path;
  }
}

TEST(AllowedWrites, AreNamedByPatternsThatMeanWhatTheySay) {
  EXPECT_EQ(fault_of(kAllowed), std::nullopt);
  for (const char* path :
       {"", "/", "api", "/api/", "/api//x", "/api/a*", "/api/**", "/api/..", "/api/x,y", "/api/.*"}) {
    const auto fault = fault_of({{WriteVerb::create, path}});
    ASSERT_TRUE(fault) << path;
    EXPECT_EQ(fault->kind, ErrorKind::usage);
  }
}

}  // namespace
}  // namespace oomscan::kube
