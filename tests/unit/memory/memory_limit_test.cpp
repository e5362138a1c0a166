#include "memory/memory_limit.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace oomscan::memory {
namespace {

constexpr std::int64_t kGiB = std::int64_t{1} << 30;

class MemoryAllowancesTest : public ::testing::Test {
 protected:
  MemoryAllowancesTest() {
    std::string pattern = testing::TempDir() + "oom-scan-memory-XXXXXX";
    root_ = ::mkdtemp(pattern.data());
  }
  ~MemoryAllowancesTest() override { std::filesystem::remove_all(root_); }
  void write(const std::string& path, const std::string& text) {
    const std::filesystem::path file = root_ + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file} << text;
  }
  std::string root_;
};

TEST_F(MemoryAllowancesTest, AreTheTightestCgroupAboveTheProcess) {
  write("/proc/self/cgroup", "0::/a.slice/b.scope\n");
  write("/sys/fs/cgroup/a.slice/memory.max", "1073741824\n");
  write("/sys/fs/cgroup/a.slice/b.scope/memory.max", "max\n");
  EXPECT_EQ(read_memory_allowances(root_).of_cgroup, kGiB);
}

TEST_F(MemoryAllowancesTest, AreTheMountItselfInAContainerThatShowsTheHostsPath) {
  write("/proc/self/cgroup", "0::/kubepods/pod1/c1\n");
  write("/sys/fs/cgroup/memory.max", "536870912\n");
  EXPECT_EQ(read_memory_allowances(root_).of_cgroup, kGiB / 2);
}

TEST_F(MemoryAllowancesTest, AreReadFromCgroupsOfTheFirstVersion) {
  write("/proc/self/cgroup", "3:cpu,cpuacct:/x\n2:memory:/x\n");
  write("/sys/fs/cgroup/memory/x/memory.limit_in_bytes", "9223372036854771712\n");
  EXPECT_EQ(read_memory_allowances(root_).of_cgroup, std::nullopt);
  write("/sys/fs/cgroup/memory/x/memory.limit_in_bytes", "2147483648\n");
  EXPECT_EQ(read_memory_allowances(root_).of_cgroup, 2 * kGiB);
}

TEST_F(MemoryAllowancesTest, AreNoneWhereNothingLimits) {
  EXPECT_EQ(read_memory_allowances(root_).of_cgroup, std::nullopt);
  EXPECT_GT(read_memory_allowances(root_).machine, 0);
}

TEST(DefaultMemoryLimit, IsAShareOfWhatThereIs) {
  EXPECT_EQ(default_memory_limit({{}, {}, 16 * kGiB}), 4 * kGiB);
  EXPECT_EQ(default_memory_limit({2 * kGiB, {}, 16 * kGiB}), kGiB);
  EXPECT_EQ(default_memory_limit({2 * kGiB, kGiB, 16 * kGiB}), kGiB / 2);
  EXPECT_EQ(default_memory_limit({64 * kGiB, {}, 16 * kGiB}), 4 * kGiB) << "a cgroup larger than the machine";
  EXPECT_EQ(default_memory_limit({std::int64_t{1} << 20, {}, kGiB}), kDefaultLimitMin);
}

}  // namespace
}  // namespace oomscan::memory
