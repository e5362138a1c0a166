#include <chrono>
#include <csignal>
#include <memory>
#include <stop_token>
#include <thread>

#include <gtest/gtest.h>

#include "process/process_runner.hpp"

namespace oomscan::process {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kLong{60};

class PipedProcessTest : public testing::Test {
 protected:
  std::unique_ptr<RunningProcess> start(const std::string& script) {
    auto started = runner_->start({{"sh", "-c", script}, {}});
    EXPECT_TRUE(started.ok());
    return *std::move(started);
  }

  std::unique_ptr<ProcessRunner> runner_ = make_process_runner(nullptr);
};

TEST_F(PipedProcessTest, GivesOneLineAtATimeAndThenItsEnd) {
  const auto process = start("echo one; echo; printf three; exit 4");
  EXPECT_EQ(*process->read_line(kLong, {}), "one");
  EXPECT_EQ(*process->read_line(kLong, {}), "");
  EXPECT_EQ(*process->read_line(kLong, {}), "three");
  EXPECT_EQ(process->read_line(kLong, {}).error().kind, ErrorKind::not_found);
  ASSERT_TRUE(process->ended().has_value());
  EXPECT_EQ(process->ended()->end, ProcessEnd::exited);
  EXPECT_EQ(process->ended()->code, 4);
}

TEST_F(PipedProcessTest, WaitsForALineNoLongerThanAllowed) {
  const auto process = start("sleep 1000");
  EXPECT_EQ(process->read_line(milliseconds(10), {}).error().kind, ErrorKind::timed_out);
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(process->read_line(kLong, source.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_FALSE(process->ended().has_value());
}

TEST_F(PipedProcessTest, StopsOnceAndForAll) {
  const auto process = start("echo ready; sleep 1000");
  EXPECT_EQ(*process->read_line(kLong, {}), "ready");
  process->stop();
  process->stop();
  ASSERT_TRUE(process->ended().has_value());
  EXPECT_EQ(process->ended()->end, ProcessEnd::stopped);
  EXPECT_EQ(process->ended()->code, SIGTERM);
}

TEST_F(PipedProcessTest, IsStoppedByItsDestructor) {
  pid_t pid = 0;
  {
    const auto process = start("echo $$; sleep 1000");
    pid = static_cast<pid_t>(std::stol(*process->read_line(kLong, {})));
    EXPECT_EQ(::kill(pid, 0), 0);
  }
  EXPECT_NE(::kill(pid, 0), 0);
}

TEST_F(PipedProcessTest, NeverBlocksAChildThatWritesALotUnread) {
  const auto process =
      start("head -c 20000000 /dev/zero; head -c 1500000 /dev/zero | tr '\\0' '\\n'; echo bad >&2; exit 5");
  while (!process->ended()) std::this_thread::yield();
  EXPECT_EQ(process->ended()->code, 5);
  EXPECT_EQ(process->error_output(), "bad\n");
  EXPECT_LE(process->read_line(kLong, {})->size(), 64U << 10U);
}

TEST_F(PipedProcessTest, KeepsTheFirstOfItsErrorOutput) {
  const auto process = start("printf first >&2; head -c 1000000 /dev/zero >&2");
  while (!process->ended()) std::this_thread::yield();
  EXPECT_EQ(process->error_output().size(), 64U << 10U);
  EXPECT_EQ(process->error_output().substr(0, 5), "first");
  EXPECT_EQ(process->ended()->err, process->error_output());
}

TEST_F(PipedProcessTest, OutlivesTheThreadThatStartedIt) {
  std::unique_ptr<RunningProcess> process;
  std::thread([&] { process = start("echo ready; sleep 0.2; echo still here"); }).join();
  EXPECT_EQ(*process->read_line(kLong, {}), "ready");
  EXPECT_EQ(*process->read_line(kLong, {}), "still here");
}

TEST_F(PipedProcessTest, OutlivesTheRunner) {
  const auto process = start("echo ready; sleep 0.2; echo still here");
  runner_.reset();
  EXPECT_EQ(*process->read_line(kLong, {}), "ready");
  EXPECT_EQ(*process->read_line(kLong, {}), "still here");
}

}  // namespace
}  // namespace oomscan::process
