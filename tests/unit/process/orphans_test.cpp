#include "process/orphans.hpp"

#include <csignal>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/janitor.hpp"
#include "process/process_runner.hpp"

namespace oomscan::process {
namespace {

bool exists(const std::string& pid) { return ::kill(static_cast<pid_t>(std::stol(pid)), 0) == 0; }

// A program of its own, as adopting cannot be undone: what went wrong in it, in words, or nothing.
template <class Body>
std::string in_a_program(Body body) {
  int report[2] = {-1, -1};
  if (::pipe(report) != 0) return "no pipe";
  const pid_t program = ::fork();
  if (program == 0) {
    ::close(report[0]);
    std::string wrong;
    {
      const auto janitor = Janitor::start();
      const auto runner = make_process_runner(janitor.get());
      wrong = body(*runner);
    }
    ::_exit(::write(report[1], wrong.data(), wrong.size()) == static_cast<ssize_t>(wrong.size()) ? 0 : 1);
  }
  ::close(report[1]);
  std::string said;
  char bytes[256];
  for (ssize_t got = 0; (got = ::read(report[0], bytes, sizeof bytes)) > 0;) {
    said.append(bytes, static_cast<std::size_t>(got));
  }
  ::close(report[0]);
  int status = 0;
  ::waitpid(program, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? said : said + " (it did not end well)";
}

// Prints the id of a process that has left its group, its session and its parent.
constexpr const char* kDaemon = "setsid sh -c 'sleep 1000 >/dev/null 2>&1 & echo $!'";

TEST(Orphans, EndWithTheChildThatLeftThem) {
  EXPECT_EQ(in_a_program([](ProcessRunner& runner) -> std::string {
              for (int round = 0; round < 3; ++round) {
                const auto outcome = runner.run({{"sh", "-c", kDaemon}, {}}, {}, {});
                if (!outcome.ok()) return outcome.error().message;
                if (outcome->out.empty()) return "nothing was started: " + outcome->err;
                if (exists(outcome->out)) return "still there";
              }
              return "";
            }),
            "");
}

TEST(Orphans, OfAChildThatStillRunsAreLeftAlone) {
  EXPECT_EQ(in_a_program([](ProcessRunner& runner) -> std::string {
              auto running = runner.start({{"sh", "-c", std::string(kDaemon) + "; sleep 1000"}, {}});
              if (!running.ok()) return running.error().message;
              const auto daemon = (*running)->read_line(std::chrono::seconds(20), {});
              if (!daemon.ok()) return daemon.error().message;
              if (!runner.run({{"true"}, {}}, {}, {}).ok()) return "the other child failed";
              if (!exists(*daemon)) return "it was killed with another child";
              (*running)->stop();
              return exists(*daemon) ? "still there" : "";
            }),
            "");
}

// Without the mark nobody can tell whose it is, but at the end of the run everybody's end.
TEST(Orphans, WithAClearedEnvironmentEndWithTheRun) {
  int report[2] = {-1, -1};
  ASSERT_EQ(::pipe(report), 0);
  ASSERT_EQ(in_a_program([&](ProcessRunner& runner) -> std::string {
              const auto outcome = runner.run({{"env", "-i", "/bin/sh", "-c", kDaemon}, {}}, {}, {});
              if (!outcome.ok() || outcome->out.empty()) return "nothing was started";
              return ::write(report[1], outcome->out.data(), outcome->out.size()) > 0 ? "" : "no report";
            }),
            "");
  char id[32] = {};
  ASSERT_GT(::read(report[0], id, sizeof id - 1), 0);
  EXPECT_FALSE(exists(id));
  ::close(report[0]);
  ::close(report[1]);
}

}  // namespace
}  // namespace oomscan::process
