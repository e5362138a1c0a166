#include "oomscan/model/job.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace oomscan {
namespace {

Timestamp at(int seconds) { return Timestamp{Seconds{seconds}}; }

PodObservation of_job(std::string index, std::string phase, int created, int ended) {
  PodObservation pod;
  pod.phase = std::move(phase);
  pod.created_at = at(created);
  if (!index.empty()) pod.annotations["batch.kubernetes.io/job-completion-index"] = std::move(index);
  ContainerObservation work;
  if (ended > 0) {
    work.terminated = Termination{};
    work.terminated->finished_at = at(ended);
  }
  pod.containers.push_back(std::move(work));
  return pod;
}

bool made_good(const PodObservation& failed, const std::vector<PodObservation>& others) {
  std::vector<JobPod> pods{job_pod(failed)};
  for (const PodObservation& other : others) pods.push_back(job_pod(other));
  return JobHistory{std::move(pods)}.made_good(failed);
}

TEST(JobHistory, ALaterSuccessOfTheSameIndexMakesGood) {
  EXPECT_TRUE(made_good(of_job("3", "Failed", 100, 150), {of_job("3", "Succeeded", 200, 250)}));
  EXPECT_FALSE(made_good(of_job("3", "Failed", 300, 350), {of_job("3", "Succeeded", 200, 250)}));
}

TEST(JobHistory, ASuccessOfAnotherIndexIsOtherWork) {
  EXPECT_FALSE(made_good(of_job("7", "Failed", 100, 150), {of_job("12", "Succeeded", 200, 250)}));
}

TEST(JobHistory, WithoutIndexesASuccessMakesGoodInAJobThatTriesOneAfterTheOther) {
  EXPECT_TRUE(
      made_good(of_job("", "Failed", 100, 150), {of_job("", "Failed", 160, 190), of_job("", "Succeeded", 200, 250)}));
}

TEST(JobHistory, WithoutIndexesPodsSideBySideMakeNothingGood) {
  EXPECT_FALSE(made_good(of_job("", "Failed", 100, 260), {of_job("", "Succeeded", 200, 250)}));
  EXPECT_FALSE(
      made_good(of_job("", "Failed", 100, 150), {of_job("", "Running", 160, 0), of_job("", "Succeeded", 200, 250)}));
}

TEST(JobHistory, AJobThatGoesOnAfterASuccessWantsMoreThanOne) {
  EXPECT_FALSE(made_good(of_job("", "Failed", 100, 150),
                         {of_job("", "Succeeded", 200, 250), of_job("", "Succeeded", 300, 350)}));
}

TEST(JobHistory, WhatMayStillGoOnIsNotMadeGood) {
  EXPECT_FALSE(made_good(of_job("3", "Running", 100, 0), {of_job("3", "Succeeded", 200, 250)}));
}

TEST(JobHistory, TheIndexMayStandInTheLabelAlone) {
  PodObservation failed = of_job("", "Failed", 100, 150);
  failed.labels["batch.kubernetes.io/job-completion-index"] = "3";
  EXPECT_TRUE(made_good(failed, {of_job("3", "Succeeded", 200, 250)}));
}

}  // namespace
}  // namespace oomscan
