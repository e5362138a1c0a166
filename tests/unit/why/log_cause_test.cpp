#include "why/log_cause.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "paths/paths.hpp"
#include "why/log_line.hpp"
#include "why/log_rules.hpp"

namespace oomscan::why {
namespace {

struct Tail {
  std::string name;
  std::string category;
  std::string line;
  std::string log;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// A heading has three fields; a line of a log that begins with "=== " has none.
std::vector<Tail> tails() {
  std::ifstream file(source_dir() + "/tests/unit/why/data/log_tails.txt");
  std::vector<Tail> all;
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(" | ");
    const std::size_t second = first == std::string::npos ? first : line.find(" | ", first + 3);
    if (line.rfind("=== ", 0) == 0 && second != std::string::npos) {
      all.push_back(
          {line.substr(4, first - 4), line.substr(first + 3, second - first - 3), line.substr(second + 3), ""});
    } else if (!all.empty()) {
      all.back().log += replaced(replaced(line, "␛", "\x1b"), "␍", "\r") + '\n';
    }
  }
  return all;
}

std::string category(const std::string& log) {
  const auto cause = log_cause(log);
  return cause ? std::string(to_id(cause->category)) : "nothing";
}

TEST(LogCause, IsWhatEachOfTheRecordedTailsSays) {
  const std::vector<Tail> all = tails();
  ASSERT_GE(all.size(), 150U);
  std::set<std::string> names;
  for (const Tail& tail : all) {
    EXPECT_TRUE(names.insert(tail.name).second) << tail.name << " stands twice";
    const auto cause = log_cause(tail.log);
    ASSERT_TRUE(cause) << tail.name;
    EXPECT_EQ(to_id(cause->category), tail.category) << tail.name << ": " << cause->line;
    EXPECT_NE(cause->line.find(tail.line), std::string::npos) << tail.name << ": " << cause->line;
  }
}

TEST(LogCause, IsTheSameWithoutALineEndAndWithOtherLineEnds) {
  for (const Tail& tail : tails()) {
    const std::string without(tail.log.substr(0, tail.log.size() - 1));
    EXPECT_EQ(log_cause(without), log_cause(tail.log)) << tail.name;
    EXPECT_EQ(category(replaced(tail.log, "\n", "\r\n")), tail.category) << tail.name;
  }
}

TEST(LogCause, IsTheSameInColours) {
  for (const Tail& tail : tails()) {
    std::istringstream lines(tail.log);
    std::string coloured;
    for (std::string line; std::getline(lines, line);) coloured += "\x1b[1;31m" + line + "\x1b[0m\n";
    EXPECT_EQ(category(coloured), tail.category) << tail.name;
  }
}

TEST(LogCause, IsTheSameAfterMuchThatIsNoError) {
  std::string much;
  for (int i = 0; i < 20000; ++i) much += "2026-11-20 10:00:00 INFO request served\n";
  for (const Tail& tail : tails()) EXPECT_EQ(category(much + tail.log), tail.category) << tail.name;
}

TEST(LogCause, IsFoundAtEitherEndOfALineOfFourMegabytes) {
  const std::string filler(4U << 20U, 'x');
  EXPECT_EQ(category("panic: open /data/lock: permission denied, " + filler), "PermissionError");
  EXPECT_EQ(category(filler + " panic: open /data/lock: permission denied"), "PermissionError");
}

TEST(LogCause, IsNothingWhereNothingIsSaid) {
  EXPECT_FALSE(log_cause(""));
  EXPECT_FALSE(log_cause("\n\n  \r\n"));
  EXPECT_FALSE(log_cause("\tat com.example.A.b(A.java:1)\n"));
}

TEST(LogCause, TakesTheGravestAndOfThoseTheLast) {
  EXPECT_EQ(category("ERROR open /a: permission denied\nERROR SHOP_URL is not set\n"), "ConfigError");
  EXPECT_EQ(category("FATAL open /a: permission denied\nERROR SHOP_URL is not set\n"), "PermissionError");
}

TEST(LogCause, HoldsAnyBytes) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(i * 7 + i / 256);
  const auto cause = log_cause(bytes);
  ASSERT_TRUE(cause);
  EXPECT_LE(cause->line.size(), kCauseLineBytesMax);
}

// A rule that decides about no recorded line is a guess, or hidden behind another one.
TEST(LogRules, AreEachNeededByARecordedTail) {
  std::set<const LogRule*> needed;
  for (const Tail& tail : tails()) {
    for (const LogLine& line : log_lines(tail.log)) needed.insert(deciding_rule(line.text));
  }
  for (const LogRule& rule : log_rules()) EXPECT_TRUE(needed.contains(&rule)) << rule.said_by << ": " << rule.words;
}

TEST(ErrorShape, IsTheSameForTheSameErrorElsewhere) {
  EXPECT_EQ(error_shape("2026-11-20 10:12:03.441 ERROR dial tcp 10.96.3.7:5432: connect: connection refused"),
            error_shape("2026-11-21 11:10:00.002 ERROR dial tcp 10.1.2.3:5432: connect: connection refused"));
  EXPECT_EQ(error_shape("request 7f3c1a2b-0000-4000-8000-1234567890ab failed after 31 ms"),
            error_shape("request 11111111-2222-4333-9444-555555555555 failed after 7 ms"));
  EXPECT_EQ(error_shape("pod web-6d4cf56db6-x7k2p: panic at 0x48f2a5"),
            error_shape("pod web-7c9dd8b5f5-zz4tq: panic at 0x1"));
  EXPECT_EQ(error_shape("[signal SIGSEGV addr=0x0 pc=0x48f2a5]"), error_shape("[signal SIGSEGV addr=0x8 pc=0x1]"));
}

TEST(ErrorShape, DiffersForDifferentErrors) {
  EXPECT_NE(error_shape("open /data/lock: permission denied"), error_shape("open /data/index: permission denied"));
  EXPECT_NE(error_shape("KeyError: 'A_URL'"), error_shape("KeyError: 'B_URL'"));
}

TEST(ErrorShape, IsNeverEmptyAndBounded) {
  for (const Tail& tail : tails()) {
    const auto cause = log_cause(tail.log);
    ASSERT_TRUE(cause);
    EXPECT_FALSE(cause->shape.empty()) << tail.name;
    EXPECT_LE(cause->shape.size(), kShapeBytesMax) << tail.name;
  }
  EXPECT_EQ(error_shape("12 34"), "<n> <n>");
}

}  // namespace
}  // namespace oomscan::why
