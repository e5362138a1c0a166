#include "prometheus/query_failure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_http_client.hpp"

namespace oomscan::prometheus {
namespace {

using fakes::json_response;
using testing::HasSubstr;

HttpResponse plain(int status, std::string body, std::string type = "text/plain") {
  HttpResponse response = json_response(std::move(body), status);
  response.content_type = std::move(type);
  return response;
}

TEST(QueryFailure, KnowsEachStatusByItsKindAndWhetherToTryAgain) {
  struct Case {
    int status;
    ErrorKind kind;
    Remedy remedy;
  };
  for (const Case& c :
       {Case{302, ErrorKind::unauthorized, Remedy::none}, Case{400, ErrorKind::bad_answer, Remedy::none},
        Case{401, ErrorKind::unauthorized, Remedy::none}, Case{403, ErrorKind::forbidden, Remedy::none},
        Case{404, ErrorKind::not_found, Remedy::none}, Case{408, ErrorKind::timed_out, Remedy::try_again},
        Case{429, ErrorKind::throttled, Remedy::try_again}, Case{500, ErrorKind::server_error, Remedy::try_again},
        Case{503, ErrorKind::server_error, Remedy::try_again}, Case{504, ErrorKind::timed_out, Remedy::try_again}}) {
    const QueryFailure failure = failure_from(plain(c.status, "words"));
    EXPECT_EQ(failure.error.kind, c.kind) << c.status;
    EXPECT_EQ(failure.remedy, c.remedy) << c.status;
    EXPECT_THAT(failure.error.message, HasSubstr(std::to_string(c.status)));
  }
}

TEST(QueryFailure, SaysPrometheusOwnWords) {
  const QueryFailure failure = failure_from(json_response(
      R"({"status":"error","errorType":"bad_data","error":"invalid parameter \"query\": 1:5: parse error\u001b[31m"})",
      400));
  EXPECT_THAT(failure.error.message, HasSubstr(R"(invalid parameter "query": 1:5: parse error\x1b[31m)"));
}

TEST(QueryFailure, KnowsATenantsPortByItsRefusals) {
  for (const HttpResponse& response :
       {json_response(R"({"status":"error","errorType":"prom-label-proxy",)"
                      R"("error":"The \"namespace\" query parameter must be provided."})",
                      400),
        plain(400, "Bad Request. The request or configuration is malformed.\n")}) {
    EXPECT_EQ(failure_from(response).remedy, Remedy::name_a_namespace);
  }
  EXPECT_EQ(failure_from(plain(403, "Bad Request. The request or configuration is malformed.")).remedy, Remedy::none);
}

TEST(QueryFailure, KnowsATenantsPortThroughTheApiServer) {
  const ApiFailure failure{
      {ErrorKind::bad_answer,
       "the API server refused the request (400): Bad Request. The request or configuration is malformed.", ""},
      std::nullopt};
  EXPECT_EQ(failure_from(failure).remedy, Remedy::name_a_namespace);
}

TEST(QueryFailure, AsksForLessWhereAQueryWouldLoadTooMuch) {
  const QueryFailure failure = failure_from(
      json_response(R"({"status":"error","errorType":"execution",)"
                    R"("error":"query processing would load too many samples into memory in query execution"})",
                    422));
  EXPECT_EQ(failure.error.kind, ErrorKind::bad_answer);
  EXPECT_EQ(failure.remedy, Remedy::ask_for_less);
  EXPECT_THAT(failure.error.hint, HasSubstr("--ns-batch-size"));
}

TEST(QueryFailure, TakesPrometheusOwnTimeoutForOne) {
  const QueryFailure failure = failure_from(json_response(
      R"({"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"})", 503));
  EXPECT_EQ(failure.error.kind, ErrorKind::timed_out);
}

TEST(QueryFailure, DoesNotShowAGatewaysPage) {
  EXPECT_THAT(failure_from(plain(502, "<html>lots of it</html>", "text/html")).error.message,
              testing::Not(HasSubstr("<html>")));
}

TEST(QueryFailure, KeepsHowLongAServerAskedToWait) {
  HttpResponse response = plain(429, "");
  response.retry_after = std::chrono::seconds{7};
  EXPECT_EQ(failure_from(response).retry_after, std::chrono::seconds{7});
}

TEST(QueryFailure, BlamesTheServiceNotTheSessionForA401ThroughTheApiServer) {
  const QueryFailure failure =
      failure_from(ApiFailure{{ErrorKind::unauthorized, "not logged in (401)", "oc login x"}, std::nullopt});
  EXPECT_THAT(failure.error.message, HasSubstr("credentials of its own"));
  EXPECT_THAT(failure.error.hint, HasSubstr("--prometheus-url"));
}

TEST(QueryFailure, TriesAConnectionAgainButNotWhatWillNotChange) {
  EXPECT_EQ(failure_from(Error{ErrorKind::unreachable, "refused", ""}).remedy, Remedy::try_again);
  EXPECT_EQ(failure_from(Error{ErrorKind::cancelled, "stopped", ""}).remedy, Remedy::none);
  EXPECT_EQ(failure_from(ApiFailure{{ErrorKind::unreachable, "x509", ""}, std::nullopt, true}).remedy, Remedy::none);
}

}  // namespace
}  // namespace oomscan::prometheus
