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
  EXPECT_TRUE(runner_.calls().empty());
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

TEST_F(Reader, DescribesWithinBounds) {
  runner_.will_end({.end = ProcessEnd::exited, .code = 0, .out = "Name: p\n", .err = {}, .out_bytes_dropped = 3});
  const auto text = reader_->describe_pod("a", "p-1.x", {});
  EXPECT_EQ(text->text, "Name: p\n");
  EXPECT_EQ(text->bytes_dropped, 3U);
  const auto call = runner_.calls().front();
  EXPECT_THAT(call.command.argv, ElementsAre("/bin/oc", "--context", "ctx", "--request-timeout", "45s", "-n", "a",
                                             "describe", "pod", "p-1.x"));
  EXPECT_EQ(call.limits.stdout_bytes_max, kDescribeBytesMax);
  EXPECT_EQ(call.limits.stdout_overflow, Overflow::keep_head);
}

TEST_F(Reader, SaysWhyAPodCouldNotBeDescribed) {
  runner_.will_exit(1, "", "Error from server (NotFound): pods \"p\" not found\n");
  const auto text = reader_->describe_pod("a", "p", {});
  EXPECT_EQ(text.error().kind, ErrorKind::not_found);
  EXPECT_THAT(text.error().message, StartsWith("describing pod 'p' in 'a': not found"));
}

TEST_F(Reader, DescribesWhenItIsItsTurnAsRequestsDo) {
  runner_.will_exit(0, "Name: p\n");
  runner_.will_exit(0, "Name: p\n");
  EXPECT_TRUE(reader_->describe_pod("a", "p", {}).ok());
  EXPECT_TRUE(reader_->describe_pod("a", "p", {}).ok());
  EXPECT_THAT(clock_.sleeps(), ElementsAre(std::chrono::seconds{1}));
}

TEST_F(Reader, StartsNoChildForAClusterThatIsNotAskedAnyMore) {
  for (int i = 0; i < kFailuresInARowMax; ++i) circuit_->failed({}, Error{ErrorKind::unauthorized, "401", "oc login"});
  const auto answer = reader_->describe_pod("a", "p", {});
  EXPECT_EQ(answer.error().kind, ErrorKind::unauthorized);
  EXPECT_EQ(answer.error().hint, "oc login");
  EXPECT_THAT(answer.error().message, AllOf(StartsWith("describing pod 'p' in 'a'"), HasSubstr("not asked any more")));
  EXPECT_TRUE(runner_.calls().empty());
}

TEST_F(Reader, CountsFailedDescriptionsAmongTheFailuresInARow) {
  for (int i = 0; i < kFailuresInARowMax; ++i) {
    runner_.will_exit(1, "", "The connection to the server api:6443 was refused - did you specify the right host?\n");
  }
  for (int i = 0; i < 2 * kFailuresInARowMax; ++i) (void)reader_->describe_pod("a", "p", {});
  EXPECT_EQ(runner_.calls().size(), static_cast<std::size_t>(kFailuresInARowMax));
}

TEST_F(Reader, TakesAPodThatIsGoneForAnAnswer) {
  for (int i = 0; i < 2 * kFailuresInARowMax; ++i) {
    runner_.will_exit(1, "", "Error from server (NotFound): pods \"gone\" not found\n");
    EXPECT_EQ(reader_->describe_pod("a", "gone", {}).error().kind, ErrorKind::not_found);
  }
  EXPECT_TRUE(circuit_->closed());
}

TEST_F(Reader, StartsNoChildOnceStopped) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(reader_->describe_pod("a", "p", stop.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_TRUE(runner_.calls().empty());
}

}  // namespace
}  // namespace oomscan::kube
