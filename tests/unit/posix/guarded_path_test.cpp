#include "oomscan/posix/guarded_path.hpp"

#include <cerrno>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

namespace oomscan {
namespace {

namespace fs = std::filesystem;

constexpr uid_t kAnotherUser = 65'534;

// Below /tmp, which is root's and sticky: guarded itself.
class GuardedPath : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = "/tmp/oom-scan-test-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    fs::create_directories(root_ / "a/b");
    ASSERT_EQ(::chmod((root_ / "a").c_str(), 0755), 0);
  }
  void TearDown() override { fs::remove_all(root_); }

  void set_mode(const fs::path& path, mode_t mode) { ASSERT_EQ(::chmod((root_ / path).c_str(), mode), 0); }
  GuardedWalk walk(const fs::path& path, bool create = false) {
    return walk_to_directory((root_ / path).native(), create);
  }

  fs::path root_;
};

TEST_F(GuardedPath, LeadsThroughDirectoriesOfOursAndSharedOnesThatAreSticky) {
  const GuardedWalk found = walk("a/b");
  EXPECT_TRUE(found.directory);
  EXPECT_TRUE(found.way_is_guarded) << found.where;
  set_mode("a", 01777);
  EXPECT_TRUE(walk("a/b").way_is_guarded);
}

TEST_F(GuardedPath, IsNotGuardedWhereOthersCanReplaceADirectoryAboveIt) {
  fs::create_directories(root_ / "a/b/c/d");
  for (const mode_t mode : {0777U, 0757U}) {
    set_mode("a", mode);
    const GuardedWalk found = walk("a/b/c/d");
    EXPECT_TRUE(found.directory);
    EXPECT_FALSE(found.way_is_guarded) << mode;
    EXPECT_EQ(found.where, (root_ / "a").native());
  }
}

TEST_F(GuardedPath, SaysNothingOfTheDirectoryItself) {
  set_mode("a/b", 0777);
  const GuardedWalk found = walk("a/b");
  EXPECT_TRUE(found.way_is_guarded);
  EXPECT_FALSE(is_guarded(found.info));
  EXPECT_FALSE(is_ours_alone(found.info));
}

TEST_F(GuardedPath, FollowsLinksThatNobodyElseCanChange) {
  fs::create_directory_symlink("a", root_ / "relative");
  fs::create_directory_symlink(root_ / "a", root_ / "absolute");
  fs::create_directory_symlink("relative/../absolute", root_ / "both");
  for (const char* link : {"relative", "absolute", "both"}) {
    const GuardedWalk found = walk(fs::path(link) / "b");
    EXPECT_TRUE(found.directory) << link << ": " << found.error_number;
    EXPECT_TRUE(found.way_is_guarded) << link;
  }
}

TEST_F(GuardedPath, LooksAtTheWayThatALinkTakes) {
  set_mode("a", 0777);
  fs::create_directory_symlink(root_ / "a/b", root_ / "link");
  EXPECT_FALSE(walk("link").way_is_guarded);
}

TEST_F(GuardedPath, EndsInCircles) {
  fs::create_directory_symlink("there", root_ / "here");
  fs::create_directory_symlink("here", root_ / "there");
  EXPECT_EQ(walk("here").error_number, ELOOP);
}

TEST_F(GuardedPath, NamesThePartThatIsMissingOrNoDirectory) {
  const GuardedWalk missing = walk("a/x/y");
  EXPECT_EQ(missing.error_number, ENOENT);
  EXPECT_EQ(missing.where, (root_ / "a/x").native());
  EXPECT_FALSE(missing.directory);
  EXPECT_EQ(walk_to_directory("/dev/null/x", true).error_number, ENOTDIR);
}

TEST_F(GuardedPath, IsMadeForUsAloneIfThatIsAskedFor) {
  EXPECT_TRUE(walk("a/x/y", true).directory);
  struct stat info{};
  ASSERT_EQ(::stat((root_ / "a/x").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0700U);
}

TEST_F(GuardedPath, IsNotGuardedBelowADirectoryOfAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a directory away";
  ASSERT_EQ(::chown((root_ / "a").c_str(), kAnotherUser, kAnotherUser), 0);
  EXPECT_FALSE(walk("a/b").way_is_guarded);
}

TEST_F(GuardedPath, IsNotGuardedWhereAGroupOfOthersCanWrite) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a directory to any group";
  set_mode("a", 0775);
  EXPECT_TRUE(walk("a/b").way_is_guarded) << "root's own group is nobody else";
  ASSERT_EQ(::chown((root_ / "a").c_str(), 0, 100), 0);
  set_mode("a", 0775);
  EXPECT_FALSE(walk("a/b").way_is_guarded);
}

TEST_F(GuardedPath, RefusesALinkOfAnotherUserWhereHeCanChangeIt) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a link away";
  fs::create_directory_symlink("b", root_ / "a/link");
  ASSERT_EQ(::lchown((root_ / "a/link").c_str(), kAnotherUser, kAnotherUser), 0);
  EXPECT_TRUE(walk("a/link").directory) << "only root can change it there";
  for (const mode_t mode : {0777U, 01777U}) {
    set_mode("a", mode);
    EXPECT_EQ(walk("a/link").error_number, ELOOP) << mode;
  }
}

}  // namespace
}  // namespace oomscan
