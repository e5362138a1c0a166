#include "terminal/artifact_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/sample_reports.hpp"

namespace oomscan::terminal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ArtifactWords, JoinsTwoFilesOfOneStem) {
  EXPECT_EQ(artifact_words({"/tmp/a__1__desc.txt", "/tmp/a__1__log.txt"}), "/tmp/a__1__*");
  EXPECT_EQ(artifact_words({"/tmp/a__1__desc.txt", "/tmp/a__1-2__log.txt"}),
            "/tmp/a__1__desc.txt /tmp/a__1-2__log.txt");
  EXPECT_EQ(artifact_words({"", "/tmp/a__log.txt"}), "/tmp/a__log.txt");
  EXPECT_EQ(artifact_words({}), "");
}

TEST(ArtifactNames, LeaveTheDirectoryOut) {
  EXPECT_EQ(artifact_names({"/tmp/prd/a__1__desc.txt", "/tmp/prd/a__1__log.txt"}), "a__1__*");
  EXPECT_EQ(artifact_names({}), "");
}

TEST(ArtifactPlaces, AreSaidOncePerDirectory) {
  Finding one = fakes::sample_finding("prd", "a", "p", "c", "OOMKilled", State::active, {});
  Finding two = one;
  two.type = "CrashLoopBackOff";
  Finding other = fakes::sample_finding("prd", "a", "q", "c", "OOMKilled", State::active, {});
  other.artifacts = {"", "/tmp/prd/q__log.txt"};
  EXPECT_THAT(artifact_places({&one, &two, &other}), ElementsAre("descriptions and logs of 2 pods: /tmp/prd"));
  EXPECT_THAT(artifact_places({&other}), ElementsAre("logs of 1 pod: /tmp/prd"));
  other.artifacts = {};
  EXPECT_THAT(artifact_places({&other}), IsEmpty());
}

}  // namespace
}  // namespace oomscan::terminal
