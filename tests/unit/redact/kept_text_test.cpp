// What a person needs to read a failure must come through.
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "paths/paths.hpp"
#include "redact/redactor.hpp"

namespace oomscan::redact {
namespace {

std::string data(const std::string& name) {
  const std::string path = source_dir() + "/tests/unit/redact/data/" + name;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_FALSE(text.str().empty()) << path;
  return text.str();
}

void expect_kept_line_by_line(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::string after = line;
    EXPECT_EQ(make_redactor()->redact(after), 0U) << line;
    EXPECT_EQ(after, line);
  }
}

TEST(KeptText, OrdinaryLogLinesAreUnchanged) {
  const std::string text = data("kept.log");
  expect_kept_line_by_line(text);
  std::string after = text;
  EXPECT_EQ(make_redactor()->redact(after), 0U);
  EXPECT_EQ(after, text);
}

// Printed by kubectl 1.32: pods of a real cluster, and one with every way to refer to a secret.
TEST(KeptText, DescribeOfPodsThatReferToSecretsIsUnchanged) {
  const std::string text = data("kept.describe.txt");
  expect_kept_line_by_line(text);
  std::string after = text;
  EXPECT_EQ(make_redactor()->redact(after), 0U);
  EXPECT_EQ(after, text);
}

TEST(KeptText, DescribeOfAPodWithSecretsInPlainSightLosesOnlyThem) {
  std::string text = data("leaky.describe.txt");
  EXPECT_EQ(make_redactor()->redact(text), 15U);
  EXPECT_EQ(text, data("leaky.redacted.txt"));
}

}  // namespace
}  // namespace oomscan::redact
