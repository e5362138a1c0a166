#include "detect/catalog_judge.hpp"

#include <algorithm>
#include <random>
#include <set>

#include <gmock/gmock.h>

#include "detect/catalog.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;

std::vector<std::string> all_types() {
  std::vector<std::string> ids;
  for (const DetectorInfo& info : detectors()) ids.emplace_back(info.id);
  return ids;
}

TEST(Catalog, ListsTheTypesThatExistWithTheirDefaults) {
  EXPECT_THAT(all_types(), ::testing::ElementsAre("OOMKilled", "CrashLoopBackOff", "ImagePullBackOff", "Evicted",
                                                  "NodeOOM", "LivenessKilled", "ContainerStartError"));
  for (const DetectorInfo& info : detectors()) {
    EXPECT_EQ(info.on_by_default, info.id == "OOMKilled" || info.id == "CrashLoopBackOff") << info.id;
  }
}

TEST(Catalog, DescribesEveryDetectorInOneLineAndNamesItOnce) {
  std::set<std::string_view> ids;
  for (const DetectorInfo& info : detectors()) {
    EXPECT_TRUE(ids.insert(info.id).second) << info.id;
    EXPECT_FALSE(info.description.empty());
    EXPECT_EQ(info.description.find('\n'), std::string_view::npos);
  }
}

TEST(Catalog, GivesEveryDetectorRulesThatJudge) {
  for (const Detector& detector : catalog()) {
    EXPECT_TRUE(!detector.rules.empty() || detector.node_rule != nullptr) << detector.info.id;
    for (const Rule* rule : detector.rules) EXPECT_NE(rule->judge, nullptr);
  }
}

Scene oom_loop() { return Scene().with(Container().in_back_off().restarts(4).last(oom_killed(minutes(1)))); }

TEST(CatalogJudge, AsksOnlyForTheTypesWanted) {
  EXPECT_EQ(said(oom_loop().judge({"OOMKilled"})), "app OOMKilled confirmed active (OOMKilled)");
  EXPECT_EQ(said(oom_loop().judge({"CrashLoopBackOff"})), "app CrashLoopBackOff confirmed active (OOMKilled)");
  EXPECT_EQ(oom_loop().judge({"CrashLoopBackOff", "OOMKilled", "OOMKilled"}).size(), 2U);
  EXPECT_EQ(oom_loop().judge({}).size(), 2U);
}

TEST(CatalogJudge, LeavesOutTypesThatItDoesNotKnow) { EXPECT_TRUE(oom_loop().judge({"Nonsense"}).empty()); }

TEST(CatalogJudge, OrdersFindingsByContainerThenType) {
  const Scene scene = Scene()
                          .with(Container("b").in_back_off().last(oom_killed(minutes(1))))
                          .with(Container("a").in_back_off().last(oom_killed(minutes(1))));
  EXPECT_EQ(said(scene),
            "a CrashLoopBackOff confirmed active (OOMKilled); a OOMKilled confirmed active (OOMKilled); "
            "b CrashLoopBackOff confirmed active (OOMKilled); b OOMKilled confirmed active (OOMKilled)");
}

TEST(CatalogJudge, IgnoresEventsOfAnotherObjectOrNamespaceOrUid) {
  const Container healthy = Container().running(days(1));
  EXPECT_EQ(said(Scene().with(healthy).with(back_off(hours(1)).kind("Job"))), "nothing");
  EXPECT_EQ(said(Scene().with(healthy).with(back_off(hours(1)).involved_namespace("other"))), "nothing");
  EXPECT_EQ(said(Scene().with(healthy).with(back_off(hours(1)).uid("uid-of-an-earlier-pod"))), "nothing");
  Scene elsewhere = Scene().with(healthy).with(back_off(hours(1)));
  elsewhere.evidence().namespace_name = "elsewhere";
  EXPECT_EQ(said(elsewhere), "nothing");
}

TEST(CatalogJudge, TakesEventsWithoutAUidAndThoseOfAMirrorPodsOriginal) {
  const Container healthy = Container().running(days(1));
  constexpr auto kRecovered = "app CrashLoopBackOff confirmed recovered (unknown)";
  EXPECT_EQ(said(Scene().with(healthy).with(back_off(hours(1)).uid(""))), kRecovered);
  EXPECT_EQ(said(Scene().mirror("static-hash").with(healthy).with(back_off(hours(1)).uid("static-hash"))), kRecovered);
  EXPECT_EQ(said(Scene().without_pod(Presence::gone).with(back_off(hours(1)).uid(""))),
            "app CrashLoopBackOff confirmed gone (unknown)");
  Scene by_name = Scene().without_pod(Presence::gone).with(back_off(hours(1)).uid(""));
  by_name.evidence().pod_uid = "";
  EXPECT_EQ(said(by_name), "app CrashLoopBackOff confirmed gone (unknown)");
}

TEST(CatalogJudge, GivesTheFourCanonicalVerdicts) {
  EXPECT_EQ(said(Scene().with(Container().running(days(1)))), "nothing");
  EXPECT_EQ(
      said(Scene().with(Container().in_back_off().restarts(12).last(failed(1, minutes(1)))).with(back_off(Seconds{9}))),
      "app CrashLoopBackOff confirmed active (exit code 1)");
  EXPECT_EQ(said(Scene().with(Container().running(minutes(1)).restarts(1).last(oom_killed(minutes(1))))),
            "app OOMKilled confirmed active (OOMKilled)");
  EXPECT_EQ(said(Scene()
                     .phase("Pending")
                     .with(Container().waiting("ImagePullBackOff", "Back-off pulling image \"x\""))
                     .with(Event("Failed", "Error: ErrImagePull", minutes(1)).on_app())
                     .with(Event("BackOff", "Back-off pulling image \"x\"", minutes(1)).on_app().type("Normal"))),
            "nothing");
}

TEST(CatalogJudge, SaysThatHealthyPodsDoNotMatter) {
  const auto judge = make_judge({});
  EXPECT_FALSE(judge->may_matter(*Scene().with(Container().running(days(90))).evidence().pod));
  EXPECT_FALSE(judge->may_matter(*Scene().phase("Succeeded").with(Container().now(completed(days(1)))).evidence().pod));
  EXPECT_FALSE(judge->may_matter(*Scene().phase("Failed").with(Container().now(failed(1, days(1)))).evidence().pod));
  EXPECT_FALSE(judge->may_matter(
      *Scene().with(init("i").now(completed(days(1)))).with(Container().running(days(1)).restarts(2)).evidence().pod));
  EXPECT_FALSE(judge->may_matter(*Scene().with(Container().waiting("ImagePullBackOff")).evidence().pod));
  EXPECT_FALSE(judge->may_matter(PodObservation{}));
}

TEST(CatalogJudge, SaysThatEverydayEventsDoNotMatter) {
  const auto judge = make_judge({});
  for (const char* reason :
       {"Scheduled", "Pulled", "Created", "Started", "Unhealthy", "FailedMount", "Killing", "BackOff"}) {
    EXPECT_FALSE(judge->may_matter(Event(reason, "everyday", minutes(1)))) << reason;
  }
}

// Anything a pod can show, drawn at random; most draws are at least a little ill.
class RandomScenes {
 public:
  explicit RandomScenes(unsigned seed) : random_(seed) {}

  Scene next() {
    Scene scene;
    scene.policy(pick({"Always", "OnFailure", "Never", ""}));
    scene.phase(pick({"Running", "Running", "Pending", "Failed", "Succeeded"}),
                pick({"", "", "", "Evicted", "OutOfmemory"}));
    if (one_in(8)) scene.deleted();
    if (one_in(8)) scene.disrupted("TerminationByKubelet");
    if (one_in(4)) scene.node_oom(before());
    if (one_in(6)) scene.range(minutes(10));
    for (int count = number(1, 3); count > 0; --count) scene.with(container());
    return scene;
  }
  Scene next_with_events() {
    Scene scene = next();
    for (int count = number(1, 6); count > 0; --count) scene.with(event());
    for (int count = number(0, 3); count > 0; --count) scene.with(metric());
    return scene;
  }
  std::mt19937& engine() { return random_; }

 private:
  int number(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }
  bool one_in(int n) { return number(1, n) == 1; }
  std::string pick(const std::vector<const char*>& from) {
    return from[static_cast<std::size_t>(number(0, static_cast<int>(from.size()) - 1))];
  }
  Seconds before() { return one_in(2) ? Seconds{number(0, 1200)} : Seconds{number(0, 20)} * 43'200; }

  Termination termination() {
    Termination end = ended(pick({"OOMKilled", "Error", "Error", "Completed", "StartError", "ContainerStatusUnknown"}),
                            number(0, 3) == 0 ? number(0, 2) : (one_in(2) ? 137 : 143), before());
    if (one_in(4)) end.message = kInitOomMessage;
    if (one_in(6)) end.finished_at.reset();
    return end;
  }
  ContainerObservation container() {
    Container made(pick({"app", "b", "sidecar-c"}), static_cast<ContainerKind>(number(0, 3)));
    made.restarts(number(0, 5));
    switch (number(0, 3)) {
      case 0:
        made.waiting(pick({"CrashLoopBackOff", "ImagePullBackOff", "RunContainerError", "CreateContainerError", ""}),
                     one_in(2) ? kInitOomMessage : "");
        break;
      case 1:
        made.running(before(), one_in(2));
        break;
      case 2:
        made.now(termination());
        break;
      default:
        break;
    }
    if (!one_in(3)) made.last(termination());
    return made;
  }
  Metric metric() {
    std::vector<Seconds> moments;
    for (int count = number(0, 3); count > 0; --count) moments.push_back(before());
    std::sort(moments.rbegin(), moments.rend());
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
    Metric made(static_cast<MetricFact>(number(0, 2)), std::move(moments));
    made.of(pick({"app", "b", "c"})).late(Seconds{one_in(2) ? 0 : number(0, 600)});
    return one_in(4) ? made.init() : made;
  }
  EventObservation event() {
    Event made(pick({"BackOff", "BackOff", "Killing", "Failed", "FailedCreatePodSandBox", "OOMKilled", "CrashLoop",
                     "Pulled", "Evicted"}),
               pick({kBackOffMessage, kInitOomMessage, "Container app failed liveness probe, will be restarted",
                     "Container app failed startup probe, will be restarted", "Back-off pulling image \"x\"",
                     "Error: ErrImagePull", "Error: configmap \"x\" not found", "container 'b' was OOMKilled"}),
               before());
    made.on(pick(
        {"", "spec.containers{app}", "spec.containers{b}", "spec.initContainers{app}", "spec.ephemeralContainers{b}"}));
    made.kind(pick({"Pod", "Pod", "Pod", "Job"})).times(number(1, 90));
    if (one_in(10)) made.undated();
    return made;
  }

  std::mt19937 random_;
};

TEST(CatalogJudge, NeverFindsAnythingInAPodWhoseStatusItSaidDoesNotMatter) {
  RandomScenes random(20251212);
  int findings = 0;
  int did_not_matter = 0;
  for (int i = 0; i < 4'000; ++i) {
    const Scene scene = random.next();
    for (const std::string& type : all_types()) {
      const std::vector<std::string> types{type};
      const auto judge = make_judge(types);
      Scene copy = scene;
      const bool matters = judge->may_matter(*copy.evidence().pod);
      const bool found = !scene.judge(types).empty();
      ASSERT_TRUE(matters || !found) << said(scene);
      findings += found ? 1 : 0;
      did_not_matter += matters ? 0 : 1;
    }
  }
  EXPECT_GT(findings, 1'000);
  EXPECT_GT(did_not_matter, 1'000);
}

TEST(CatalogJudge, FindsTheSameWithoutTheEventsThatItSaidDoNotMatter) {
  RandomScenes random(5);
  int left_out = 0;
  for (int i = 0; i < 2'000; ++i) {
    Scene scene = random.next_with_events();
    const auto judge = make_judge(all_types());
    Scene reduced = scene;
    left_out += static_cast<int>(std::erase_if(
        reduced.evidence().events, [&](const EventObservation& event) { return !judge->may_matter(event); }));
    ASSERT_EQ(in_full(scene.judge(all_types())), in_full(reduced.judge(all_types())));
  }
  EXPECT_GT(left_out, 1'000);
}

TEST(CatalogJudge, FindsTheSameWhateverTheOrderOfContainersAndEvents) {
  RandomScenes random(7);
  int findings = 0;
  for (int i = 0; i < 2'000; ++i) {
    Scene scene = random.next_with_events();
    const auto before = scene.judge(all_types());
    std::shuffle(scene.evidence().events.begin(), scene.evidence().events.end(), random.engine());
    auto& containers = scene.evidence().pod->containers;
    std::shuffle(containers.begin(), containers.end(), random.engine());
    auto& metrics = scene.evidence().metrics;
    std::shuffle(metrics.begin(), metrics.end(), random.engine());
    ASSERT_EQ(in_full(before), in_full(scene.judge(all_types())));
    findings += static_cast<int>(before.size());
  }
  EXPECT_GT(findings, 1'000);
}

TEST(CatalogJudge, LeadsEveryFindingBackToEvidence) {
  RandomScenes random(9);
  for (int i = 0; i < 2'000; ++i) {
    const Scene scene = random.next_with_events();
    std::set<std::pair<std::string, std::string>> keys;
    for (const Finding& finding : scene.judge(all_types())) {
      ASSERT_TRUE(keys.insert({finding.container, finding.type}).second);
      ASSERT_FALSE(finding.evidence.empty());
      ASSERT_FALSE(finding.sources.empty());
      ASSERT_FALSE(finding.cause.empty());
      ASSERT_TRUE(std::is_sorted(finding.timestamps.begin(), finding.timestamps.end()));
      for (const Timestamp time : finding.timestamps) ASSERT_TRUE(scene.frame().range.contains(time));
    }
  }
}

}  // namespace
}  // namespace oomscan::detect
