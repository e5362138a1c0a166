#include "files/posix_file_store.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files/private_directory.hpp"

namespace oomscan::files {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

mode_t mode_of(const fs::path& path) {
  struct stat info{};
  return ::lstat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
}

// A disk that is full after `bytes`: no file may become larger.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, SIG_DFL);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

class PosixFileStoreTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "oom-scan-test-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::unique_ptr<PrivateDirectory> open(const std::string& name) {
    auto opened = store_.open_private(root_.native(), name);
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
    return opened.ok() ? *std::move(opened) : nullptr;
  }
  Result<void> replace(const fs::path& path, const std::string& content) {
    return store_.replace(path.native(), [&](std::ostream& out) { out << content; });
  }
  std::set<std::string> names_in(const fs::path& directory) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory)) names.insert(entry.path().filename().native());
    return names;
  }

  fs::path root_;
  PosixFileStore store_;
};

using OpenPrivate = PosixFileStoreTest;
using CreateInPrivate = PosixFileStoreTest;
using Replace = PosixFileStoreTest;

TEST_F(OpenPrivate, CreatesADirectoryThatIsOursAlone) {
  open("prd-es01");
  EXPECT_EQ(mode_of(root_ / "prd-es01"), 0700U);
  open("prd-es01");
}

TEST_F(OpenPrivate, CreatesAMissingRootWithItsParents) {
  ASSERT_TRUE(store_.open_private((root_ / "a/b").native(), "c").ok());
  EXPECT_EQ(mode_of(root_ / "a"), 0700U);
  EXPECT_EQ(mode_of(root_ / "a/b/c"), 0700U);
}

TEST_F(OpenPrivate, AcceptsARootThatIsSharedOrALink) {
  fs::create_directory(root_ / "shared");
  fs::permissions(root_ / "shared", fs::perms::all | fs::perms::sticky_bit);
  fs::create_directory_symlink(root_ / "shared", root_ / "link");
  ASSERT_TRUE(store_.open_private((root_ / "link").native(), "c").ok());
  EXPECT_TRUE(fs::is_directory(root_ / "shared/c"));
}

TEST_F(OpenPrivate, RefusesALink) {
  fs::create_directory(root_ / "elsewhere");
  fs::create_directory_symlink(root_ / "elsewhere", root_ / "c");
  const auto opened = store_.open_private(root_.native(), "c");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind, ErrorKind::local_permission);
  EXPECT_NE(opened.error().hint.find("--artifacts-dir"), std::string::npos);
}

TEST_F(OpenPrivate, RefusesAFile) {
  std::ofstream(root_ / "c") << "x";
  EXPECT_EQ(store_.open_private(root_.native(), "c").error().kind, ErrorKind::local_permission);
}

TEST_F(OpenPrivate, RefusesADirectoryThatOthersCanWriteTo) {
  fs::create_directory(root_ / "c");
  fs::permissions(root_ / "c", fs::perms::owner_all | fs::perms::group_write);
  const auto opened = store_.open_private(root_.native(), "c");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind, ErrorKind::local_permission);
  EXPECT_EQ(opened.error().message, "'" + (root_ / "c").native() + "' is writable by others");
}

TEST_F(OpenPrivate, RefusesADirectoryOfAnotherUser) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a directory away";
  fs::create_directory(root_ / "c");
  ASSERT_EQ(::chown((root_ / "c").c_str(), 65534, 65534), 0);
  const auto opened = store_.open_private(root_.native(), "c");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind, ErrorKind::local_permission);
  EXPECT_EQ(opened.error().message, "'" + (root_ / "c").native() + "' belongs to another user");
}

TEST_F(OpenPrivate, RefusesANameThatLeadsElsewhere) {
  for (const std::string name : {"", ".", "..", "a/b", "/a"}) {
    EXPECT_EQ(store_.open_private(root_.native(), name).error().kind, ErrorKind::usage) << name;
  }
}

TEST_F(OpenPrivate, SaysWhyTheRootCannotBeOpened) {
  std::ofstream(root_ / "file") << "x";
  const auto opened = store_.open_private((root_ / "file").native(), "c");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind, ErrorKind::io);
  EXPECT_EQ(opened.error().message, "opening '" + (root_ / "file").native() + "': not a directory");
}

TEST_F(CreateInPrivate, WritesAFileThatIsOursAlone) {
  const std::string content("a\0b\n", 4);
  const auto path = open("c")->create("a__b__T__desc.txt", content);
  ASSERT_TRUE(path.ok());
  EXPECT_EQ(*path, (root_ / "c/a__b__T__desc.txt").native());
  EXPECT_EQ(content_of(*path), content);
  EXPECT_EQ(mode_of(*path), 0600U);
}

TEST_F(CreateInPrivate, CountsWhenTheNameIsTaken) {
  const auto directory = open("c");
  EXPECT_TRUE(directory->create("a__T__log.txt", "1").ok());
  EXPECT_EQ(*directory->create("a__T__log.txt", "2"), (root_ / "c/a__T-2__log.txt").native());
  EXPECT_EQ(*directory->create("a__T__log.txt", "3"), (root_ / "c/a__T-3__log.txt").native());
  EXPECT_EQ(content_of(root_ / "c/a__T__log.txt"), "1");
}

TEST_F(CreateInPrivate, NeverWritesThroughALink) {
  const auto directory = open("c");
  fs::create_symlink(root_ / "victim", root_ / "c/log.txt");
  EXPECT_EQ(*directory->create("log.txt", "x"), (root_ / "c/log-2.txt").native());
  EXPECT_FALSE(fs::exists(root_ / "victim"));
}

TEST_F(CreateInPrivate, KeepsWritingToTheDirectoryItOpened) {
  const auto directory = open("c");
  fs::rename(root_ / "c", root_ / "moved");
  fs::create_directory(root_ / "other");
  fs::create_directory_symlink(root_ / "other", root_ / "c");
  EXPECT_TRUE(directory->create("log.txt", "x").ok());
  EXPECT_TRUE(fs::exists(root_ / "moved/log.txt"));
  EXPECT_TRUE(fs::is_empty(root_ / "other"));
}

TEST_F(CreateInPrivate, LeavesNothingBehindWhenTheDiskIsFull) {
  const auto directory = open("c");
  Result<std::string> path = std::string();
  {
    const FullDisk disk(1'000);
    path = directory->create("log.txt", std::string(5'000, 'x'));
  }
  ASSERT_FALSE(path.ok());
  EXPECT_EQ(path.error().kind, ErrorKind::io);
  EXPECT_EQ(path.error().message, "writing '" + (root_ / "c/log.txt").native() + "': file too large");
  EXPECT_FALSE(path.error().hint.empty());
  EXPECT_TRUE(fs::is_empty(root_ / "c"));
}

TEST_F(CreateInPrivate, RefusesANameThatLeadsElsewhere) {
  EXPECT_EQ(open("c")->create("../log.txt", "x").error().kind, ErrorKind::usage);
}

TEST_F(CreateInPrivate, GivesEveryThreadAFileOfItsOwn) {
  const auto directory = open("c");
  {
    std::vector<std::jthread> threads;
    for (int number = 0; number < 8; ++number) {
      threads.emplace_back([&] { EXPECT_TRUE(directory->create("log.txt", "x").ok()); });
    }
  }
  EXPECT_EQ(names_in(root_ / "c").size(), 8U);
}

TEST(NumberedName, PutsTheNumberBeforeTheKindOfArtifact) {
  EXPECT_EQ(numbered_name("a__b__T__desc.txt", 2), "a__b__T-2__desc.txt");
  EXPECT_EQ(numbered_name("notes.txt", 3), "notes-3.txt");
  EXPECT_EQ(numbered_name("notes", 4), "notes-4");
  EXPECT_EQ(numbered_name("__notes", 5), "__notes-5");
  EXPECT_EQ(numbered_name(".notes", 6), ".notes-6");
}

TEST_F(Replace, TakesThePlaceOfTheOldFile) {
  std::ofstream(root_ / "results.csv") << "old";
  const std::string large = std::string(300'000, 'a') + "\n";
  const auto replaced = store_.replace((root_ / "results.csv").native(), [&](std::ostream& out) {
    out << "head\n" << large << 'x';
    for (int count = 0; count < 100'000; ++count) out.put('y');
  });
  ASSERT_TRUE(replaced.ok());
  EXPECT_EQ(content_of(root_ / "results.csv"), "head\n" + large + "x" + std::string(100'000, 'y'));
}

TEST_F(Replace, LeavesTheOldFileAloneWhenTheDiskIsFull) {
  std::ofstream(root_ / "results.csv") << "old";
  Result<void> replaced;
  {
    const FullDisk disk(1'000);
    replaced = replace(root_ / "results.csv", std::string(500'000, 'x'));
  }
  ASSERT_FALSE(replaced.ok());
  EXPECT_EQ(replaced.error().kind, ErrorKind::io);
  EXPECT_EQ(replaced.error().message, "writing '" + (root_ / "results.csv").native() + "': file too large");
  EXPECT_EQ(content_of(root_ / "results.csv"), "old");
  EXPECT_EQ(names_in(root_), std::set<std::string>{"results.csv"});
}

// The little that fits into the buffer is written, and fails, only at the end.
TEST_F(Replace, NoticesAFailureAtTheVeryEnd) {
  Result<void> replaced;
  {
    const FullDisk disk(0);
    replaced = replace(root_ / "results.csv", "x");
  }
  EXPECT_FALSE(replaced.ok());
  EXPECT_TRUE(fs::is_empty(root_));
}

TEST_F(Replace, LeavesTheOldFileAloneWhenTheWriterFails) {
  std::ofstream(root_ / "results.csv") << "old";
  const auto replaced = store_.replace((root_ / "results.csv").native(), [](std::ostream& out) {
    out << "half";
    throw std::runtime_error("no more");
  });
  ASSERT_FALSE(replaced.ok());
  EXPECT_EQ(content_of(root_ / "results.csv"), "old");
  EXPECT_EQ(names_in(root_), std::set<std::string>{"results.csv"});
}

TEST_F(Replace, LeavesNothingWhenTheProgramIsKilledInTheMiddle) {
  const pid_t child = ::fork();
  if (child == 0) {
    [[maybe_unused]] const auto never = store_.replace((root_ / "results").native(), [](std::ostream& out) {
      out << std::string(1 << 20, 'x') << std::flush;
      ::raise(SIGKILL);
    });
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_TRUE(fs::is_empty(root_));
}

TEST_F(Replace, SaysThatTheTargetIsADirectory) {
  fs::create_directory(root_ / "results.csv");
  const auto replaced = replace(root_ / "results.csv", "x");
  ASSERT_FALSE(replaced.ok());
  EXPECT_EQ(replaced.error().message, "writing '" + (root_ / "results.csv").native() + "': it is a directory");
  EXPECT_FALSE(replace(root_.native() + "/", "x").ok());
}

TEST_F(Replace, SaysThatTheTargetIsNotAFile) {
  ASSERT_EQ(::mkfifo((root_ / "results.csv").c_str(), 0600), 0);
  EXPECT_EQ(replace(root_ / "results.csv", "x").error().kind, ErrorKind::io);
}

TEST_F(Replace, SaysThatTheDirectoryIsMissing) {
  const auto replaced = replace(root_ / "missing/results.csv", "x");
  ASSERT_FALSE(replaced.ok());
  EXPECT_EQ(replaced.error().kind, ErrorKind::not_found);
  EXPECT_EQ(replaced.error().message,
            "opening the directory '" + (root_ / "missing").native() + "': no such file or directory");
  EXPECT_FALSE(replaced.error().hint.empty());
}

}  // namespace
}  // namespace oomscan::files
