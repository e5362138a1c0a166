#include "fleet_sim/faults.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace oomscan::fleet_sim {
namespace {

TEST(FaultScript, HitsTheRequestsThatItCounts) {
  FaultScript script;
  script.replace(
      faults_from_json(nlohmann::json::parse(R"([{"path": "/api/v1/pods", "from": 2, "count": 2, "status": 500}])")));
  std::vector<bool> hit;
  for (int i = 0; i < 5; ++i) hit.push_back(!script.hit("a", "/api/v1/pods", "", "").empty());
  EXPECT_EQ(hit, (std::vector<bool>{false, true, true, false, false}));
}

TEST(FaultScript, CountsOnlyMatchingRequests) {
  FaultScript script;
  script.replace(faults_from_json(nlohmann::json::parse(
      R"([{"cluster": "a", "path": "/api/v1/pods", "query": "continue=", "count": 1, "status": 410}])")));
  EXPECT_TRUE(script.hit("b", "/api/v1/pods", "continue=x", "").empty());
  EXPECT_TRUE(script.hit("a", "/api/v1/events", "continue=x", "").empty());
  EXPECT_TRUE(script.hit("a", "/api/v1/pods", "limit=5", "").empty());
  EXPECT_EQ(script.hit("a", "/api/v1/pods", "limit=5&continue=x", "").size(), 1U);
  EXPECT_TRUE(script.hit("a", "/api/v1/pods", "limit=5&continue=x", "").empty());
}

TEST(FaultScript, RefusesMembersThatItDoesNotKnow) {
  EXPECT_THROW((void)faults_from_json(nlohmann::json::parse(R"([{"statsu": 500}])")), std::invalid_argument);
  EXPECT_THROW((void)faults_from_json(nlohmann::json::parse(R"([{"status": "500"}])")), std::invalid_argument);
  EXPECT_THROW((void)faults_from_json(nlohmann::json::parse(R"({})")), std::invalid_argument);
}

}  // namespace
}  // namespace oomscan::fleet_sim
