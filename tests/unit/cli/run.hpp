// Runs the parser as the program would, with an environment that the test makes up.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "cli/parse.hpp"

namespace oomscan::cli {

using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;

inline constexpr std::array kDetectors = {DetectorInfo{"OOMKilled", "killed for memory", true},
                                          DetectorInfo{"CrashLoopBackOff", "restarting and failing", true},
                                          DetectorInfo{"ImagePullBackOff", "image cannot be pulled", false}};
inline constexpr std::array<std::string_view, 2> kFormats = {"csv", "json"};

inline ParseOutcome run(const Words& words, const Environment& environment = {}) {
  std::vector<const char*> argv = {"oom-scan"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  ParseContext context;
  context.environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = environment.find(name);
    return found == environment.end() ? std::nullopt : std::optional(found->second);
  };
  std::vector<std::string> names;
  for (const auto& [name, value] : environment) names.push_back(name);
  context.environment_names = names;
  context.detectors = kDetectors;
  context.formats = kFormats;
  context.version = "0.1.0";
  return parse(argv, context);
}

inline Options options(const Words& words, const Environment& environment = {}) {
  ParseOutcome outcome = run(words, environment);
  EXPECT_TRUE(outcome.options.has_value()) << outcome.err;
  EXPECT_EQ(outcome.out + outcome.err, "");
  return outcome.options.value_or(Options{});
}

inline std::string refusal(const Words& words, const Environment& environment = {}) {
  const ParseOutcome outcome = run(words, environment);
  EXPECT_FALSE(outcome.options.has_value());
  EXPECT_EQ(outcome.exit_code, kExitUsage);
  EXPECT_EQ(outcome.out, "");
  return outcome.err;
}

}  // namespace oomscan::cli
