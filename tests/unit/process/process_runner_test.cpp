#include "process/process_runner.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace oomscan::process {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
namespace fs = std::filesystem;

constexpr std::size_t kFlood = 100'000'000;

CommandLine shell(const std::string& script) { return {{"sh", "-c", script}, {}}; }

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator{}));
}

// A zombie that its new parent has yet to reap is not running.
bool is_running(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
  std::string id;
  std::string name;
  std::string state;
  status >> id >> name >> state;
  return status.good() && state != "Z" && state != "X";
}

// Waits for something that another process does; the deadline only ends a failing test.
template <class Condition>
bool eventually(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

class ProcessRunnerTest : public testing::Test {
 protected:
  ProcessOutcome run(const CommandLine& command, const ProcessLimits& limits = {}) {
    auto result = runner_->run(command, limits, {});
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
    return result.ok() ? *result : ProcessOutcome{};
  }

  std::unique_ptr<ProcessRunner> runner_ = make_process_runner(nullptr);
};

TEST_F(ProcessRunnerTest, GivesStatusAndBothOutputs) {
  const auto outcome = run(shell("echo out; echo err >&2; exit 7"));
  EXPECT_EQ(outcome.end, ProcessEnd::exited);
  EXPECT_EQ(outcome.code, 7);
  EXPECT_EQ(outcome.out, "out\n");
  EXPECT_EQ(outcome.err, "err\n");
}

TEST_F(ProcessRunnerTest, TellsASignalFromAStatus) {
  const auto outcome = run(shell("kill -SEGV $$"));
  EXPECT_EQ(outcome.end, ProcessEnd::signalled);
  EXPECT_EQ(outcome.code, SIGSEGV);
}

TEST_F(ProcessRunnerTest, RunsNothingThroughAShell) {
  EXPECT_EQ(run({{"printf", "%s|", "a b", "$HOME", "`id`", "*", ""}, {}}).out, "a b|$HOME|`id`|*||");
}

TEST_F(ProcessRunnerTest, SaysThatThereIsNoSuchProgram) {
  const auto result = runner_->run({{"oom-scan-no-such-program"}, {}}, {}, {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, ErrorKind::not_found);
  EXPECT_EQ(result.error().message, "no program 'oom-scan-no-such-program' in PATH");
}

TEST_F(ProcessRunnerTest, SaysThatTheProgramMayNotBeExecuted) {
  const auto result = runner_->run({{"/etc/passwd"}, {}}, {}, {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().kind, ErrorKind::local_permission);
}

TEST_F(ProcessRunnerTest, SaysThatExecItselfFailed) {
  std::string directory = testing::TempDir() + "oom-scan-test-XXXXXX";
  ASSERT_NE(::mkdtemp(directory.data()), nullptr);
  const std::string program = directory + "/broken";
  std::ofstream(program) << "#!/no/such/interpreter\n";
  fs::permissions(program, fs::perms::owner_all);
  const auto run_result = runner_->run({{program}, {}}, {}, {});
  const auto start_result = runner_->start({{program}, {}});
  fs::remove_all(directory);
  ASSERT_FALSE(run_result.ok());
  EXPECT_EQ(run_result.error().kind, ErrorKind::not_found);
  EXPECT_NE(run_result.error().message.find("interpreter"), std::string::npos);
  ASSERT_FALSE(start_result.ok());
  EXPECT_EQ(start_result.error(), run_result.error());
}

TEST_F(ProcessRunnerTest, RefusesAnArgumentThatWouldBeCut) {
  EXPECT_EQ(runner_->run({{"echo", std::string("a\0b", 3)}, {}}, {}, {}).error().kind, ErrorKind::usage);
  EXPECT_EQ(runner_->run({{}, {}}, {}, {}).error().kind, ErrorKind::usage);
}

TEST_F(ProcessRunnerTest, PassesTheEnvironmentOnAndAddsToIt) {
  ::setenv("OOM_SCAN_TEST_KEPT", "kept", 1);
  ::setenv("OOM_SCAN_TEST_CHANGED", "before", 1);
  CommandLine command = shell("echo $OOM_SCAN_TEST_KEPT $OOM_SCAN_TEST_CHANGED $OOM_SCAN_TEST_NEW");
  command.extra_environment = {{"OOM_SCAN_TEST_CHANGED", "after"}, {"OOM_SCAN_TEST_NEW", "new"}};
  EXPECT_EQ(run(command).out, "kept after new\n");
  ::unsetenv("OOM_SCAN_TEST_KEPT");
  ::unsetenv("OOM_SCAN_TEST_CHANGED");
}

TEST_F(ProcessRunnerTest, GivesAnEmptyStdin) { EXPECT_EQ(run({{"cat"}, {}}).out, ""); }

TEST_F(ProcessRunnerTest, GivesTheChildNoDescriptorButTheThree) {
  const int inherited = ::open("/dev/null", O_RDONLY);  // deliberately not close-on-exec
  EXPECT_EQ(run(shell("ls /proc/$$/fd | tr '\\n' ' '")).out.substr(0, 6), "0 1 2 ");
  EXPECT_EQ(run(shell("test -e /proc/$$/fd/" + std::to_string(inherited))).code, 1);
  ::close(inherited);
}

TEST_F(ProcessRunnerTest, GivesTheChildItsOwnGroupAndNoBlockedOrIgnoredSignal) {
  ::signal(SIGPIPE, SIG_IGN);
  const auto outcome = run(shell("ps -o pgid= -p $$ >/dev/null 2>&1; grep -E '^Sig(Blk|Ign)' /proc/self/status"));
  ::signal(SIGPIPE, SIG_DFL);
  EXPECT_EQ(outcome.out, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
  EXPECT_EQ(run(shell("cut -d' ' -f1,5 /proc/$$/stat | { read pid group; test $pid = $group; }")).code, 0);
}

TEST_F(ProcessRunnerTest, KillsAChildThatIgnoresTermWhenItsTimeIsOver) {
  ProcessLimits limits;
  limits.timeout = seconds(1);
  limits.kill_after = milliseconds(50);
  const auto outcome = run(shell("trap '' TERM; echo begun; while :; do sleep 100; done"), limits);
  EXPECT_EQ(outcome.end, ProcessEnd::timed_out);
  EXPECT_EQ(outcome.code, SIGKILL);
}

TEST_F(ProcessRunnerTest, LetsAChildTidyUpAfterTerm) {
  ProcessLimits limits;
  limits.timeout = seconds(1);
  limits.kill_after = seconds(60);
  const auto outcome = run(shell("trap 'echo tidy; exit 3' TERM; sleep 100 & wait"), limits);
  EXPECT_EQ(outcome.end, ProcessEnd::timed_out);
  EXPECT_EQ(outcome.code, 3);
  EXPECT_EQ(outcome.out, "tidy\n");
}

TEST_F(ProcessRunnerTest, EndsAChildThatWritesTooMuch) {
  ProcessLimits limits;
  limits.stdout_bytes_max = 1'000;
  const auto outcome = run({{"head", "-c", std::to_string(kFlood), "/dev/zero"}, {}}, limits);
  EXPECT_EQ(outcome.end, ProcessEnd::too_much_output);
  EXPECT_EQ(outcome.out.size(), 1'000U);
}

// A shell keeps the variable; its child's memory counts as its own.
TEST_F(ProcessRunnerTest, EndsAChildThatTakesTooMuchMemory) {
  CommandLine greedy = shell("x=$(head -c 60000000 /dev/zero | tr '\\0' x); sleep 100");
  greedy.memory_bytes_max = std::size_t{32} << 20;
  EXPECT_EQ(run(greedy).end, ProcessEnd::too_much_memory);
  CommandLine by_another = shell("sh -c 'x=$(head -c 60000000 /dev/zero | tr \"\\0\" x); sleep 100' & wait");
  by_another.memory_bytes_max = std::size_t{32} << 20;
  EXPECT_EQ(run(by_another).end, ProcessEnd::too_much_memory);
}

TEST_F(ProcessRunnerTest, LetsAChildHaveTheMemoryItMay) {
  CommandLine modest = shell("x=$(head -c 5000000 /dev/zero | tr '\\0' x); sleep 0.3; echo ${#x}");
  modest.memory_bytes_max = std::size_t{256} << 20;
  EXPECT_EQ(run(modest).out, "5000000\n");
}

TEST_F(ProcessRunnerTest, CallsTooMuchTooMuchEvenIfTheChildHasEndedByThen) {
  ProcessLimits limits;
  limits.stdout_bytes_max = 2;
  EXPECT_EQ(run({{"printf", "abc"}, {}}, limits).end, ProcessEnd::too_much_output);
}

TEST_F(ProcessRunnerTest, KeepsTheHeadOfAFlood) {
  ProcessLimits limits;
  limits.stdout_bytes_max = 1'000;
  limits.stdout_overflow = Overflow::keep_head;
  const auto outcome = run(shell("printf head; head -c " + std::to_string(kFlood) + " /dev/zero"), limits);
  EXPECT_EQ(outcome.end, ProcessEnd::exited);
  EXPECT_EQ(outcome.out, "head" + std::string(996, '\0'));
  EXPECT_EQ(outcome.out_bytes_dropped, kFlood + 4 - 1'000);
}

TEST_F(ProcessRunnerTest, KeepsTheTailOfAFlood) {
  ProcessLimits limits;
  limits.stdout_bytes_max = 1'000;
  limits.stdout_overflow = Overflow::keep_tail;
  const auto outcome = run(shell("head -c " + std::to_string(kFlood) + " /dev/zero; printf tail"), limits);
  EXPECT_EQ(outcome.out, std::string(996, '\0') + "tail");
  EXPECT_EQ(outcome.out_bytes_dropped, kFlood + 4 - 1'000);
}

TEST_F(ProcessRunnerTest, KeepsTheHeadOfAFloodOnStderr) {
  ProcessLimits limits;
  limits.stderr_bytes_max = 100;
  const auto outcome = run(shell("head -c " + std::to_string(kFlood) + " /dev/zero >&2; echo done"), limits);
  EXPECT_EQ(outcome.out, "done\n");
  EXPECT_EQ(outcome.err.size(), 100U);
}

TEST_F(ProcessRunnerTest, StopsWhenAskedTo) {
  std::stop_source source;
  std::jthread asker([&] { source.request_stop(); });
  const auto result = runner_->run({{"sleep", "1000"}, {}}, {}, source.get_token());
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->end, ProcessEnd::stopped);
}

TEST_F(ProcessRunnerTest, StopsAChildThatIsLongUnderWay) {
  std::stop_source source;
  std::string directory = testing::TempDir() + "oom-scan-test-XXXXXX";
  ASSERT_NE(::mkdtemp(directory.data()), nullptr);
  std::jthread asker([&] {
    EXPECT_TRUE(eventually([&] { return fs::exists(directory + "/begun"); }));
    source.request_stop();
  });
  const auto result = runner_->run(shell("touch " + directory + "/begun; sleep 1000"), {}, source.get_token());
  asker.join();
  fs::remove_all(directory);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->end, ProcessEnd::stopped);
  EXPECT_EQ(result->code, SIGTERM);
}

TEST_F(ProcessRunnerTest, IsNotHeldUpByAGrandchildAndLeavesNoneBehind) {
  ProcessLimits limits;
  limits.timeout = seconds(100);
  const auto outcome = run(shell("sleep 1000 & echo $!"), limits);
  EXPECT_EQ(outcome.end, ProcessEnd::exited);
  EXPECT_EQ(outcome.code, 0);
  const pid_t grandchild = static_cast<pid_t>(std::stol(outcome.out));
  EXPECT_TRUE(eventually([&] { return !is_running(grandchild); }));
}

TEST_F(ProcessRunnerTest, KillsTheWholeGroupOnATimeout) {
  ProcessLimits limits;
  limits.timeout = seconds(1);
  limits.kill_after = milliseconds(50);
  const auto outcome = run(shell("trap '' TERM; (trap '' TERM; sleep 1000) & echo $!; wait"), limits);
  EXPECT_EQ(outcome.end, ProcessEnd::timed_out);
  const pid_t grandchild = static_cast<pid_t>(std::stol(outcome.out));
  EXPECT_TRUE(eventually([&] { return !is_running(grandchild); }));
}

// As a daemon that starts us may leave it: the kernel then reaps by itself, and every status would read as 0.
TEST(ProcessRunner, GivesTheStatusEvenIfItWasStartedWithSigchldIgnored) {
  ::signal(SIGCHLD, SIG_IGN);
  EXPECT_EQ(make_process_runner(nullptr)->run(shell("exit 7"), {}, {})->code, 7);
}

TEST_F(ProcessRunnerTest, LeaksNoDescriptor) {
  run(shell("true"));
  const std::size_t before = open_descriptors();
  for (int count = 0; count < 20; ++count) {
    run(shell("echo a; echo b >&2"));
    EXPECT_FALSE(runner_->run({{"oom-scan-no-such-program"}, {}}, {}, {}).ok());
    EXPECT_TRUE(runner_->start({{"sleep", "1000"}, {}}).ok());
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(ProcessRunnerTest, RunsManyAtOnceWithoutMixingThemUp) {
  std::vector<std::jthread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([this, number] {
      for (int round = 0; round < 10; ++round) {
        const std::string word = std::to_string(number * 100 + round);
        EXPECT_EQ(run({{"echo", word}, {}}).out, word + "\n");
      }
    });
  }
}

}  // namespace
}  // namespace oomscan::process
