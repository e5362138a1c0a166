#include "process/program_path.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <stdlib.h>

namespace oomscan::process {
namespace {

namespace fs = std::filesystem;

class ProgramPath : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "oom-scan-test-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    fs::create_directory(root_ / "first");
    fs::create_directory(root_ / "second");
    path_ = (root_ / "first").string() + ":" + (root_ / "second").string();
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string add(const std::string& name, bool executable) {
    const fs::path file = root_ / name;
    std::ofstream(file) << "#!/bin/sh\n";
    fs::permissions(file, executable ? fs::perms::owner_all : fs::perms::owner_read | fs::perms::owner_write);
    return file.string();
  }

  fs::path root_;
  std::string path_;
};

TEST_F(ProgramPath, FindsTheFirstOfTheName) {
  const std::string first = add("first/oc", true);
  add("second/oc", true);
  EXPECT_EQ(*find_program("oc", path_), first);
}

TEST_F(ProgramPath, PassesOverOneThatMayNotBeExecuted) {
  add("first/oc", false);
  const std::string second = add("second/oc", true);
  EXPECT_EQ(*find_program("oc", path_), second);
}

TEST_F(ProgramPath, PassesOverADirectoryOfTheName) {
  fs::create_directory(root_ / "first/oc");
  const std::string second = add("second/oc", true);
  EXPECT_EQ(*find_program("oc", path_), second);
}

TEST_F(ProgramPath, SaysThatTheOnlyOneMayNotBeExecuted) {
  const std::string only = add("second/oc", false);
  const auto found = find_program("oc", path_);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().kind, ErrorKind::local_permission);
  EXPECT_EQ(found.error().message, "'" + only + "' may not be executed");
  EXPECT_FALSE(found.error().hint.empty());
}

TEST_F(ProgramPath, NamesTheMissingOne) {
  const auto found = find_program("oc", path_);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().kind, ErrorKind::not_found);
  EXPECT_EQ(found.error().message, "no program 'oc' in PATH");
}

TEST_F(ProgramPath, TakesAPathAsItIs) {
  const std::string file = add("second/oc", true);
  EXPECT_EQ(*find_program(file, ""), file);
  EXPECT_EQ(find_program(file + "x", path_).error().kind, ErrorKind::not_found);
}

TEST_F(ProgramPath, NeverLooksInTheCurrentDirectory) {
  EXPECT_EQ(find_program("oc", ":" + path_ + ":").error().kind, ErrorKind::not_found);
  EXPECT_EQ(find_program("", path_).error().kind, ErrorKind::usage);
}

}  // namespace
}  // namespace oomscan::process
