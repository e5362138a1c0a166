#include "log/stderr_log.hpp"

#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace oomscan::log {
namespace {

// What `say` makes appear on stderr; nothing may appear on stdout.
template <class Say>
std::string printed(Say say) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  say();
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  return testing::internal::GetCapturedStderr();
}

TEST(StderrLog, PutsEachLevelInItsOwnWords) {
  EXPECT_EQ(printed([] {
              StderrLog log(LogLevel::debug, false);
              log.debug("one");
              log.info("two");
              log.warning("three");
              log.write(LogLevel::error, "four");
            }),
            "debug: one\ntwo\nwarning: three\nerror: four\n");
}

TEST(StderrLog, DropsWhatIsBelowItsLevel) {
  EXPECT_EQ(printed([] {
              StderrLog log(LogLevel::error, false);
              log.debug("one");
              log.info("two");
              log.warning("three");
              log.warning("three");
              log.error({ErrorKind::io, "four", ""});
              log.flush_repeats();
            }),
            "error: four\n");
}

TEST(StderrLog, PutsTheHintBelowTheError) {
  EXPECT_EQ(printed([] {
              StderrLog log(LogLevel::info, false);
              log.error({ErrorKind::io, "it failed", "try again"});
            }),
            "error: it failed\nhint: try again\n");
}

TEST(StderrLog, ColoursOnlyThePrefix) {
  EXPECT_EQ(printed([] {
              StderrLog log(LogLevel::info, true);
              log.info("plain");
              log.error({ErrorKind::io, "it failed", "try again"});
            }),
            "plain\n\x1b[31merror: \x1b[0mit failed\n\x1b[36mhint: \x1b[0mtry again\n");
}

TEST(StderrLog, LetsNoControlCharacterThrough) {
  EXPECT_EQ(printed([] {
              StderrLog log(LogLevel::info, false);
              log.info("a\nb\x1b[31m {} %v");
            }),
            "a\\nb\\x1b[31m {} %v\n");
}

TEST(StderrLog, SaysTheSameThingOnceAndCountsIt) {
  EXPECT_EQ(printed([] {
              StderrLog log(LogLevel::info, false);
              for (int count = 0; count < 3; ++count) log.warning("slow");
              log.warning("other");
              for (int count = 0; count < 2; ++count) log.error({ErrorKind::io, "it failed", "try again"});
              for (int count = 0; count < 2; ++count) log.info("counted by nobody");
              log.flush_repeats();
              log.flush_repeats();
              log.warning("slow");
            }),
            "warning: slow\nwarning: other\nerror: it failed\nhint: try again\ncounted by nobody\ncounted by nobody\n"
            "warning: slow (3 times)\nerror: it failed (2 times)\nwarning: slow\n");
}

TEST(StderrLog, RemembersABoundedNumberOfDifferentLines) {
  const std::string all = printed([] {
    StderrLog log(LogLevel::info, false);
    for (int count = 0; count < 1'000; ++count) log.warning(std::to_string(count));
    log.warning("one too many");
    log.warning("one too many");
    log.warning("0");
  });
  EXPECT_TRUE(all.ends_with("warning: 999\nwarning: one too many\nwarning: one too many\n"));
}

TEST(StderrLog, ClearsTheDisplayBeforeALineAndRedrawsItAfterwards) {
  std::vector<std::string> order;
  printed([&] {
    StderrLog log(LogLevel::info, false);
    log.set_display([&] { order.emplace_back("clear"); }, [&] { order.emplace_back("redraw"); });
    log.info("one");
    log.debug("dropped");
    log.set_display({}, {});
    log.info("two");
  });
  EXPECT_EQ(order, (std::vector<std::string>{"clear", "redraw"}));
}

TEST(StderrLog, NeverTearsALineApart) {
  const std::string all = printed([] {
    StderrLog log(LogLevel::info, false);
    std::vector<std::jthread> threads;
    for (int number = 0; number < 4; ++number) {
      threads.emplace_back([&log] {
        for (int count = 0; count < 100; ++count) log.info("0123456789");
      });
    }
  });
  std::string expected;
  for (int count = 0; count < 400; ++count) expected += "0123456789\n";
  EXPECT_EQ(all, expected);
}

}  // namespace
}  // namespace oomscan::log
