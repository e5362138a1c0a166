#include "prometheus/prometheus_reader.hpp"

#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_http_client.hpp"
#include "fakes/fake_kube_api.hpp"
#include "fakes/inline_scheduler.hpp"
#include "prometheus/http_query_api.hpp"

namespace oomscan::prometheus {
namespace {

using fakes::json_response;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const Timestamp kNow{Seconds{1'765'517'160}};
const TimeRange kDay{"1d", kNow - Seconds{86'400}, kNow};
constexpr const char* kNothing = R"({"status":"success","data":{"resultType":"matrix","result":[]}})";
// Every family from the beginning to the end of kDay.
constexpr const char* kPresent = R"({"status":"success","data":{"resultType":"matrix","result":[)"
                                 R"({"metric":{"family":"restarts"},"values":[[1765430760,"9"],[1765517160,"9"]]},)"
                                 R"({"metric":{"family":"reason"},"values":[[1765430760,"9"],[1765517160,"9"]]},)"
                                 R"({"metric":{"family":"time"},"values":[[1765430760,"9"],[1765517160,"9"]]},)"
                                 R"({"metric":{"family":"oom"},"values":[[1765430760,"9"],[1765517160,"9"]]}]}})";

// What a request asks, wherever it stands.
std::string asked(const HttpRequest& request) { return request.target + '?' + request.form.value_or(""); }

// Is this the cluster's own? Every query but these is a range query.
bool is_proof(const HttpRequest& request) { return request.target.find("/query_range") == std::string::npos; }
constexpr const char* kKnown =
    R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"uid":"u"},"value":[1765517160,"1"]}]}})";
constexpr const char* kPods =
    R"({"items":[{"metadata":{"namespace":"a","uid":"0a1b2c3d-0000-4000-8000-000000000001"}}]})";

bool is_probe(const HttpRequest& request) { return asked(request).find("family") != std::string::npos; }

// The points of that for holes are as far apart as an instant selector looks back.
bool is_hole_probe(const HttpRequest& request) {
  return is_probe(request) && asked(request).find("step=300") != std::string::npos;
}

class Reader : public testing::Test {
 protected:
  Reader() {
    connector_.server().on_get = [this](const HttpRequest& request, std::stop_token) { return answer(request); };
  }
  Result<HttpResponse> answer(const HttpRequest& request) {
    if (is_proof(request)) return json_response(kKnown);
    if (is_hole_probe(request)) return json_response(kNothing);
    if (is_probe(request)) return json_response(kPresent);
    ++queries_;
    return on_query ? on_query(request) : json_response(kNothing);
  }
  std::unique_ptr<PrometheusReader> reader(bool tenant = false) {
    MetricsConfig config;
    config.namespaces_per_query = 2;
    config.attempts = 2;
    auto api = std::make_unique<HttpQueryApi>(ServerUrl{"http://h", "", false}, TokenSource{}, config.request_timeout,
                                              connector_);
    door_.on_get = [](const ApiRequest&, std::stop_token) { return fakes::kube_answer(kPods); };
    return std::make_unique<PrometheusReader>(FoundEndpoint{"http://h", std::move(api), tenant, false}, door_, config,
                                              scheduler_, clock_);
  }
  MetricsAnswer read(const std::vector<std::string>& namespaces) { return reader()->read(namespaces, kDay, {}); }

  std::function<Result<HttpResponse>(const HttpRequest&)> on_query;
  std::atomic<int> queries_{0};
  fakes::FakeHttpConnector connector_;
  fakes::FakeKubeApi door_;
  fakes::InlineScheduler scheduler_;
  fakes::FakeClock clock_;
};

TEST_F(Reader, AsksThriceForEachBatch) {
  const MetricsAnswer answer = read({"a", "b", "c"});
  EXPECT_EQ(queries_, 6);
  EXPECT_THAT(answer.gaps, IsEmpty());
  EXPECT_EQ(answer.reaches_back_to, kDay.from);
}

TEST_F(Reader, AsksNothingAboutNothing) {
  EXPECT_THAT(read({}).gaps, IsEmpty());
  EXPECT_THAT(connector_.server().calls(), IsEmpty());
}

TEST_F(Reader, TurnsAnswersIntoSortedFacts) {
  on_query = [](const HttpRequest& request) {
    if (asked(request).find("terminated_reason") == std::string::npos) return json_response(kNothing);
    const std::string name = asked(request).find("a%7Cb") != std::string::npos ? "b" : "c";
    return json_response(
        R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{"fact":"last","namespace":")" + name +
        R"(","pod":"p","uid":"u","container":"app"},"values":[[1765510020,"1765510000"]]}]}})");
  };
  const MetricsAnswer answer = read({"a", "b", "c"});
  ASSERT_THAT(answer.observations, SizeIs(2));
  EXPECT_EQ(answer.observations[0].namespace_name, "b");
  EXPECT_EQ(answer.observations[1].namespace_name, "c");
  EXPECT_THAT(answer.observations[0].times, ElementsAre(Timestamp{Seconds{1'765'510'000}}));
}

TEST_F(Reader, MakesAGapOfEachBatchThatFails) {
  on_query = [](const HttpRequest& request) {
    const bool second = asked(request).find("c%7Cd") != std::string::npos;
    return json_response(second ? R"({"status":"error","error":"broken"})" : kNothing, second ? 500 : 200);
  };
  const MetricsAnswer answer = read({"a", "b", "c", "d", "e"});
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_EQ(answer.gaps[0].subject, GapSubject::prometheus);
  EXPECT_EQ(answer.gaps[0].reason, GapReason::server_error);
  EXPECT_THAT(answer.gaps[0].detail, AllOf(HasSubstr("2 namespaces ('c' to 'd')"), HasSubstr("2 attempts")));
}

TEST_F(Reader, NamesTheNamespaceOfABatchOfOne) {
  on_query = [](const HttpRequest&) { return json_response("", 500); };
  const MetricsAnswer answer = read({"a"});
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_EQ(answer.gaps[0].namespace_name, "a");
}

TEST_F(Reader, SaysWhenOnlyAPartOfTheHistoryIsMissing) {
  on_query = [n = 0](const HttpRequest&) mutable {
    return n++ == 0 ? json_response("", 422) : json_response(kNothing);
  };
  const MetricsAnswer answer = read({"a", "b"});
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_THAT(answer.gaps[0].detail, HasSubstr("a part of the history"));
}

TEST_F(Reader, StopsAskingAServerThatDoesNotAnswer) {
  on_query = [](const HttpRequest&) -> Result<HttpResponse> {
    return Error{ErrorKind::unreachable, "connection refused", ""};
  };
  const MetricsAnswer answer = read({"a", "b", "c", "d", "e", "f", "g", "h"});
  EXPECT_EQ(queries_, kSilenceMax * 2);
  EXPECT_THAT(answer.gaps, SizeIs(2));
  EXPECT_THAT(answer.gaps.back().detail, AllOf(HasSubstr("6 namespaces ('c' to 'h')"), HasSubstr("not asked")));
}

TEST_F(Reader, DoesNotAskAServerThatDoesNotEvenSayWhatItHolds) {
  connector_.server().on_get = [](const HttpRequest&, std::stop_token) -> Result<HttpResponse> {
    return json_response("", 403);
  };
  const MetricsAnswer answer = read({"a", "b", "c"});
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_EQ(answer.gaps[0].reason, GapReason::forbidden);
  EXPECT_THAT(answer.gaps[0].detail, HasSubstr("3 namespaces"));
  EXPECT_THAT(connector_.server().calls(), SizeIs(2));  // by POST and by GET
}

TEST_F(Reader, GoesOnWithoutKnowingHowFarTheHistoryReaches) {
  connector_.server().on_get = [this](const HttpRequest& request, std::stop_token) -> Result<HttpResponse> {
    if (is_proof(request)) return json_response(kKnown);
    if (is_probe(request)) return json_response("", 400);
    return ++queries_, json_response(kNothing);
  };
  const MetricsAnswer answer = read({"a", "b"});
  EXPECT_EQ(queries_, 4);
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_THAT(answer.gaps[0].detail, HasSubstr("how far back"));
}

TEST_F(Reader, AsksATenantsPortAboutOneNamespaceAtATime) {
  const MetricsAnswer answer = reader(true)->read({"a", "b", "c"}, kDay, {});
  EXPECT_EQ(queries_, 12);
  for (const auto& call : connector_.server().calls()) {
    const char name = call.request.target.back();
    EXPECT_THAT(call.request.target, HasSubstr(std::string("?namespace=") + name));
    if (is_proof(call.request)) continue;  // its pods are told by their uids
    EXPECT_THAT(asked(call.request), HasSubstr(std::string("namespace=%22") + name + "%22"));
  }
  EXPECT_THAT(answer.gaps, IsEmpty());
}

TEST_F(Reader, LearnsFromARefusalThatItIsAtATenantsPort) {
  connector_.server().on_get = [this](const HttpRequest& request, std::stop_token) -> Result<HttpResponse> {
    if (asked(request).find("&namespace=") == std::string::npos) {
      return json_response(R"({"error":"The \"namespace\" query parameter must be provided."})", 400);
    }
    return answer(request);
  };
  EXPECT_THAT(read({"a", "b", "c"}).gaps, IsEmpty());
  EXPECT_EQ(queries_, 12);
}

TEST_F(Reader, MakesAGapOfAPartialAnswer) {
  on_query = [](const HttpRequest&) {
    return json_response(
        R"({"status":"success","data":{"resultType":"matrix","result":[]},"warnings":["store 10.0.0.1\u001b is down"]})");
  };
  const MetricsAnswer answer = read({"a", "b", "c"});
  ASSERT_THAT(answer.gaps, SizeIs(1));
  EXPECT_EQ(answer.gaps[0].reason, GapReason::partial);
  EXPECT_THAT(answer.gaps[0].detail, HasSubstr(R"(store 10.0.0.1\x1b is down)"));
}

TEST_F(Reader, SaysWhatWasNotAskedWhenItWasStopped) {
  std::stop_source source;
  on_query = [&](const HttpRequest&) {
    source.request_stop();
    return json_response(kNothing);
  };
  const MetricsAnswer answer = reader()->read({"a", "b", "c", "d"}, kDay, source.get_token());
  ASSERT_THAT(answer.gaps, Not(IsEmpty()));
  EXPECT_EQ(answer.gaps.back().reason, GapReason::cancelled);
}

TEST_F(Reader, SaysWhatItDoesNotReachBackTo) {
  const MetricsAnswer answer = reader()->read({"a"}, {"12M", kNow - Seconds{360 * 86'400}, kNow}, {});
  ASSERT_THAT(answer.gaps, Not(IsEmpty()));
  EXPECT_THAT(answer.gaps.front().detail, HasSubstr("37 days"));
}

}  // namespace
}  // namespace oomscan::prometheus
