#include "oomscan/model/identity.hpp"

#include <gtest/gtest.h>

namespace oomscan {
namespace {

Finding finding() {
  Finding f;
  f.cluster_id = "8b6f5a0e-0000-4000-8000-000000000001";
  f.namespace_name = "payments";
  f.pod = "web-7f9dd8b6c4-x7gr9";
  f.workload = {"Deployment", "web"};
  f.container = "app";
  f.type = "OOMKilled";
  return f;
}

TEST(GuessedWorkload, IsTheNameLessWhatControllersAdd) {
  const struct {
    const char* pod;
    const char* kind;
    const char* name;
  } rows[] = {
      {"web-7f9dd8b6c4-x7gr9", "Deployment", "web"},
      {"payments-api-6d5f7c9b8d-2xkqp", "Deployment", "payments-api"},
      {"nightly-report-29312345-zbcdf", "CronJob", "nightly-report"},
      {"old-cron-1612345620-zbcdf", "CronJob", "old-cron"},
      {"db-0", "StatefulSet", "db"},
      {"kafka-broker-12", "StatefulSet", "kafka-broker"},
      {"index-3-zbcdf", "", "index"},
      {"shop-2-x7gr9", "", "shop"},
      {"node-exporter-x7gr9", "", "node-exporter"},
      // Nothing that a controller adds: vowels, a leading zero, too short, nothing in front.
      {"debug-shell", "", "debug-shell"},
      {"job-007", "", "job-007"},
      {"web-7f9dd8b6c4-aeiou", "", "web-7f9dd8b6c4-aeiou"},
      {"api-4567-x7gr9", "", "api"},
      {"-x7gr9", "", "-x7gr9"},
      {"", "", ""},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(guessed_workload(row.pod), (Workload{row.kind, row.name, true})) << row.pod;
  }
}

TEST(LastingName, OutlivesRolloutsAndRuns) {
  EXPECT_EQ(lasting_name({"Job", "nightly-29312345"}), "nightly");
  EXPECT_EQ(lasting_name({"Job", "migrate"}), "migrate");
  EXPECT_EQ(lasting_name({"ReplicaSet", "web-79c5668759"}), "web");
  EXPECT_EQ(lasting_name({"ReplicationController", "shop-3"}), "shop");
  EXPECT_EQ(lasting_name({"Deployment", "web-79c5668759"}), "web-79c5668759");
}

// Written down: a fingerprint that changes with the program breaks whatever was stored under it.
TEST(Fingerprint, IsTheOneThatWasAlwaysGiven) {
  // printf 'oom-scan/1,36:8b6f5a0e-0000-4000-8000-000000000001,8:payments,3:web,3:app,9:OOMKilled,' | sha256sum
  EXPECT_EQ(fingerprint_of(finding()), "36d3598db59647cf69a532840017e9a9");
}

TEST(Fingerprint, IsTheSameForPodsRolloutsAndMoments) {
  Finding other = finding();
  other.pod = "web-6d5f7c9b8d-2xkqp";
  other.pod_uid = "u";
  other.cluster = "by another name";
  other.context = "c";
  other.state = State::gone;
  other.timestamps = {Timestamp{Seconds{1}}};
  other.image = "i";
  other.workload = guessed_workload(other.pod);
  EXPECT_EQ(fingerprint_of(other), fingerprint_of(finding()));
}

TEST(Fingerprint, DiffersByClusterNamespaceWorkloadContainerAndType) {
  for (std::string Finding::* member :
       {&Finding::cluster_id, &Finding::namespace_name, &Finding::container, &Finding::type}) {
    Finding other = finding();
    (other.*member) += "2";
    EXPECT_NE(fingerprint_of(other), fingerprint_of(finding()));
  }
  Finding other = finding();
  other.workload.name = "api";
  EXPECT_NE(fingerprint_of(other), fingerprint_of(finding()));
  // Where one name ends and the next begins matters.
  Finding left = finding();
  Finding right = finding();
  left.container = "ab";
  left.type = "c";
  right.container = "a";
  right.type = "bc";
  EXPECT_NE(fingerprint_of(left), fingerprint_of(right));
}

}  // namespace
}  // namespace oomscan
