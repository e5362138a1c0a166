#include "cli/words.hpp"

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "cli/flags.hpp"
#include "unit/cli/run.hpp"

namespace oomscan::cli {
namespace {

struct Wrong {
  Words words;
  const char* text;
};

TEST(CommandLine, SaysWhatIsWrongAndWhatToDo) {
  const Wrong table[] = {
      {{"--incldue-ns", "a"}, "error: unknown option '--incldue-ns'\nhint: did you mean '--include-ns'?\n"},
      {{"--incldue-ns=a"}, "error: unknown option '--incldue-ns'\nhint: did you mean '--include-ns'?\n"},
      {{"--ns_workers=3"}, "error: unknown option '--ns_workers'\nhint: did you mean '--ns-workers'?\n"},
      {{"--prom"},
       "error: unknown option '--prom'\n"
       "hint: did you mean '--prom-workers', '--prometheus-url' or '--prometheus-token-file'?\n"},
      {{"--banana"}, "error: unknown option '--banana'\nhint: 'oom-scan --help' lists all options\n"},
      {{"-version"}, "error: unknown option '-version'\nhint: did you mean '--version'?\n"},
      {{"-n", "a"}, "error: unknown option '-n'\nhint: did you mean '--namespaces'?\n"},
      {{"-qx"}, "error: unknown option '-qx'\nhint: 'oom-scan --help' lists all options\n"},
      {{"--\x1b[31m"}, "error: unknown option '--\\x1b[31m'\nhint: 'oom-scan --help' lists all options\n"},
      {{"foo"},
       "error: unexpected argument 'foo'\nhint: the only commands are 'doctor', 'rbac', 'explain', 'trends', 'score', "
       "'regressions', 'incidents' and 'history'; 'oom-scan "
       "--help' explains them\n"},
      {{"--", "--current"},
       "error: unexpected argument '--current' after '--'\n"
       "hint: the only commands are 'doctor', 'rbac', 'explain', 'trends', 'score', 'regressions', 'incidents' and "
       "'history'; 'oom-scan --help' explains them\n"},
      {{"docter"}, "error: unexpected argument 'docter'\nhint: did you mean 'doctor'?\n"},
      {{"doctor", "rbac"}, "error: unexpected argument 'rbac'\nhint: 'oom-scan doctor --help' says what it takes\n"},
      {{"doctor", "--list-contexts"},
       "error: 'oom-scan doctor' has no option '--list-contexts'\nhint: only 'oom-scan' takes it\n"},
      {{"--list-contexts", "rbac"},
       "error: 'oom-scan rbac' has no option '--list-contexts'\nhint: only 'oom-scan' takes it\n"},
      {{"doctor", "--list-context"},
       "error: unknown option '--list-context'\nhint: 'oom-scan doctor --help' lists all options\n"},
      {{"curent"}, "error: unexpected argument 'curent'\nhint: did you mean '--current'?\n"},
      {{"--contexts", "a", "b"},
       "error: unexpected argument 'b'\nhint: several values are joined with commas: '--contexts a,b'\n"},
      {{"--contexts"}, "error: option '--contexts' needs a value\nhint: write '--contexts A,B'\n"},
      {{"--contexts=", "--current"}, "error: option '--contexts' needs a value\nhint: write '--contexts A,B'\n"},
      {{"--contexts", "--current"},
       "error: option '--contexts' needs a value, but '--current' follows\n"
       "hint: write '--contexts A,B'; if '--current' is meant to be the value, '--contexts=--current'\n"},
      {{"--contexts", "--\x1b[31m"},
       "error: option '--contexts' needs a value, but '--\\x1b[31m' follows\n"
       "hint: write '--contexts A,B'; if '--\\x1b[31m' is meant to be the value, '--contexts=--\\x1b[31m'\n"},
      {{"--contexts", ""},
       "error: '--contexts' has an empty entry\n"
       "hint: leave it out: it would select nothing, or everything\n"},
      {{"--include-ns", "a,,b"},
       "error: '--include-ns' has an empty entry\n"
       "hint: leave it out: it would select nothing, or everything\n"},
      {{"--include-ns", "team-(a"},
       "error: '--include-ns': not a valid pattern: missing )\n    team-(a\n         ^\n"
       "hint: close what is open, and open what is closed; no name of a namespace holds brackets\n"},
      {{"--batch", "0"}, "error: '--batch' must be a whole number from 1 to 64, not '0'\n"},
      {{"--ns-batch-size", "501"}, "error: '--ns-batch-size' must be a whole number from 1 to 500, not '501'\n"},
      {{"--ns-workers", "many"}, "error: '--ns-workers' must be a whole number from 1 to 64, not 'many'\n"},
      {{"--prom-workers", "-1"}, "error: '--prom-workers' must be a whole number from 1 to 64, not '-1'\n"},
      {{"--attempts", "11"}, "error: '--attempts' must be a whole number from 1 to 10, not '11'\n"},
      {{"--fail-on", "all"}, "error: '--fail-on' must be one of 'none', 'active', 'any', 'new', not 'all'\n"},
      {{"--fail-on", "active", "--fail-on-findings"},
       "error: '--fail-on' and '--fail-on-findings' exclude each other\n"
       "hint: leave out one of them: '--fail-on-findings' is '--fail-on any'\n"},
      {{"--include-ns", "\"payments\""},
       "error: '--include-ns': no namespace can match '\"payments\"'\n"
       "hint: did you mean 'payments'? names are lower-case letters, digits and '-'\n"},
      {{"--exclude-ns", "_"},
       "error: '--exclude-ns': no namespace can match '_'\nhint: names of namespaces are lower-case letters, digits "
       "and "
       "'-'\n"},
      {{"--retries", "0"},
       "error: '--retries' must be a whole number from 1 to 10, not '0'\n"
       "hint: the first attempt counts: 1 means no second one\n"},
      {{"--timeout", "45s"},
       "error: '--timeout' must be a whole number from 1 to 3600, not '45s'\n"
       "hint: seconds are written without a unit\n"},
      {{"--time-range", "1 week"},
       "error: '--time-range' is not a time range: '1 week'\n"
       "hint: write a number and a unit: 30s, 15m (minutes), 6h, 7d or 1M (a month of 30 days)\n"},
      {{"--time-range", "366d"},
       "error: '--time-range' must be from 1s to 365d, not '366d'\n"
       "hint: write a number and a unit: 30s, 15m (minutes), 6h, 7d or 1M (a month of 30 days)\n"},
      {{"--time-range", "0s"},
       "error: '--time-range' must be from 1s to 365d, not '0s'\n"
       "hint: write a number and a unit: 30s, 15m (minutes), 6h, 7d or 1M (a month of 30 days)\n"},
      {{"--types", "OOMKiled"}, "error: '--types' names an unknown type 'OOMKiled'\nhint: did you mean 'OOMKilled'?\n"},
      {{"--types", "xyz"},
       "error: '--types' names an unknown type 'xyz'\n"
       "hint: known are 'OOMKilled', 'CrashLoopBackOff', 'ImagePullBackOff' and 'all'\n"},
      {{"--format", "html"}, "error: '--format' names an unknown format 'html'\nhint: known are 'csv', 'json'\n"},
      {{"--format", "-"},
       "error: '--format' writes exactly one format to stdout with '-', but none is named\n"
       "hint: write '--format json,-'\n"},
      {{"--output-dir", "-"},
       "error: '--output-dir' writes exactly one format to stdout with '-', but 'csv', 'json' are chosen\n"
       "hint: write '--format json,-'\n"},
      {{"--strategy", "namespaces"},
       "error: '--strategy' must be one of 'auto', 'cluster', 'namespace', not 'namespaces'\n"
       "hint: did you mean 'namespace'?\n"},
      {{"--namespaces", "Team_A"},
       "error: '--namespaces' holds 'Team_A', which cannot be a namespace's name\n"
       "hint: a name is at most 63 lower-case letters, digits and '-'; patterns go to '--include-ns'\n"},
      {{"--namespaces", "/PAYMENTS/"},
       "error: '--namespaces' holds '/PAYMENTS/', which cannot be a namespace's name\nhint: did you mean "
       "'payments'?\n"},
      {{"--prometheus-url", "https://user:s3cret@p"},
       "error: '--prometheus-url' must not hold a user name or password\n"
       "hint: as in 'https://prometheus.example:9090'; a token goes to '--prometheus-token-file'\n"},
      {{"--current=maybe"}, "error: '--current' must be true or false, not 'maybe'\nhint: write '--current' alone\n"},
      {{"--oc", ""}, "error: '--oc' has an empty value\nhint: leave it out to get the default\n"},
      {{"--output-dir", "a\nb"}, "error: '--output-dir' holds control characters: 'a\\nb'\n"},
      {{"--current", "--contexts", "a"},
       "error: '--current' and '--contexts' exclude each other\n"
       "hint: leave out one of them: '--current' scans the current context only\n"},
      {{"--skip-prometheus", "--prometheus-url", "http://p"},
       "error: '--skip-prometheus' and '--prometheus-url' exclude each other\n"
       "hint: leave out one of them: without Prometheus nothing is asked of it\n"},
      {{"-qv"}, "error: '--quiet' and '--verbose' exclude each other\nhint: leave out one of them\n"},
      {{"--list-contexts", "--list-detectors"},
       "error: '--list-contexts' and '--list-detectors' exclude each other\nhint: print one list at a time\n"},
      {{"--config", "/nonexistent/x.toml"},
       "error: '--config': cannot read '/nonexistent/x.toml': no such file\n"
       "hint: check the path; without a configuration file, leave the option out\n"},
      {{"--config", "/"},
       "error: '--config': cannot read '/': not a regular file\n"
       "hint: check the path; without a configuration file, leave the option out\n"},
  };
  for (const Wrong& wrong : table) EXPECT_EQ(refusal(wrong.words), wrong.text);
}

TEST(RandomCommandLines, GiveOptionsOrAUsageErrorButNeverACrash) {
  Words vocabulary = {"-",      "--",    "",         "=",         "--=", "---",   "-q",  "-v",         "-h",   "-qv",
                      "a",      "a,b",   "7d",       "5",         "-5",  "[a",    "a(",  "{1,",        "\\",   "*",
                      "json,-", "--x=y", "-=",       "\xff",      "[]",  "[a,b]", "\n",  "--current=", "true", "all",
                      "''",     "\"",    "http://p", "%%include", "{}",  "@f",    "-1e", "--help=",    "--h",  "/q"};
  for (const Flag& flag : flags()) {
    if (flag.id == FlagId::config) continue;  // reads whatever file a random word names
    vocabulary.push_back("--" + std::string(flag.name));
    vocabulary.push_back("--" + std::string(flag.name) + "=");
    vocabulary.push_back("--" + std::string(flag.name) + "=3");
  }
  std::mt19937 random(20251212);  // NOLINT: the same words every time
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  std::size_t accepted = 0;
  for (int round = 0; round < 1500; ++round) {
    Words words;
    for (std::size_t count = below(6); count > 0; --count) {
      std::string word = vocabulary[below(vocabulary.size())];
      if (below(4) == 0 && !word.empty()) word[below(word.size())] = static_cast<char>(1 + below(255));
      if (!word.starts_with("--config")) words.push_back(word);
    }
    const ParseOutcome outcome = run(words);
    std::string shown;
    for (const std::string& word : words) shown += "[" + word + "] ";
    if (outcome.options) {
      ++accepted;
      EXPECT_EQ(outcome.err, "") << shown;
      EXPECT_EQ(outcome.exit_code, kExitOk) << shown;
    } else if (outcome.exit_code == kExitOk) {
      EXPECT_NE(outcome.out, "") << shown;
    } else {
      EXPECT_EQ(outcome.exit_code, kExitUsage) << shown;
      EXPECT_TRUE(outcome.err.starts_with("error: ")) << shown;
      EXPECT_EQ(outcome.err.find("cannot be read"), std::string::npos) << shown << outcome.err;
      EXPECT_EQ(outcome.err.back(), '\n') << shown;
      EXPECT_TRUE(std::all_of(outcome.err.begin(), outcome.err.end(), [](unsigned char c) {
        return c == '\n' || (c >= 0x20 && c != 0x7f);
      })) << shown;
    }
  }
  EXPECT_GT(accepted, 50U);
}

}  // namespace
}  // namespace oomscan::cli
