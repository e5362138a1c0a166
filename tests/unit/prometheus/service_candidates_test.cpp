#include "prometheus/service_candidates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace oomscan::prometheus {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

json service(const std::string& ns, const std::string& name, const std::vector<json>& ports,
             json labels = json::object()) {
  return {{"metadata", {{"namespace", ns}, {"name", name}, {"labels", std::move(labels)}}},
          {"spec", {{"ports", ports}}}};
}
json port(int number, const std::string& name = "") { return {{"port", number}, {"name", name}}; }

std::vector<std::string> paths(const std::vector<json>& items) {
  std::vector<std::string> result;
  const auto found = candidates_from(json{{"items", items}}.dump());
  for (const auto& candidate : found.value()) result.push_back(candidate.proxy_path());
  return result;
}

TEST(ServiceCandidates, KnowTheUsualNamesAndPorts) {
  EXPECT_THAT(
      paths({service("monitoring", "prometheus-k8s", {port(9090, "web"), port(8080, "reloader-web")}),
             service("mon", "kube-prometheus-stack-prometheus", {port(8080, "reloader"), port(9090, "http-web")}),
             service("default", "prometheus-server", {port(80, "http")}),
             service("thanos", "thanos-query-frontend", {port(10902, "http"), port(10901, "grpc")})}),
      ElementsAre("/api/v1/namespaces/monitoring/services/http:prometheus-k8s:9090/proxy",
                  "/api/v1/namespaces/mon/services/http:kube-prometheus-stack-prometheus:9090/proxy",
                  "/api/v1/namespaces/default/services/http:prometheus-server:80/proxy",
                  "/api/v1/namespaces/thanos/services/http:thanos-query-frontend:10902/proxy"));
}

TEST(ServiceCandidates, SpeakTlsOnOpenShiftsPort) {
  EXPECT_THAT(paths({service("openshift-monitoring", "prometheus-k8s", {port(9091, "web")})}),
              ElementsAre("/api/v1/namespaces/openshift-monitoring/services/https:prometheus-k8s:9091/proxy"));
}

TEST(ServiceCandidates, KnowTheUsualLabelsButNotTheOtherPartsOfTheCharts) {
  const json label{{"app.kubernetes.io/name", "prometheus"}};
  EXPECT_THAT(paths({service("m", "release-prom", {port(9090)}, label),
                     service("m", "release-prometheus-node-exporter", {port(9100)}, label),
                     service("m", "release-alertmanager", {port(9093)}, label),
                     service("m", "web", {port(80)}, {{"app", "shop"}})}),
              ElementsAre("/api/v1/namespaces/m/services/http:release-prom:9090/proxy"));
}

TEST(ServiceCandidates, PreferAPrometheusToAThanosThatMayHoldOtherClusters) {
  const auto found =
      paths({service("m", "thanos-query", {port(9090, "http")}), service("z", "prometheus", {port(9090)})});
  EXPECT_THAT(found, ElementsAre(testing::HasSubstr("prometheus"), testing::HasSubstr("thanos-query")));
}

TEST(ServiceCandidates, KnowWhichNamespacesNoTenantHas) {
  for (const char* name : {"monitoring", "kube-system", "openshift-monitoring", "cattle-monitoring-system"}) {
    EXPECT_TRUE(is_administrators(name)) << name;
  }
  for (const char* name : {"team-a", "monitoring-team-a", "my-openshift-monitoring", "prometheus-k8s", ""}) {
    EXPECT_FALSE(is_administrators(name)) << name;
  }
}

TEST(ServiceCandidates, NeverLeaveTheirPathSegment) {
  EXPECT_THAT(paths({service("..", "prometheus", {port(9090)}), service("m/x", "prometheus", {port(9090)}),
                     service("m", "prometheus", {port(0)}), service("m", "prometheus", {port(99'999)}),
                     service("m", "prometheus", {}), json(7), json::object()}),
              IsEmpty());
}

TEST(ServiceCandidates, AreBoundedAndEachOnce) {
  std::vector<ServiceCandidate> many;
  for (int i = 0; i < 40; ++i) many.push_back({"n" + std::to_string(i % 20), "prometheus", 9090, false, 4});
  EXPECT_THAT(best_of(many), SizeIs(kCandidatesMax));
  EXPECT_THAT(best_of({many[0], many[20]}), SizeIs(1));
}

TEST(ServiceCandidates, TellAnEmptyListFromNone) {
  EXPECT_THAT(*candidates_from(R"({"kind":"ServiceList","items":[]})"), IsEmpty());
  EXPECT_THAT(*candidates_from(R"({"kind":"ServiceList","items":null})"), IsEmpty());
  for (const char* body : {"", "[]", "{}", R"({"items":3})"}) EXPECT_FALSE(candidates_from(body).has_value()) << body;
}

}  // namespace
}  // namespace oomscan::prometheus
