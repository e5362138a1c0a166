#include "detect/reading/workload.hpp"

#include <gtest/gtest.h>

#include "detect/reading/application.hpp"
#include "unit/detect/scene.hpp"

namespace oomscan::detect {
namespace {

using namespace scene;

PodObservation owned_by(const char* kind, const char* name, bool controller = true) {
  PodObservation pod;
  pod.name = "web-1";
  pod.owners.push_back({kind, name, "owner-uid", controller});
  return pod;
}

TEST(Workload, IsTheDeploymentBehindAReplicaSetWithThePodsTemplateHash) {
  PodObservation pod = owned_by("ReplicaSet", "catalog-operator-79c5668759");
  pod.labels["pod-template-hash"] = "79c5668759";
  EXPECT_EQ(workload_of(pod), (Workload{"Deployment", "catalog-operator"}));
}

TEST(Workload, IsABareReplicaSetItself) {
  EXPECT_EQ(workload_of(owned_by("ReplicaSet", "web-79c5668759")), (Workload{"ReplicaSet", "web-79c5668759"}));
  PodObservation other_hash = owned_by("ReplicaSet", "web-79c5668759");
  other_hash.labels["pod-template-hash"] = "aaaaaaaaaa";
  EXPECT_EQ(workload_of(other_hash).kind, "ReplicaSet");
  PodObservation no_dash = owned_by("ReplicaSet", "web79c5668759");
  no_dash.labels["pod-template-hash"] = "79c5668759";
  EXPECT_EQ(workload_of(no_dash).kind, "ReplicaSet");
  PodObservation only_hash = owned_by("ReplicaSet", "-79c5668759");
  only_hash.labels["pod-template-hash"] = "79c5668759";
  EXPECT_EQ(workload_of(only_hash).kind, "ReplicaSet");
  PodObservation empty_hash = owned_by("ReplicaSet", "web-");
  empty_hash.labels["pod-template-hash"] = "";
  EXPECT_EQ(workload_of(empty_hash).kind, "ReplicaSet");
}

TEST(Workload, IsTheDeploymentConfigOfAReplicationController) {
  PodObservation pod = owned_by("ReplicationController", "shop-3");
  EXPECT_EQ(workload_of(pod), (Workload{"ReplicationController", "shop-3"}));
  pod.annotations["openshift.io/deployment-config.name"] = "shop";
  EXPECT_EQ(workload_of(pod), (Workload{"DeploymentConfig", "shop"}));
}

TEST(Workload, IsAnyOtherOwnerThatControls) {
  for (const char* kind : {"StatefulSet", "DaemonSet", "Job", "CronJob", "TaskRun"}) {
    EXPECT_EQ(workload_of(owned_by(kind, "x")), (Workload{kind, "x"}));
  }
}

TEST(Workload, IsNotAnOwnerThatDoesNotControl) {
  PodObservation pod = owned_by("ConfigMap", "x", false);
  EXPECT_EQ(workload_of(pod), (Workload{"Pod", "web-1"}));
  pod.owners.push_back({"StatefulSet", "db", "u", true});
  EXPECT_EQ(workload_of(pod), (Workload{"StatefulSet", "db"}));
}

TEST(Workload, IsThePodIfNobodyOwnsIt) {
  PodObservation pod;
  pod.name = "lonely";
  EXPECT_EQ(workload_of(pod), (Workload{"Pod", "lonely"}));
}

TEST(Workload, IsNotGuessedForAPodThatIsGone) {
  const Finding finding = the("CrashLoopBackOff", Scene().without_pod(Presence::gone).with(back_off(hours(1))));
  EXPECT_EQ(finding.workload, Workload{});
}

TEST(Application, IsTheFirstOfItsLabelsThatIsNotEmpty) {
  PodObservation pod;
  EXPECT_EQ(application_of(pod), "");
  for (const auto& [label, value] :
       {std::pair{"app", "d"}, std::pair{"app.kubernetes.io/name", "c"},
        std::pair{"appstudio.openshift.io/application", "b"}, std::pair{"app.kubernetes.io/part-of", "a"}}) {
    pod.labels[label] = value;
    EXPECT_EQ(application_of(pod), value);
  }
  pod.labels["app.kubernetes.io/part-of"] = "";
  EXPECT_EQ(application_of(pod), "b");
}

TEST(Component, IsTheFirstOfItsLabelsThatIsNotEmpty) {
  PodObservation pod;
  EXPECT_EQ(component_of(pod), "");
  for (const auto& [label, value] :
       {std::pair{"tekton.dev/pipelineTask", "c"}, std::pair{"appstudio.openshift.io/component", "b"},
        std::pair{"app.kubernetes.io/component", "a"}}) {
    pod.labels[label] = value;
    EXPECT_EQ(component_of(pod), value);
  }
}

}  // namespace
}  // namespace oomscan::detect
