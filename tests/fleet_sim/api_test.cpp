#include "fleet_sim/api.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "fleet_sim/lists.hpp"
#include "fleet_sim/presets.hpp"

namespace oomscan::fleet_sim {
namespace {

const Timestamp kNow{std::chrono::seconds(1'765'517'160)};  // 2025-12-12T05:26:00Z

constexpr std::size_t kPodBytes = 4000;

FleetSpec fleet_of(const char* preset, const Sizes& sizes = {}) {
  FleetSpec fleet;
  fleet.now = kNow;
  fleet.pod_bytes = kPodBytes;
  find_preset(preset)->fill(fleet, sizes);
  return fleet;
}

std::unique_ptr<SimCluster> first_cluster(const char* preset, const Sizes& sizes = {}) {
  const FleetSpec fleet = fleet_of(preset, sizes);
  return build_cluster(fleet, fleet.clusters.front());
}

std::string text_of(const Answer& answer) { return answer.head + std::string(answer.middle) + answer.tail; }

Answer ask(const SimCluster& cluster, const std::string& path, std::multimap<std::string, std::string> parameters = {},
           const std::string& accept = "application/json") {
  Query query;
  query.method = "GET";
  query.path = path;
  query.parameters = std::move(parameters);
  query.accept = accept;
  query.identity = &cluster.spec.identities.front();
  return serve(cluster, query);
}

std::vector<std::string> names_in(const Json& list) {
  std::vector<std::string> names;
  for (const Json& item : list["items"]) {
    names.push_back(item["metadata"]["namespace"].get<std::string>() + "/" +
                    item["metadata"]["name"].get<std::string>());
  }
  return names;
}

TEST(FleetApi, PagesTogetherAreTheWholeList) {
  const auto cluster = first_cluster("demo");
  const std::vector<std::string> whole = names_in(Json::parse(text_of(ask(*cluster, "/api/v1/pods"))));
  ASSERT_EQ(whole.size(), cluster->pods.size());
  for (const std::size_t limit : {1U, 7U, 1000U}) {
    std::vector<std::string> paged;
    std::string token;
    do {
      std::multimap<std::string, std::string> parameters{{"limit", std::to_string(limit)}};
      if (!token.empty()) parameters.emplace("continue", token);
      const Json page = Json::parse(text_of(ask(*cluster, "/api/v1/pods", parameters)));
      const std::vector<std::string> names = names_in(page);
      EXPECT_LE(names.size(), limit);
      paged.insert(paged.end(), names.begin(), names.end());
      token = page["metadata"].value("continue", "");
      EXPECT_EQ(page["metadata"].value("remainingItemCount", 0U), whole.size() - paged.size());
    } while (!token.empty());
    EXPECT_EQ(paged, whole);
  }
}

TEST(FleetApi, NamespacedPagesStayInTheirNamespace) {
  const auto cluster = first_cluster("demo");
  Json page = Json::parse(text_of(ask(*cluster, "/api/v1/namespaces/payments/pods", {{"limit", "3"}})));
  std::size_t count = 0;
  while (true) {
    for (const std::string& name : names_in(page)) EXPECT_EQ(name.substr(0, 9), "payments/");
    count += page["items"].size();
    const std::string token = page["metadata"].value("continue", "");
    if (token.empty()) break;
    page =
        Json::parse(text_of(ask(*cluster, "/api/v1/namespaces/payments/pods", {{"limit", "3"}, {"continue", token}})));
  }
  const ObjectStore::Range range = cluster->pods.range("payments");
  EXPECT_EQ(count, range.end - range.begin);
}

TEST(FleetApi, ATokenFromAnExpiredAnswerContinuesTheList) {
  const auto cluster = first_cluster("demo");
  const Json first = Json::parse(text_of(ask(*cluster, "/api/v1/pods", {{"limit", "5"}})));
  const std::string token = first["metadata"]["continue"].get<std::string>();
  Query query;
  query.parameters = {{"continue", token}};
  const Answer answer = expired_continue(query);
  EXPECT_EQ(answer.status, 410);
  const Json gone = Json::parse(text_of(answer));
  EXPECT_EQ(gone["reason"], "Expired");
  const auto continued = [&](const std::string& with) {
    return Json::parse(text_of(ask(*cluster, "/api/v1/pods", {{"limit", "5"}, {"continue", with}})));
  };
  EXPECT_EQ(names_in(continued(gone["metadata"]["continue"].get<std::string>())), names_in(continued(token)));
}

TEST(FleetApi, FieldSelectorsPickTheEventsOfOnePod) {
  const auto cluster = first_cluster("demo");
  const Json events = Json::parse(text_of(ask(*cluster, "/api/v1/namespaces/tenant-a-prod/events")));
  const Json& involved = events["items"][0]["involvedObject"];
  const std::string selector = "involvedObject.uid=" + involved["uid"].get<std::string>() +
                               ",involvedObject.name=" + involved["name"].get<std::string>();
  const Json some =
      Json::parse(text_of(ask(*cluster, "/api/v1/namespaces/tenant-a-prod/events", {{"fieldSelector", selector}})));
  ASSERT_FALSE(some["items"].empty());
  EXPECT_LT(some["items"].size(), events["items"].size());
  for (const Json& event : some["items"]) EXPECT_EQ(event["involvedObject"]["uid"], involved["uid"]);
  EXPECT_EQ(ask(*cluster, "/api/v1/pods", {{"fieldSelector", "spec.colour=red"}}).status, 400);
}

TEST(FleetApi, RefusalsNameUserVerbResourceAndPlace) {
  const FleetSpec fleet = fleet_of("demo");
  const auto cluster = build_cluster(fleet, fleet.clusters[1]);
  const Answer everywhere = ask(*cluster, "/api/v1/pods");
  EXPECT_EQ(everywhere.status, 403);
  EXPECT_EQ(
      Json::parse(text_of(everywhere))["message"],
      "pods is forbidden: User \"developer\" cannot list resource \"pods\" in API group \"\" at the cluster scope");
  const Answer log = ask(*cluster, "/api/v1/namespaces/openshift-etcd/pods/x/log");
  EXPECT_EQ(Json::parse(text_of(log))["message"],
            "pods \"x\" is forbidden: User \"developer\" cannot get resource \"pods/log\" in API group \"\" in the "
            "namespace \"openshift-etcd\"");
  EXPECT_EQ(ask(*cluster, "/api/v1/namespaces/shop/pods").status, 200);
}

TEST(FleetApi, ProjectsAreThoseThatTheIdentityMaySee) {
  const auto cluster = first_cluster("projects");
  EXPECT_EQ(ask(*cluster, "/api/v1/namespaces").status, 403);
  const Json projects = Json::parse(text_of(ask(*cluster, "/apis/project.openshift.io/v1/projects")));
  ASSERT_EQ(projects["items"].size(), 2U);
  EXPECT_EQ(projects["items"][0]["metadata"]["name"], "team-a");
}

TEST(FleetApi, OddRequestsAreRefusedAsARealServerDoes) {
  const auto cluster = first_cluster("demo");
  EXPECT_EQ(ask(*cluster, "/api/v1/pods", {{"limit", "many"}}).status, 400);
  EXPECT_EQ(ask(*cluster, "/api/v1/pods", {{"continue", "!!"}}).status, 400);
  EXPECT_EQ(ask(*cluster, "/api/v1/widgets").status, 404);
  EXPECT_EQ(ask(*cluster, "/nowhere").content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(ask(*cluster, "/api/v1/pods", {}, "text/csv").status, 406);
  EXPECT_EQ(ask(*cluster, "/api/v1/nodes", {}, "application/vnd.kubernetes.protobuf").status, 406);
  EXPECT_EQ(ask(*cluster, "/api/v1/namespaces/none/pods").status, 200);
  EXPECT_EQ(ask(*cluster, "/api/v1/namespaces/payments/pods/none").status, 404);
  Query nobody;
  nobody.method = "GET";
  nobody.path = "/api/v1/pods";
  EXPECT_EQ(serve(*cluster, nobody).status, 403);
}

TEST(FleetApi, LogsKeepTheLastLinesAndThenTheFirstBytes) {
  const auto cluster = first_cluster("demo");
  const ObjectStore::Range range = cluster->pods.range("payments");
  const std::string path = "/api/v1/namespaces/payments/pods/" + cluster->pods.name_of(range.begin) + "/log";
  const std::string whole = text_of(ask(*cluster, path));
  const std::string tail = text_of(ask(*cluster, path, {{"tailLines", "2"}}));
  EXPECT_EQ(std::count(tail.begin(), tail.end(), '\n'), 2);
  EXPECT_TRUE(whole.ends_with(tail));
  EXPECT_EQ(text_of(ask(*cluster, path, {{"tailLines", "2"}, {"limitBytes", "10"}})), tail.substr(0, 10));
  EXPECT_EQ(text_of(ask(*cluster, path, {{"tailLines", "0"}})), "");
  EXPECT_EQ(text_of(ask(*cluster, path, {{"tailLines", "100000"}})), whole);
}

TEST(FleetBuild, TheSameSeedGivesTheSameBytes) {
  const auto one = first_cluster("scenarios");
  const auto two = first_cluster("scenarios");
  EXPECT_EQ(one->pods.slice({0, one->pods.size()}), two->pods.slice({0, two->pods.size()}));
  EXPECT_EQ(one->events.slice({0, one->events.size()}), two->events.slice({0, two->events.size()}));
  FleetSpec other = fleet_of("scenarios");
  other.seed = "2";
  EXPECT_NE(build_cluster(other, other.clusters.front())->pods.name_of(0), one->pods.name_of(0));
}

TEST(FleetBuild, HealthyPodsAreDistinctAndOfTheSizeAskedFor) {
  const auto cluster = first_cluster("healthy", {.namespaces = 2, .pods = 60});
  std::set<std::string> uids;
  for (std::size_t i = 0; i < cluster->pods.size(); ++i) {
    const Json pod = Json::parse(cluster->pods.json(i));
    uids.insert(pod["metadata"]["uid"].get<std::string>());
    EXPECT_NEAR(static_cast<double>(cluster->pods.json(i).size()), static_cast<double>(kPodBytes), 400.0);
    EXPECT_EQ(pod["metadata"]["name"], cluster->pods.name_of(i));
  }
  EXPECT_EQ(uids.size(), 120U);
}

}  // namespace
}  // namespace oomscan::fleet_sim
