#include "process/janitor.hpp"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/process_runner.hpp"
#include "process/runtime_directory.hpp"

namespace oomscan::process {
namespace {

namespace fs = std::filesystem;

// Waits for what another process does; the deadline only ends a failing test.
template <class Condition>
bool eventually(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

bool is_running(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
  std::string id;
  std::string name;
  std::string state;
  status >> id >> name >> state;
  return status.good() && state != "Z" && state != "X";
}

// What the program leaves to be cleaned up, told over a pipe just before it dies.
struct Legacy {
  pid_t janitor = 0;
  pid_t grandchild = 0;
  pid_t daemon = 0;  // in a session of its own, and its parent has ended
  char directory[200] = {};
};

// A wrapper around a client tool, as some sites have: one helper in its group, and one sent away by setsid and a double
// fork.
constexpr const char* kWrapper = "sleep 1000 & echo $!; setsid sh -c 'sleep 1001 & echo $!'; wait";

// The program under test: janitor, socket directory, a child with a child of its own (which does not die with us by
// itself); then dies in the way asked for.
[[noreturn]] void live_and_die(int report_fd, bool violently) {
  {
    const auto janitor = Janitor::start();
    auto runner = make_process_runner(janitor.get());
    auto directory = RuntimeDirectory::create(janitor.get());
    auto child = runner->start({{"sh", "-c", kWrapper}, {}});
    if (!janitor || !directory.ok() || !child.ok()) ::_exit(1);
    std::ofstream((*directory)->path() + "/socket") << "left behind";
    fs::create_directory((*directory)->path() + "/inner");
    fs::create_symlink("/etc", (*directory)->path() + "/inner/link");

    Legacy legacy;
    legacy.janitor = janitor->pid();
    legacy.grandchild = static_cast<pid_t>(std::stol(*(*child)->read_line(std::chrono::seconds(20), {})));
    legacy.daemon = static_cast<pid_t>(std::stol(*(*child)->read_line(std::chrono::seconds(20), {})));
    (*directory)->path().copy(legacy.directory, sizeof legacy.directory - 1);
    if (::write(report_fd, &legacy, sizeof legacy) != sizeof legacy) ::_exit(1);
    if (violently) ::kill(::getpid(), SIGKILL);
  }
  ::_exit(0);
}

struct Life {
  Legacy legacy;
  int status = 0;
};

Life watch_one_live_and_die(bool violently) {
  int report[2] = {-1, -1};
  EXPECT_EQ(::pipe(report), 0);  // inherited by the janitor, which must close it
  const pid_t program = ::fork();
  if (program == 0) {
    ::close(report[0]);
    live_and_die(report[1], violently);
  }
  ::close(report[1]);
  Life life;
  EXPECT_EQ(::read(report[0], &life.legacy, sizeof life.legacy), static_cast<ssize_t>(sizeof life.legacy));
  ::waitpid(program, &life.status, 0);
  char nothing = 0;
  EXPECT_EQ(::read(report[0], &nothing, 1), 0) << "someone still holds our pipe open";
  ::close(report[0]);
  return life;
}

TEST(JanitorTest, LeavesNothingBehindAfterKillNine) {
  const Life life = watch_one_live_and_die(true);
  ASSERT_TRUE(WIFSIGNALED(life.status));
  EXPECT_TRUE(eventually([&] { return !fs::exists(life.legacy.directory); }));
  EXPECT_TRUE(eventually([&] { return !is_running(life.legacy.grandchild); }));
  EXPECT_TRUE(eventually([&] { return !is_running(life.legacy.daemon); }));
  EXPECT_TRUE(eventually([&] { return !is_running(life.legacy.janitor); }));
  EXPECT_TRUE(fs::exists("/etc/passwd")) << "a link was followed";
}

TEST(JanitorTest, IsReapedByANormalExit) {
  const Life life = watch_one_live_and_die(false);
  ASSERT_TRUE(WIFEXITED(life.status));
  EXPECT_EQ(WEXITSTATUS(life.status), 0);
  EXPECT_FALSE(fs::exists(life.legacy.directory));
  EXPECT_NE(::kill(life.legacy.janitor, 0), 0);
  EXPECT_TRUE(eventually([&] { return !is_running(life.legacy.grandchild); }));
  EXPECT_FALSE(is_running(life.legacy.daemon)) << "it was killed and reaped before the end";
}

TEST(JanitorTest, HoldsNoDescriptorOfOursAndIgnoresSignals) {
  auto janitor = Janitor::start();
  ASSERT_NE(janitor, nullptr);
  const std::string proc = "/proc/" + std::to_string(janitor->pid());
  const auto descriptors = [&] {
    return std::distance(fs::directory_iterator(proc + "/fd"), fs::directory_iterator{});
  };
  EXPECT_TRUE(eventually([&] { return descriptors() == 4; }));  // three of /dev/null, and the channel
  EXPECT_EQ(fs::read_symlink(proc + "/fd/1"), "/dev/null");
  std::string name;
  std::ifstream(proc + "/comm") >> name;
  EXPECT_EQ(name, "oom-scan-jan");
  EXPECT_EQ(::getsid(janitor->pid()), janitor->pid());
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::kill(janitor->pid(), signal);
  const pid_t pid = janitor->pid();
  EXPECT_TRUE(is_running(pid));
  janitor.reset();
  EXPECT_FALSE(is_running(pid));
}

TEST(JanitorTest, KillsNoGroupThatHasEnded) {
  auto janitor = Janitor::start();
  ASSERT_NE(janitor, nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::setpgid(0, 0);
    ::pause();
    ::_exit(0);
  }
  ::setpgid(child, child);
  janitor->group_begins(child);
  janitor->group_ended(child);
  janitor.reset();
  EXPECT_TRUE(is_running(child));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST(JanitorTest, LeavesAnotherDirectoryOfTheSamePathAlone) {
  std::string path = testing::TempDir() + "oom-scan-test-XXXXXX";
  ASSERT_NE(::mkdtemp(path.data()), nullptr);
  struct stat info{};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  auto janitor = Janitor::start();
  ASSERT_NE(janitor, nullptr);
  janitor->directory_begins(path, info.st_dev, info.st_ino + 1);
  janitor.reset();
  EXPECT_TRUE(fs::exists(path));
  fs::remove_all(path);
}

TEST(JanitorTest, DoesNotHarmUsIfItIsKilled) {
  auto janitor = Janitor::start();
  ASSERT_NE(janitor, nullptr);
  ::kill(janitor->pid(), SIGKILL);
  const auto runner = make_process_runner(janitor.get());
  EXPECT_EQ(runner->run({{"echo", "fine"}, {}}, {}, {})->out, "fine\n");
  EXPECT_TRUE(RuntimeDirectory::create(janitor.get()).ok());
}

}  // namespace
}  // namespace oomscan::process
