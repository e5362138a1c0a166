#include "prometheus/metrics_source.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_http_client.hpp"
#include "fakes/fake_kube_api.hpp"
#include "fakes/fake_log.hpp"
#include "fakes/inline_scheduler.hpp"

namespace oomscan::prometheus {
namespace {

using fakes::json_response;
using fakes::kube_answer;
using fakes::kube_failure;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* kUseful =
    R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1795175616.6,"42"]}]}})";
constexpr const char* kEmpty = R"({"status":"success","data":{"resultType":"vector","result":[]}})";
constexpr const char* kThanosRoute =
    "/apis/route.openshift.io/v1/namespaces/openshift-monitoring/routes/thanos-querier";
constexpr const char* kPrometheusRoute =
    "/apis/route.openshift.io/v1/namespaces/openshift-monitoring/routes/prometheus-k8s";
std::string route(const std::string& name, const std::string& spec, const std::string& admitted = "True",
                  const std::string& admitted_host = "thanos.apps.example") {
  return R"({"kind":"Route","metadata":{"namespace":"openshift-monitoring","name":")" + name + R"("},"spec":)" + spec +
         R"(,"status":{"ingress":[{"host":")" + admitted_host + R"(","conditions":[{"type":"Admitted","status":")" +
         admitted + R"("}]}]}})";
}
constexpr const char* kThanosSpec = R"({"host":"thanos.apps.example","path":"/api","tls":{"termination":"reencrypt"}})";
const std::string kRoute = route("thanos-querier", kThanosSpec);
constexpr const char* kAuthority =
    R"({"kind":"ConfigMap","data":{"ca-bundle.crt":"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}})";
constexpr const char* kAuthorityPath = "/api/v1/namespaces/openshift-config-managed/configmaps/default-ingress-cert";
constexpr const char* kService =
    R"({"kind":"ServiceList","items":[{"metadata":{"namespace":"monitoring","name":"prometheus-k8s",)"
    R"("labels":{"app.kubernetes.io/name":"prometheus"}},"spec":{"ports":[{"name":"web","port":9090}]}}]})";
constexpr const char* kNoServices = R"({"kind":"ServiceList","items":[]})";

class Source : public testing::Test {
 protected:
  Result<std::unique_ptr<MetricsReader>> open(std::stop_token stop = {}) {
    const auto source = make_metrics_source(config_, connector_, scheduler_, clock_, log_);
    return source->open({cluster_, door_, [this](std::stop_token) -> Result<std::string> { return ++tokens_, token_; }},
                        std::move(stop));
  }
  // Lists of services, and what the service itself answers.
  void serve(const std::string& services, KubeApi::Answer answer) {
    door_.on_get = [services, answer](const ApiRequest& request, std::stop_token) -> KubeApi::Answer {
      if (request.path.find("/proxy/") != std::string::npos) return answer;
      if (request.path.find("/services?") != std::string::npos) return kube_answer(services);
      return kube_failure(ErrorKind::not_found, "not found");
    };
  }

  MetricsConfig config_;
  fakes::FakeHttpConnector connector_;
  fakes::FakeKubeApi door_;
  fakes::InlineScheduler scheduler_;
  fakes::FakeClock clock_;
  fakes::FakeLog log_;
  Cluster cluster_{"prd", {}, {}};
  Result<std::string> token_ = std::string("geheim");
  int tokens_ = 0;
};

TEST_F(Source, AsksAnExplicitServerAndNoOther) {
  config_.url = "https://prometheus.example/base/";
  connector_.server().will_answer(json_response(kEmpty));
  const auto reader = open();
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  EXPECT_EQ((*reader)->description(), "https://prometheus.example/base");
  EXPECT_THAT(door_.requests(), IsEmpty());
  EXPECT_EQ(tokens_, 0);
  EXPECT_THAT(connector_.server().calls().front().request.target, "/base/api/v1/query");
}

TEST_F(Source, SaysWhatAnExplicitServerAnswered) {
  config_.url = "https://prometheus.example";
  connector_.server().will_answer(json_response("", 403));  // by POST
  connector_.server().will_answer(json_response("", 403));  // by GET
  const auto reader = open();
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().kind, ErrorKind::forbidden);
  EXPECT_THAT(reader.error().message, HasSubstr("'https://prometheus.example'"));
}

TEST_F(Source, TriesAnExplicitServerAgain) {
  config_.url = "https://prometheus.example";
  connector_.server().will_answer(json_response("", 503));
  connector_.server().will_answer(json_response(kUseful));
  EXPECT_TRUE(open().ok());
}

TEST_F(Source, RefusesAPageThatIsNoPrometheus) {
  config_.url = "https://prometheus.example";
  connector_.server().will_answer(json_response("<html>Grafana</html>"));
  EXPECT_EQ(open().error().kind, ErrorKind::bad_answer);
}

TEST_F(Source, TakesTheTokenFromItsFile) {
  std::string pattern = (std::filesystem::temp_directory_path() / "oomscan-source-XXXXXX").string();
  const std::string directory = ::mkdtemp(pattern.data());
  std::ofstream(directory + "/token") << "from-file\n";
  config_.url = "http://prometheus.example";
  config_.token_file = directory + "/token";
  connector_.server().will_answer(json_response(kUseful));
  EXPECT_TRUE(open().ok());
  EXPECT_EQ(connector_.server().calls().front().request.bearer_token, "from-file");
  EXPECT_TRUE(log_.has("in the clear"));
  std::filesystem::remove_all(directory);
  EXPECT_EQ(open().error().kind, ErrorKind::config);
  for (const auto& line : log_.lines()) EXPECT_THAT(line.message, Not(HasSubstr("from-file")));
}

TEST_F(Source, PrefersTheThanosRouteWithTheSessionsToken) {
  door_.answer(kThanosRoute, kube_answer(kRoute));
  connector_.server().will_answer(json_response(kUseful));
  const auto reader = open();
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  EXPECT_EQ((*reader)->description(), "route 'thanos-querier' (https://thanos.apps.example)");
  EXPECT_EQ(connector_.endpoints().front().base_url, "https://thanos.apps.example");
  EXPECT_EQ(connector_.server().calls().front().request.bearer_token, "geheim");
  EXPECT_EQ(tokens_, 1);
}

TEST_F(Source, FallsBackToThePrometheusRoute) {
  door_.answer(kPrometheusRoute, kube_answer(route("prometheus-k8s", kThanosSpec)));
  connector_.server().will_answer(json_response(kUseful));
  EXPECT_THAT((*open())->description(), HasSubstr("prometheus-k8s"));
}

TEST_F(Source, DoesNotSendTheTokenInTheClearOrToAHostThatIsNone) {
  door_.answer(kThanosRoute, kube_answer(route("thanos-querier", R"({"host":"thanos.example"})")));
  door_.answer(kPrometheusRoute, kube_answer(route("prometheus-k8s", R"({"host":"evil/x","tls":{}})")));
  const auto reader = open();
  ASSERT_FALSE(reader.ok());
  EXPECT_THAT(reader.error().message, AllOf(HasSubstr("no TLS"), HasSubstr("names no host")));
  EXPECT_THAT(connector_.server().calls(), IsEmpty());
  EXPECT_EQ(tokens_, 0);
}

TEST_F(Source, SendsTheTokenToNoRouteThatNoRouterAdmittedNorToAnotherObject) {
  door_.answer(kThanosRoute, kube_answer(route("thanos-querier", kThanosSpec, "False")));
  door_.answer(kPrometheusRoute, kube_answer(route("prometheus-k8s", kThanosSpec, "True", "other.apps.example")));
  EXPECT_THAT(open().error().message, HasSubstr("no router has admitted it"));
  door_.answer(kThanosRoute, kube_answer(route("somebody-elses", kThanosSpec)));
  door_.answer(kPrometheusRoute, kube_answer("[]"));
  EXPECT_THAT(open().error().message, HasSubstr("another object than the one that was asked for"));
  EXPECT_THAT(connector_.server().calls(), IsEmpty());
  EXPECT_EQ(tokens_, 0);
}

TEST_F(Source, TrustsTheClustersOwnAuthorityForItsRoutesAndNoOther) {
  door_.answer(kThanosRoute, kube_answer(kRoute));
  door_.answer(kAuthorityPath, kube_answer(kAuthority));
  connector_.server().will_answer(json_response(kUseful));
  ASSERT_TRUE(open().ok());
  EXPECT_THAT(connector_.endpoints().front().ca_pem, testing::StartsWith("-----BEGIN CERTIFICATE-----"));
}

// A tenant with `edit` in a namespace makes a Service with the usual name and labels there.
TEST_F(Source, AsksNoServiceInATenantsNamespace) {
  const std::string service = R"({"items":[{"metadata":{"namespace":"team-a","name":"prometheus-k8s",)"
                              R"("labels":{"app.kubernetes.io/name":"prometheus","operated-prometheus":"true"}},)"
                              R"("spec":{"ports":[{"name":"web","port":9090}]}}]})";
  serve(service, kube_answer(kUseful));
  const auto reader = open();
  ASSERT_FALSE(reader.ok());
  EXPECT_THAT(reader.error().message,
              HasSubstr("service 'team-a/prometheus-k8s:9090': not asked: 'team-a' may be a tenant's namespace"));
  EXPECT_THAT(reader.error().hint, HasSubstr("service 'team-a/prometheus-k8s:9090' was not asked"));
  for (const auto& request : door_.requests()) EXPECT_THAT(request.path, Not(HasSubstr("/proxy/")));
}

TEST_F(Source, AsksNoServiceInANamespaceThatAUserAskedFor) {
  serve(kService, kube_answer(kUseful));
  door_.answer("/api/v1/namespaces/monitoring",
               kube_answer(R"({"metadata":{"annotations":{"openshift.io/requester":"mallory"}}})"));
  EXPECT_THAT(open().error().message, HasSubstr("not asked: its namespace was made by 'mallory'"));
  for (const auto& request : door_.requests()) EXPECT_THAT(request.path, Not(HasSubstr("/proxy/")));
}

TEST_F(Source, OutlivesANamespaceThatIsNoObjectWhereOneShouldBe) {
  serve(kService, kube_answer(kUseful));
  for (const char* space :
       {R"({"metadata":[1]})", R"({"metadata":{"annotations":[1]}})", R"([])", R"({"metadata":7})"}) {
    door_.answer("/api/v1/namespaces/monitoring", kube_answer(space));
    EXPECT_TRUE(open().ok()) << space;
  }
}

TEST_F(Source, GivesNoTokenAwayWhereTheServiceProxyLeadsToAPrometheus) {
  serve(kService, kube_answer(kUseful));
  door_.answer(kThanosRoute, kube_answer(kRoute));
  ASSERT_TRUE(open().ok());
  EXPECT_EQ(tokens_, 0);
  EXPECT_THAT(connector_.endpoints(), IsEmpty());
}

TEST_F(Source, SaysClearlyThatACertificateIsNotTrusted) {
  door_.answer(kThanosRoute, kube_answer(kRoute));
  connector_.server().fail_next(
      Error{ErrorKind::unreachable, "SSL certificate problem: unable to get local issuer certificate", ""});
  const auto reader = open();
  ASSERT_FALSE(reader.ok());
  EXPECT_THAT(reader.error().message, AllOf(HasSubstr("route 'thanos-querier'"), HasSubstr("issuer certificate")));
  EXPECT_THAT(reader.error().hint, AllOf(HasSubstr("--prometheus-url"), HasSubstr("authority")));
}

TEST_F(Source, FindsAServiceThroughTheApiServer) {
  serve(kService, kube_answer(kUseful));
  const auto reader = open();
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  EXPECT_EQ((*reader)->description(), "service 'monitoring/prometheus-k8s:9090'");
  EXPECT_THAT(
      door_.requests().back().path,
      testing::StartsWith("/api/v1/namespaces/monitoring/services/http:prometheus-k8s:9090/proxy/api/v1/query?"));
}

TEST_F(Source, TakesAPrometheusWithoutContainersOnlyAsALastResort) {
  serve(kService, kube_answer(kEmpty));
  const auto reader = open();
  ASSERT_TRUE(reader.ok());
  EXPECT_TRUE(log_.has("it holds no metrics of containers"));
}

TEST_F(Source, SpeaksTlsToAServiceThatAsksForIt) {
  door_.on_get = [](const ApiRequest& request, std::stop_token) -> KubeApi::Answer {
    if (request.path.find("/services/https:") != std::string::npos) return kube_answer(kUseful);
    if (request.path.find("/services/http:") != std::string::npos) {
      return kube_failure(ErrorKind::bad_answer,
                          "the API server refused the request (400): Client sent an HTTP request to an HTTPS server.");
    }
    if (request.path.find("/services?") != std::string::npos) return kube_answer(kService);
    return kube_failure(ErrorKind::not_found, "not found");
  };
  EXPECT_TRUE(open().ok());
}

TEST_F(Source, LooksIntoTheUsualNamespacesIfItMayNotListEverywhere) {
  door_.on_get = [](const ApiRequest& request, std::stop_token) -> KubeApi::Answer {
    if (request.path.find("/proxy/") != std::string::npos) return kube_answer(kUseful);
    if (request.path.starts_with("/api/v1/namespaces/monitoring/services?")) return kube_answer(kService);
    return kube_failure(ErrorKind::forbidden, "'dev' may not list services in the whole cluster");
  };
  EXPECT_TRUE(open().ok());
}

TEST_F(Source, SaysEverythingThatItTriedAndWhyItFailed) {
  serve(kService, kube_failure(ErrorKind::server_error, "no endpoints available for service"));
  const auto reader = open();
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().kind, ErrorKind::not_found);
  EXPECT_THAT(reader.error().message,
              AllOf(HasSubstr("OpenShift's routes: not there"),
                    HasSubstr("service 'monitoring/prometheus-k8s:9090': no endpoints available")));
  EXPECT_THAT(reader.error().message, Not(HasSubstr("geheim")));
}

TEST_F(Source, TellsWhatIsNotThereFromWhatMayNotBeLookedFor) {
  door_.on_get = [](const ApiRequest& request, std::stop_token) -> KubeApi::Answer {
    if (request.path.find("/services?") != std::string::npos) return kube_answer(kNoServices);
    return kube_failure(ErrorKind::forbidden, "'dev' may not get routes");
  };
  const auto reader = open();
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().kind, ErrorKind::forbidden);
  EXPECT_THAT(reader.error().message, HasSubstr("may not get routes"));
}

TEST_F(Source, SaysSoWhereThereIsNothingToTry) {
  serve(kNoServices, kube_answer(kUseful));
  const auto reader = open();
  ASSERT_FALSE(reader.ok());
  EXPECT_EQ(reader.error().kind, ErrorKind::not_found);
  EXPECT_THAT(reader.error().message, HasSubstr("services by label and name: none"));
  EXPECT_THAT(reader.error().hint, HasSubstr("--prometheus-url"));
}

TEST_F(Source, AsksABoundedNumberOfQuestions) {
  serve(kNoServices, kube_answer(kUseful));
  (void)open();
  EXPECT_LE(door_.requests().size(), 2U + 3U + 8U + 1U);
}

TEST_F(Source, RecognisesATenantsPort) {
  serve(kService, kube_failure(ErrorKind::bad_answer,
                               "the API server refused the request (400): Bad Request. The request or configuration is "
                               "malformed."));
  EXPECT_TRUE(open().ok());
}

TEST_F(Source, StopsLookingWhenAsked) {
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(open(source.get_token()).error().kind, ErrorKind::cancelled);
}

TEST_F(Source, SaysThatTheSessionHasNoToken) {
  token_ = Error{ErrorKind::unauthorized, "no token is available with the currently selected login", ""};
  door_.answer(kThanosRoute, kube_answer(kRoute));
  EXPECT_THAT(open().error().message, HasSubstr("no token is available"));
}

}  // namespace
}  // namespace oomscan::prometheus
