// How much of a bad night is saved, where, and for how long.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifacts/file_names.hpp"
#include "unit/artifacts/saver_fixture.hpp"

namespace oomscan::artifacts {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ArtifactBoundsTest : public PodArtifactSaverTest {
 protected:
  Finding finding_at(const std::string& namespace_name, const std::string& pod, int minutes_ago) {
    Finding made = finding(pod, "app");
    made.namespace_name = namespace_name;
    made.timestamps = {config_.stamp - std::chrono::minutes{minutes_ago}};
    reader_.set_describe(namespace_name, pod, "Name: " + pod + "\n");
    return made;
  }
  static std::vector<std::string> saved_pods(const std::vector<Finding>& findings) {
    std::vector<std::string> pods;
    for (const Finding& each : findings) {
      if (!each.artifacts.description_file.empty()) pods.push_back(each.pod);
    }
    return pods;
  }
};

TEST_F(ArtifactBoundsTest, TheNewestOfEachNamespaceComeFirst) {
  config_.pods_max = 3;
  std::vector<Finding> findings = {finding_at("noisy", "n1", 1), finding_at("noisy", "n2", 2),
                                   finding_at("noisy", "n3", 3), finding_at("quiet", "old", 500),
                                   finding_at("quiet", "older", 600)};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(saved_pods(findings), ElementsAre("n1", "n2", "old"));
  EXPECT_THAT(notes_, ElementsAre("describe and logs of 2 pods with older failures not saved: at most 3 pods and 512 "
                                  "MiB a run (--artifacts-max-pods, --artifacts-max-mib)"));
}

TEST_F(ArtifactBoundsTest, HoldForAllClustersOfARunTogether) {
  config_.pods_max = 3;
  const auto saver = make_artifact_saver(config_, files_, scheduler_, nullptr);
  std::vector<Finding> first = {finding_at("a", "p1", 1), finding_at("a", "p2", 2)};
  std::vector<Finding> second = {finding_at("a", "q1", 1), finding_at("a", "q2", 2)};
  EXPECT_THAT(saver->save("one", reader_, first, {}).notes, IsEmpty());
  EXPECT_EQ(saver->save("two", reader_, second, {}).notes.size(), 1U);
  EXPECT_THAT(saved_pods(second), ElementsAre("q1"));
}

TEST_F(ArtifactBoundsTest, CountBytesToo) {
  config_.workers = 1;
  config_.logs = false;
  config_.run_bytes_max = 20;
  std::vector<Finding> findings = {finding_at("a", "p1", 1), finding_at("a", "p2", 2), finding_at("a", "p3", 3)};
  EXPECT_THAT(save(findings), IsEmpty());
  EXPECT_THAT(saved_pods(findings), ElementsAre("p1", "p2")) << "nine bytes each";
  ASSERT_EQ(notes_.size(), 1U);
  EXPECT_THAT(notes_[0], HasSubstr("describe of 1 pod with older failures not saved"));
}

TEST_F(ArtifactBoundsTest, RemoveOnlyWhatBearsAnOldNameOfOurs) {
  auto directory = files_.open_private(config_.root_dir, "prd");
  ASSERT_TRUE(directory.ok());
  for (const char* name : {"team__api__2025-12-01T05-25-40Z__desc.txt", "team__api__2025-12-01T05-25-40Z-2__log.txt",
                           "team__api__2025-12-11T05-25-40Z__log.txt", "notes.txt", "2025-12-01T05-25-40Z__log.txt",
                           "team__api__yesterday__log.txt"}) {
    ASSERT_TRUE((*directory)->create(name, "x").ok());
  }
  config_.keep = std::chrono::days{7};
  std::vector<Finding> findings = {finding_at("team", "web", 1)};
  save(findings);
  const auto left = (*directory)->file_names();
  EXPECT_THAT(*left,
              ElementsAre("2025-12-01T05-25-40Z__log.txt", "notes.txt", "team__api__2025-12-11T05-25-40Z__log.txt",
                          "team__api__yesterday__log.txt", "team__web__2025-12-12T05-25-40Z__desc.txt"));
  EXPECT_THAT(notes_, ElementsAre("2 artifact files older than 7 days removed"));
}

TEST_F(ArtifactBoundsTest, UseAPlaceOfOnesOwnWhereTheDirectoryIsAnotherUsers) {
  files_.fail_next(Error{ErrorKind::local_permission, "'/root-dir/prd' belongs to another user", ""});
  std::vector<Finding> findings = {finding_at("team", "web", 1)};
  EXPECT_THAT(save(findings), IsEmpty()) << "it is no gap";
  EXPECT_EQ(findings[0].artifacts.description_file,
            "/root-dir/oom-scan-me/prd/team__web__2025-12-12T05-25-40Z__desc.txt");
  EXPECT_THAT(notes_, ElementsAre("'/root-dir/prd' belongs to another user, so artifacts are in "
                                  "'/root-dir/oom-scan-me/prd'"));
}

TEST(ArtifactStamp, IsReadFromNamesOfOursOnly) {
  const auto stamp = parse_rfc3339("2025-12-12T05:25:40Z");
  EXPECT_EQ(stamp_of(artifact_file_name("a", "b", *stamp, ArtifactKind::log)), stamp);
  EXPECT_EQ(stamp_of("a__b__2025-12-12T05-25-40Z-12__desc.txt"), stamp);
  for (const char* name : {"", "__log.txt", "a__log.txt", "a__2025-12-12T05-25-40Zx__log.txt",
                           "a__2025-12-12T05-25-40Z-__log.txt", "a__2025-12-12T05:25:40Z__log.txt",
                           "a__2025-12-12T05-25-40Z__log.txt.bak", "a__2025-12-12T99-25-40Z__log.txt"}) {
    EXPECT_EQ(stamp_of(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace oomscan::artifacts
