#include "artifacts/file_names.hpp"

#include <gtest/gtest.h>

namespace oomscan::artifacts {
namespace {

const Timestamp kStamp = parse_rfc3339("2025-12-12T05:25:40Z").value();

TEST(ArtifactFileName, JoinsNamespacePodAndTimeWithDoubleUnderscores) {
  EXPECT_EQ(
      artifact_file_name("clusters-a53fda0e", "catalog-operator-79c5668759-hfrq8", kStamp, ArtifactKind::description),
      "clusters-a53fda0e__catalog-operator-79c5668759-hfrq8__2025-12-12T05-25-40Z__desc.txt");
  EXPECT_EQ(artifact_file_name("a", "b", kStamp, ArtifactKind::log), "a__b__2025-12-12T05-25-40Z__log.txt");
}

TEST(ArtifactFileName, FitsTheFileSystemForTheLongestNamesThatKubernetesAllows) {
  const std::string pod(253, 'p');
  const std::string name = artifact_file_name(std::string(63, 'n'), pod, kStamp, ArtifactKind::description);
  EXPECT_LE(name.size() + 8, kFileNameBytesMax);
  EXPECT_TRUE(name.starts_with(std::string(63, 'n') + "__ppp")) << name;
  EXPECT_TRUE(name.ends_with("__2025-12-12T05-25-40Z__desc.txt")) << name;
}

TEST(ArtifactFileName, KeepsLongNamesApartThatDifferOnlyAtTheirEnd) {
  const std::string pod(252, 'p');
  EXPECT_NE(artifact_file_name("a", pod + "1", kStamp, ArtifactKind::log),
            artifact_file_name("a", pod + "2", kStamp, ArtifactKind::log));
}

TEST(ArtifactFileName, LeavesNoWayOutOfItsDirectory) {
  const std::string name = artifact_file_name("../../etc", "/../passwd\n", kStamp, ArtifactKind::log);
  EXPECT_EQ(name.find('/'), std::string::npos);
  EXPECT_EQ(name.find('\n'), std::string::npos);
  EXPECT_FALSE(name.starts_with('.'));
}

TEST(ArtifactFileName, CutsANamespaceThatNoServerShouldHave) {
  EXPECT_LE(artifact_file_name(std::string(5000, 'n'), std::string(5000, 'p'), kStamp, ArtifactKind::log).size(),
            kFileNameBytesMax);
}

}  // namespace
}  // namespace oomscan::artifacts
