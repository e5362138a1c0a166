#include "kube/kube_cluster_reader.hpp"

#include <memory>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/kube/reader_fixture.hpp"

namespace oomscan::kube {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST_F(Reader, ListsNamespacesSorted) {
  api_->will_answer(fakes::kube_answer(
      R"({"kind":"NamespaceList","items":[{"metadata":{"name":"b"}},{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]})"));
  EXPECT_THAT(*reader_->namespaces({}), ElementsAre("a", "b"));
  EXPECT_EQ(last_path(), "/api/v1/namespaces?limit=500");
}

TEST_F(Reader, NeverTakesHalfAListOfNamespacesForTheWhole) {
  api_->will_answer(fakes::kube_answer(
      R"({"kind":"NamespaceList","metadata":{"continue":"x"},"items":[{"metadata":{"name":"b"}}]})"));
  api_->will_answer(fakes::kube_failure(ErrorKind::timed_out, "no answer within 45 s"));
  const auto names = reader_->namespaces({});
  EXPECT_EQ(names.error().message, "listing namespaces: no answer within 45 s");
}

TEST_F(Reader, SaysThatPlainKubernetesHasNoProjects) {
  api_->will_answer(fakes::kube_failure(ErrorKind::not_found, "404 page not found"));
  const auto projects = reader_->projects({});
  EXPECT_EQ(projects.error().kind, ErrorKind::not_found);
  EXPECT_EQ(projects.error().message, "listing projects: the API server has no projects");
  EXPECT_EQ(last_path(), "/apis/project.openshift.io/v1/projects?limit=500");
}

TEST_F(Reader, ListsPodsAndEventsOfANamespaceOrOfAll) {
  CollectingSink<PodObservation> pods;
  CollectingSink<EventObservation> events;
  api_->will_answer(fakes::kube_answer(recorded("pods.json")));
  EXPECT_EQ(reader_->read_pods("", pods, {}).items, 6);
  EXPECT_EQ(last_path(), "/api/v1/pods?limit=500");
  api_->will_answer(fakes::kube_answer(recorded("empty_pods.json")));
  EXPECT_EQ(reader_->read_pods("team-c", pods, {}).items, 0);
  EXPECT_EQ(last_path(), "/api/v1/namespaces/team-c/pods?limit=500");
  api_->will_answer(fakes::kube_answer(recorded("events.json")));
  EXPECT_EQ(reader_->read_events("a", events, {}).items, 3);
  EXPECT_EQ(last_path(), "/api/v1/namespaces/a/events?limit=500");
}

constexpr const char* kTable =
    R"({"kind":"Table","metadata":{"resourceVersion":"7"},"columnDefinitions":[{"name":"Name"},{"name":"Ready"},)"
    R"({"name":"Status"},{"name":"Restarts"}],"rows":[{"cells":["p","1/1","Running","0"]}]})";

TEST_F(Reader, ReadsTheTableOfPodsInOneAnswer) {
  CollectingSink<PodRow> rows;
  api_->will_answer(fakes::kube_answer(kTable));
  const ListOutcome outcome = reader_->read_pod_rows("", rows, {});
  EXPECT_EQ(outcome.error, std::nullopt);
  EXPECT_EQ(outcome.resource_version, "7");
  EXPECT_THAT(rows.items, ElementsAre(PodRow{"p", 1, 1, "Running", 0}));
  EXPECT_EQ(last_path(), "/api/v1/pods?includeObject=None");
  EXPECT_EQ(api_->requests().back().accept, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
  api_->will_answer(fakes::kube_answer(kTable));
  (void)reader_->read_pod_rows("team-a", rows, {});
  EXPECT_EQ(last_path(), "/api/v1/namespaces/team-a/pods?includeObject=None");
}

class ReaderOfAServerThatStreams : public Reader {
 protected:
  ReaderOfAServerThatStreams() : Reader({.whole_lists = true}) {}
};

TEST_F(ReaderOfAServerThatStreams, AsksForListsWholeUntilThatFails) {
  const std::string list = as_protobuf(R"({"kind":"EventList","apiVersion":"v1","metadata":{},"items":[]})");
  api_->will_answer(fakes::kube_answer(list, "application/vnd.kubernetes.protobuf"));
  CollectingSink<EventObservation> events;
  EXPECT_EQ(reader_->read_events("", events, {}).error, std::nullopt);
  EXPECT_EQ(last_path(), "/api/v1/events");

  api_->will_answer(fakes::kube_failure(ErrorKind::throttled));
  api_->will_answer(fakes::kube_answer(R"({"kind":"PodList","items":[]})"));
  CollectingSink<PodObservation> pods;
  EXPECT_EQ(reader_->read_pods("", pods, {}).error, std::nullopt);
  EXPECT_EQ(last_path(), "/api/v1/pods?limit=500");

  api_->will_answer(fakes::kube_answer(R"({"kind":"EventList","items":[]})"));
  EXPECT_EQ(reader_->read_events("a", events, {}).error, std::nullopt);
  EXPECT_EQ(last_path(), "/api/v1/namespaces/a/events?limit=500");
}

class ReaderWithoutMediaTypes : public Reader {
 protected:
  ReaderWithoutMediaTypes() : Reader({.media_types = false}) {}
};

TEST_F(ReaderWithoutMediaTypes, AsksForNoTable) {
  CollectingSink<PodRow> rows;
  EXPECT_EQ(reader_->read_pod_rows("", rows, {}).error->kind, ErrorKind::bad_answer);
  EXPECT_TRUE(api_->requests().empty());
}

TEST_F(Reader, CallsAListWhereATableWasAskedForABadAnswer) {
  CollectingSink<PodRow> rows;
  api_->will_answer(fakes::kube_answer(recorded("pods.json")));
  const ListOutcome outcome = reader_->read_pod_rows("", rows, {});
  EXPECT_EQ(outcome.error->kind, ErrorKind::bad_answer);
  EXPECT_EQ(outcome.error->message, "listing the table of pods: the answer is a 'PodList', not a 'Table'");
}

TEST_F(Reader, ReadsChosenPodsWholeWithoutALimitSoThatTheServersCacheMayAnswer) {
  CollectingSink<PodObservation> pods;
  api_->will_answer(fakes::kube_answer(recorded("pods.json")));
  EXPECT_EQ(reader_->read_selected_pods({.namespace_name = "", .name = "p", .not_older_than = "7"}, pods, {}).items, 6);
  EXPECT_EQ(last_path(),
            "/api/v1/pods?fieldSelector=metadata.name%3Dp&resourceVersion=7&resourceVersionMatch=NotOlderThan");
  EXPECT_THAT(api_->requests().back().accept, StartsWith("application/vnd.kubernetes.protobuf"));
}

TEST_F(Reader, ReadsPodsOfAJobInPages) {
  CollectingSink<PodObservation> pods;
  api_->will_answer(fakes::kube_answer(recorded("empty_pods.json")));
  EXPECT_EQ(reader_->read_selected_pods({.namespace_name = "a", .job_uid = "u-1"}, pods, {}).error, std::nullopt);
  EXPECT_EQ(last_path(), "/api/v1/namespaces/a/pods?labelSelector=controller-uid%3Du-1&limit=500");
}

TEST_F(Reader, RefusesSelectionsThatCannotBe) {
  CollectingSink<PodObservation> pods;
  for (const PodSelection& selection :
       {PodSelection{.namespace_name = "a"}, PodSelection{.namespace_name = "..", .name = "p"},
        PodSelection{.namespace_name = "a", .name = "p,status.phase=x"},
        PodSelection{.namespace_name = "a", .job_uid = "u,app"},
        PodSelection{.namespace_name = "a", .name = "p", .job_uid = "u"}}) {
    EXPECT_EQ(reader_->read_selected_pods(selection, pods, {}).error->kind, ErrorKind::usage);
  }
  CollectingSink<PodRow> rows;
  EXPECT_EQ(reader_->read_pod_rows("..", rows, {}).error->kind, ErrorKind::usage);
  EXPECT_TRUE(api_->requests().empty());
}

TEST_F(Reader, NamesWhichPodsItWasLookingFor) {
  CollectingSink<PodObservation> pods;
  api_->will_answer(fakes::kube_failure(ErrorKind::timed_out, "no answer"));
  EXPECT_EQ(reader_->read_selected_pods({.namespace_name = "a", .name = "p"}, pods, {}).error->message,
            "listing pods named 'p' in 'a': no answer");
}

TEST_F(Reader, NamesWhatItWasDoing) {
  CollectingSink<PodObservation> pods;
  api_->will_answer(fakes::kube_failure(ErrorKind::forbidden, "'u' may not list pods in 'a'"));
  EXPECT_EQ(reader_->read_pods("a", pods, {}).error->message, "listing pods in 'a': 'u' may not list pods in 'a'");
}

TEST_F(Reader, RefusesNamesThatCannotBe) {
  CollectingSink<PodObservation> pods;
  EXPECT_EQ(reader_->read_pods("..", pods, {}).error->kind, ErrorKind::usage);
  EXPECT_EQ(reader_->describe_pod("a", "--help", {}).error().kind, ErrorKind::usage);
  LogRequest log;
  log.namespace_name = "a";
  log.pod = "../b";
  EXPECT_EQ(reader_->read_log(log, {}).error().kind, ErrorKind::usage);
  EXPECT_TRUE(api_->requests().empty());
}

TEST_F(Reader, KeepsTheTailOfALog) {
  LogRequest log;
  log.namespace_name = "a";
  log.pod = "p";
  log.container = "app";
  log.bytes_max = 99;
  auto answer = fakes::kube_answer("last words\n", "text/plain");
  answer.response->body_bytes_dropped = 5;
  api_->will_answer(answer);
  const auto text = reader_->read_log(log, {});
  EXPECT_EQ(text->text, "last words\n");
  EXPECT_EQ(text->bytes_dropped, 5U);
  EXPECT_EQ(api_->requests().back().body_bytes_max, 99U);
  EXPECT_EQ(api_->requests().back().body_overflow, Overflow::keep_tail);
}

TEST_F(Reader, KnowsThatThereIsNoSuchLog) {
  LogRequest log;
  log.namespace_name = "a";
  log.pod = "p";
  log.container = "app";
  log.previous = true;
  for (const char* message : {"previous terminated container \"app\" in pod \"p\" not found",
                              "container \"app\" in pod \"p\" is waiting to start: ContainerCreating",
                              "container nope is not valid for pod p"}) {
    api_->will_answer(fakes::kube_failure(ErrorKind::bad_answer, message));
    const auto text = reader_->read_log(log, {});
    EXPECT_EQ(text.error().kind, ErrorKind::not_found);
    EXPECT_THAT(text.error().message, StartsWith("reading the previous log of 'app' of pod 'p' in 'a': "));
    EXPECT_THAT(text.error().message, HasSubstr(message));
  }
  api_->will_answer(fakes::kube_answer("unable to retrieve container logs for containerd://1234", "text/plain"));
  EXPECT_EQ(reader_->read_log(log, {}).error().kind, ErrorKind::not_found);
}

constexpr const char* kDescribedPod =
    R"({"kind":"Pod","metadata":{"name":"p-1.x","namespace":"a","uid":"u-1"},"status":{"phase":"Running"}})";

TEST_F(Reader, DescribesByOneRequestForThePodAndOneForItsEvents) {
  api_->will_answer(fakes::kube_answer(kDescribedPod));
  api_->will_answer(fakes::kube_answer(
      R"({"kind":"EventList","items":[{"type":"Warning","reason":"BackOff","message":"m","count":1}]})"));
  const auto description = reader_->describe_pod("a", "p-1.x", {});
  ASSERT_TRUE(description.ok());
  EXPECT_EQ(description->uid, "u-1");
  EXPECT_EQ(description->without_events, std::nullopt);
  EXPECT_THAT(description->text, AllOf(StartsWith("Name:             p-1.x\n"), HasSubstr("BackOff")));
  ASSERT_EQ(api_->requests().size(), 2U);
  EXPECT_EQ(api_->requests().front().path, "/api/v1/namespaces/a/pods/p-1.x");
  EXPECT_EQ(last_path(),
            "/api/v1/namespaces/a/events?fieldSelector=involvedObject.kind%3DPod%2CinvolvedObject.name%3Dp-1.x"
            "%2CinvolvedObject.uid%3Du-1&limit=500");
  for (const ApiRequest& request : api_->requests()) EXPECT_EQ(request.body_bytes_max, kDescribedBytesMax);
}

TEST_F(Reader, AsksForTheEventsOfAStaticPodByItsKubeletsUid) {
  api_->will_answer(fakes::kube_answer(R"({"kind":"Pod","metadata":{"name":"p","uid":"u-1",)"
                                       R"("annotations":{"kubernetes.io/config.mirror":"m-1"}}})"));
  api_->will_answer(fakes::kube_answer(R"({"kind":"EventList","items":[]})"));
  EXPECT_EQ(reader_->describe_pod("a", "p", {})->mirror_uid, "m-1");
  EXPECT_THAT(last_path(), HasSubstr("involvedObject.uid%3Dm-1&"));
}

TEST_F(Reader, PutsOnlyAnUidIntoASelector) {
  api_->will_answer(fakes::kube_answer(R"({"kind":"Pod","metadata":{"name":"p","uid":"x,reason=y"}})"));
  api_->will_answer(fakes::kube_answer(R"({"kind":"EventList","items":[]})"));
  EXPECT_TRUE(reader_->describe_pod("a", "p", {}).ok());
  EXPECT_EQ(last_path(),
            "/api/v1/namespaces/a/events?fieldSelector=involvedObject.kind%3DPod%2CinvolvedObject.name%3Dp&limit=500");
}

TEST_F(Reader, SaysWhyAPodCouldNotBeDescribed) {
  api_->will_answer(fakes::kube_failure(ErrorKind::not_found, "not found: pods \"p\" not found"));
  const auto text = reader_->describe_pod("a", "p", {});
  EXPECT_EQ(text.error().kind, ErrorKind::not_found);
  EXPECT_THAT(text.error().message, StartsWith("describing pod 'p' in 'a': not found"));
  EXPECT_EQ(api_->requests().size(), 1U);
}

TEST_F(Reader, DescribesAPodWhoseEventsMayNotBeReadAndSaysSo) {
  api_->will_answer(fakes::kube_answer(kDescribedPod));
  api_->will_answer(fakes::kube_failure(ErrorKind::forbidden, "forbidden: events"));
  const auto description = reader_->describe_pod("a", "p-1.x", {});
  ASSERT_TRUE(description.ok());
  EXPECT_THAT(description->text, HasSubstr("Events:           <not read: forbidden: events>\n"));
  EXPECT_EQ(description->without_events->kind, ErrorKind::forbidden);
  EXPECT_EQ(description->without_events->message, "listing the Events of pod 'p-1.x' in 'a': forbidden: events");
}

TEST_F(Reader, DescribesNothingElseThanAPod) {
  for (const char* body : {R"({"kind":"Status"})", R"({"kind":"Pod")", "[[[", ""}) {
    api_->will_answer(fakes::kube_answer(body));
    EXPECT_EQ(reader_->describe_pod("a", "p", {}).error().kind, ErrorKind::bad_answer) << body;
  }
}

TEST_F(Reader, RefusesAPodOfMoreValuesThanAPodHas) {
  std::string body = R"({"kind":"Pod","spec":{"containers":[)";
  for (std::size_t i = 0; i < kDescribedPodValuesMax; ++i) body += "{},";
  body += "{}]}}";
  api_->will_answer(fakes::kube_answer(body));
  const auto description = reader_->describe_pod("a", "p", {});
  EXPECT_EQ(description.error().kind, ErrorKind::bad_answer);
  EXPECT_THAT(description.error().message, HasSubstr("more than 20000 values"));
}

}  // namespace
}  // namespace oomscan::kube
