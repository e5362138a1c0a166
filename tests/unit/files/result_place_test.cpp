// Result files beside other users: whose they are, who may read them, and who may bend the way to them.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files/posix_file_store.hpp"

namespace oomscan::files {
namespace {

namespace fs = std::filesystem;

constexpr uid_t kAnotherUser = 65'534;

class ResultPlace : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = "/tmp/oom-scan-test-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    file_ = root_ / "oom_results.csv";
    umask_ = ::umask(022);
  }
  void TearDown() override {
    ::umask(umask_);
    fs::remove_all(root_);
  }

  Result<void> replace(const fs::path& path) {
    return store_.replace(path.native(), [](std::ostream& out) { out << "new"; });
  }
  static std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static mode_t mode_of(const fs::path& path) {
    struct stat info{};
    return ::lstat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
  }
  static void set_mode(const fs::path& path, mode_t mode) { ASSERT_EQ(::chmod(path.c_str(), mode), 0); }
  static void give_away(const fs::path& path) { ASSERT_EQ(::lchown(path.c_str(), kAnotherUser, kAnotherUser), 0); }
  // Another user of this host at work.
  template <class Deed>
  static bool as_another_user(Deed deed) {
    const pid_t child = ::fork();
    if (child == 0) {
      if (::setgid(kAnotherUser) != 0 || ::setuid(kAnotherUser) != 0) ::_exit(2);
      ::_exit(deed() ? 0 : 1);
    }
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

  fs::path root_;
  fs::path file_;
  mode_t umask_ = 0;
  PosixFileStore store_;
};

TEST_F(ResultPlace, LeavesTheModeOfANewFileToTheUmask) {
  for (const mode_t mask : {022U, 027U, 077U}) {
    ::umask(mask);
    fs::remove(file_);
    ASSERT_TRUE(replace(file_).ok());
    EXPECT_EQ(mode_of(file_), 0666U & ~mask) << mask;
  }
}

TEST_F(ResultPlace, KeepsTheModeOfTheFileThatWasThere) {
  for (const mode_t mode : {0600U, 0640U, 0664U}) {
    std::ofstream(file_) << "old";
    set_mode(file_, mode);
    ASSERT_TRUE(replace(file_).ok());
    EXPECT_EQ(mode_of(file_), mode);
    EXPECT_EQ(content_of(file_), "new");
  }
  set_mode(file_, 06755);
  ASSERT_TRUE(replace(file_).ok());
  EXPECT_EQ(mode_of(file_), 0755U) << "nothing that we write runs as somebody";
}

TEST_F(ResultPlace, KeepsTheOwnerWhoReadsTheFile) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  std::ofstream(file_) << "old";
  give_away(file_);
  set_mode(file_, 0640);
  ASSERT_TRUE(replace(file_).ok());
  struct stat info{};
  ASSERT_EQ(::stat(file_.c_str(), &info), 0);
  EXPECT_EQ(info.st_uid, kAnotherUser);
  EXPECT_EQ(info.st_gid, kAnotherUser);
  EXPECT_EQ(mode_of(file_), 0640U);
}

TEST_F(ResultPlace, TakesNoModeFromAFileThatAnotherUserPutThere) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  set_mode(root_, 0777);
  ASSERT_TRUE(as_another_user([&] { return std::ofstream(file_).good() && ::chmod(file_.c_str(), 0666) == 0; }));
  ASSERT_TRUE(replace(file_).ok());
  struct stat info{};
  ASSERT_EQ(::stat(file_.c_str(), &info), 0);
  EXPECT_EQ(info.st_uid, 0U);
  EXPECT_EQ(mode_of(file_), 0644U);
}

TEST_F(ResultPlace, FollowsALinkOfOurs) {
  fs::create_directory(root_ / "exports");
  std::ofstream(root_ / "exports/today.csv") << "old";
  fs::create_symlink("exports/today.csv", file_);
  ASSERT_TRUE(replace(file_).ok());
  EXPECT_TRUE(fs::is_symlink(file_));
  EXPECT_EQ(content_of(root_ / "exports/today.csv"), "new");
}

TEST_F(ResultPlace, MakesTheTargetOfALinkThatLeadsToNothingYet) {
  fs::create_symlink(root_ / "tomorrow.csv", file_);
  ASSERT_TRUE(replace(file_).ok());
  EXPECT_EQ(content_of(root_ / "tomorrow.csv"), "new");
}

TEST_F(ResultPlace, EndsInLinksThatLeadInACircle) {
  fs::create_symlink("other", file_);
  fs::create_symlink("oom_results.csv", root_ / "other");
  const auto replaced = replace(file_);
  ASSERT_FALSE(replaced.ok());
  EXPECT_EQ(replaced.error().kind, ErrorKind::io);
}

TEST_F(ResultPlace, ReplacesALinkOfAnotherUserAndNotWhatItPointsTo) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const fs::path victim = root_ / "victim";
  const fs::path shared = root_ / "shared";
  std::ofstream(victim) << "old";
  fs::create_directory(shared);
  set_mode(root_, 0755);
  set_mode(shared, 0777);
  ASSERT_TRUE(as_another_user([&] { return ::symlink(victim.c_str(), (shared / "oom_results.csv").c_str()) == 0; }));
  ASSERT_TRUE(replace(shared / "oom_results.csv").ok());
  EXPECT_EQ(content_of(victim), "old");
  EXPECT_EQ(content_of(shared / "oom_results.csv"), "new");
}

// The grandparent is writable for all and not sticky: what is in it is whoever's came last.
TEST_F(ResultPlace, IsRefusedWhereAnotherUserHasSwappedTheDirectory) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const fs::path shared = root_ / "shared";
  fs::create_directories(shared / "jobs/out");
  set_mode(root_, 0755);
  set_mode(shared, 0777);
  ASSERT_TRUE(as_another_user([&] {
    return ::rename((shared / "jobs").c_str(), (shared / "gone").c_str()) == 0 &&
           fs::create_directories(shared / "jobs/out");
  }));
  const auto ready = store_.check_place((shared / "jobs/out").native());
  ASSERT_FALSE(ready.ok());
  EXPECT_EQ(ready.error().kind, ErrorKind::local_permission);
  EXPECT_EQ(ready.error().message, "'" + (shared / "jobs/out").native() +
                                       "' is not safe to write to: other users can put something else in its place, "
                                       "as '" +
                                       shared.native() + "' is theirs or writable to them");
  EXPECT_EQ(ready.error().hint,
            "take that from them (chmod go-w '" + shared.native() + "'), or choose another directory");
  EXPECT_FALSE(replace(shared / "jobs/out/oom_results.csv").ok());
  EXPECT_TRUE(fs::is_empty(shared / "jobs/out"));
}

TEST_F(ResultPlace, MayBeSharedItselfOrOursAloneBelowASharedOne) {
  fs::create_directories(root_ / "volume/run");
  set_mode(root_ / "volume", 0777);
  EXPECT_TRUE(store_.check_place((root_ / "volume").native()).ok());
  EXPECT_TRUE(replace(root_ / "volume/oom_results.csv").ok());
  set_mode(root_ / "volume/run", 0755);
  EXPECT_TRUE(store_.check_place((root_ / "volume/run").native()).ok());
}

TEST_F(ResultPlace, SaysWhatIsWrongWithIt) {
  EXPECT_EQ(store_.check_place((root_ / "missing").native()).error().message,
            "'" + (root_ / "missing").native() + "' is not there");
  std::ofstream(root_ / "file") << "x";
  EXPECT_EQ(store_.check_place((root_ / "file").native()).error().message,
            "'" + (root_ / "file").native() + "' is not a directory");
}

TEST_F(ResultPlace, OfArtifactsStaysOursAloneBelowADirectoryOfOthers) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const fs::path shared = root_ / "shared";
  fs::create_directories(shared / "root");
  set_mode(root_, 0755);
  set_mode(shared, 0777);
  ASSERT_TRUE(as_another_user([&] {
    return ::rename((shared / "root").c_str(), (shared / "gone").c_str()) == 0 && fs::create_directory(shared / "root");
  }));
  auto directory = store_.open_private((shared / "root").native(), "prd");
  ASSERT_TRUE(directory.ok()) << directory.error().message;
  const auto saved = (*directory)->create("log.txt", "secret");
  ASSERT_TRUE(saved.ok());
  EXPECT_FALSE(as_another_user([&] { return std::ifstream(*saved).good(); }));
  EXPECT_FALSE(as_another_user([&] { return std::ofstream(shared / "root/prd/planted").good(); }));
}

TEST_F(ResultPlace, OfArtifactsIsNotReachedThroughALinkOfAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  fs::create_directory(root_ / "shared");
  set_mode(root_, 0755);
  set_mode(root_ / "shared", 01777);
  fs::create_directory(root_ / "ours");
  ASSERT_TRUE(
      as_another_user([&] { return ::symlink((root_ / "ours").c_str(), (root_ / "shared/root").c_str()) == 0; }));
  const auto directory = store_.open_private((root_ / "shared/root").native(), "prd");
  ASSERT_FALSE(directory.ok());
  EXPECT_EQ(directory.error().kind, ErrorKind::local_permission);
  EXPECT_TRUE(fs::is_empty(root_ / "ours"));
}

TEST_F(ResultPlace, OfOnesOwnIsBesideThatOfAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  set_mode(root_, 01777);
  ASSERT_TRUE(as_another_user([&] { return fs::create_directory(root_ / "prd"); }));
  EXPECT_EQ(store_.open_private(root_.native(), "prd").error().message,
            "'" + (root_ / "prd").native() + "' belongs to another user");
  const auto own = store_.open_own(root_.native(), "prd");
  ASSERT_TRUE(own.ok()) << own.error().message;
  EXPECT_EQ((*own)->path(), (root_ / "oom-scan-root/prd").native());
  EXPECT_EQ(mode_of(root_ / "oom-scan-root"), 0700U);
  fs::remove_all(root_ / "oom-scan-root");
  ASSERT_TRUE(as_another_user([&] { return fs::create_directory(root_ / "oom-scan-root"); }));
  EXPECT_EQ(store_.open_own(root_.native(), "prd").error().kind, ErrorKind::local_permission);
}

}  // namespace
}  // namespace oomscan::files
