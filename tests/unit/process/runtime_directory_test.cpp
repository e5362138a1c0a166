#include "process/runtime_directory.hpp"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace oomscan::process {
namespace {

namespace fs = std::filesystem;

// Sets a variable for one test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    ::setenv(name, value.c_str(), 1);
  }
  ~Variable() {
    if (before_) {
      ::setenv(name_, before_->c_str(), 1);
    } else {
      ::unsetenv(name_);
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

class RuntimeDirectoryTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = "/tmp/oom-scan-test-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string root_;
};

TEST_F(RuntimeDirectoryTest, IsPrivateAndGoneAfterwards) {
  const Variable runtime("XDG_RUNTIME_DIR", root_);
  std::string path;
  {
    const auto directory = RuntimeDirectory::create(nullptr);
    ASSERT_TRUE(directory.ok());
    path = (*directory)->path();
    EXPECT_EQ(fs::path(path).parent_path(), root_);
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    fs::create_directories(path + "/a/b");
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(RuntimeDirectoryTest, RemovesALinkButNotWhatItPointsTo) {
  fs::create_directory(root_ + "/precious");
  const Variable runtime("XDG_RUNTIME_DIR", root_);
  {
    const auto directory = RuntimeDirectory::create(nullptr);
    ASSERT_TRUE(directory.ok());
    fs::create_directory_symlink(root_ + "/precious", (*directory)->path() + "/link");
  }
  EXPECT_TRUE(fs::exists(root_ + "/precious"));
}

TEST_F(RuntimeDirectoryTest, PassesOverARuntimeDirectoryThatOthersCanRead) {
  fs::permissions(root_, fs::perms::owner_all | fs::perms::group_read);
  const std::string temporary = root_ + "/tmp";
  fs::create_directory(temporary);
  const Variable runtime("XDG_RUNTIME_DIR", root_);
  const Variable tmp("TMPDIR", temporary + "/");
  const auto directory = RuntimeDirectory::create(nullptr);
  ASSERT_TRUE(directory.ok());
  EXPECT_EQ(fs::path((*directory)->path()).parent_path(), temporary);
}

TEST_F(RuntimeDirectoryTest, PassesOverATemporaryDirectoryInWhichOthersCouldReplaceIt) {
  fs::permissions(root_, fs::perms::all);
  const Variable runtime("XDG_RUNTIME_DIR", "");
  const Variable tmp("TMPDIR", root_);
  const auto directory = RuntimeDirectory::create(nullptr);
  ASSERT_TRUE(directory.ok());
  EXPECT_EQ(fs::path((*directory)->path()).parent_path(), "/tmp");
}

// Whoever may write there can put another directory, and another API server, in its place.
TEST_F(RuntimeDirectoryTest, PassesOverATemporaryDirectoryWhoseGrandparentOthersCanWriteTo) {
  const std::string temporary = root_ + "/between/tmp";
  fs::create_directories(temporary);
  fs::permissions(root_, fs::perms::all);
  const Variable runtime("XDG_RUNTIME_DIR", temporary);
  const Variable tmp("TMPDIR", temporary);
  fs::permissions(temporary, fs::perms::owner_all);
  const auto directory = RuntimeDirectory::create(nullptr);
  ASSERT_TRUE(directory.ok());
  EXPECT_EQ(fs::path((*directory)->path()).parent_path(), "/tmp");
}

TEST_F(RuntimeDirectoryTest, LeavesRoomForASocketsName) {
  const std::string deep = root_ + "/" + std::string(60, 'd');
  fs::create_directory(deep);
  fs::permissions(deep, fs::perms::owner_all);
  const Variable runtime("XDG_RUNTIME_DIR", deep);
  const Variable tmp("TMPDIR", deep);
  const auto directory = RuntimeDirectory::create(nullptr);
  ASSERT_TRUE(directory.ok());
  EXPECT_LT((*directory)->path().size() + 1 + RuntimeDirectory::kSocketNameBytesMax, sizeof(sockaddr_un::sun_path));
}

}  // namespace
}  // namespace oomscan::process
