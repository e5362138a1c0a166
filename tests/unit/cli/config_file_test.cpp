#include "cli/config_file.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/settings.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::cli {
namespace {

std::vector<std::string> texts(const Layer& layer, FlagId id) {
  std::vector<std::string> all;
  if (const auto found = layer.find(id); found != layer.end()) {
    for (const Entry& entry : found->second.entries) all.push_back(entry.text);
  }
  return all;
}

TEST(ConfigFile, TakesKeysNamedAsTheOptions) {
  const ConfigFile file = parse_config(R"(
# how our fleet is scanned
contexts = ["prd-es01", "a, b"]   # a comma within an element is part of it
include-ns = 'tenant\d{1,3}'
ns_workers = 8
skip_prometheus = true
time_range = "1d"
)",
                                       "x.toml");
  ASSERT_FALSE(file.fault.has_value()) << file.fault->message;
  EXPECT_EQ(texts(file.layer, FlagId::contexts), (std::vector<std::string>{"prd-es01", "a, b"}));
  EXPECT_TRUE(file.layer.at(FlagId::contexts).entries.front().whole);
  EXPECT_EQ(texts(file.layer, FlagId::include_ns), (std::vector<std::string>{"tenant\\d{1,3}"}));
  EXPECT_FALSE(file.layer.at(FlagId::include_ns).entries.front().whole);
  EXPECT_EQ(texts(file.layer, FlagId::ns_workers), (std::vector<std::string>{"8"}));
  EXPECT_EQ(texts(file.layer, FlagId::skip_prometheus), (std::vector<std::string>{"true"}));
  EXPECT_EQ(file.layer.at(FlagId::ns_workers).subject, "x.toml:5: 'ns_workers'");
}

TEST(ConfigFile, MayBeEmpty) { EXPECT_FALSE(parse_config("", "x.toml").fault.has_value()); }

struct Wrong {
  const char* text;
  const char* message;
  const char* hint;
};

TEST(ConfigFile, NamesTheLineAndTheKeyOfAMistake) {
  const Wrong table[] = {
      {"\n\nincldue_ns = \"a\"\n", "x.toml:3: unknown key 'incldue_ns'", "did you mean 'include_ns'?"},
      {"zzz = 1", "x.toml:1: unknown key 'zzz'", "keys are named as the options: 'ns_workers' for '--ns-workers'"},
      {"types = []\n[scan]\nns_workers = 1", "x.toml:2: unknown table 'scan'",
       "all keys stand at the top level of the file, outside tables"},
      {"version = true", "x.toml:1: 'version' cannot be set in a configuration file",
       "give '--version' on the command line"},
      {"ns_workers = \"8\"", "x.toml:1: 'ns_workers' must be a whole number", "as in: ns_workers = 1"},
      {"ns_workers = 8.5", "x.toml:1: 'ns_workers' must be a whole number", "as in: ns_workers = 1"},
      {"current = 1", "x.toml:1: 'current' must be true or false", "as in: current = true"},
      {"color = true", "x.toml:1: 'color' must be a string", "as in: color = \"auto\""},
      {"oc = [\"a\"]", "x.toml:1: 'oc' must be a string", "as in: oc = \"...\""},
      {"types = [\"a\", 1]", "x.toml:1: 'types' must be an array of strings, or one string",
       "as in: types = [\"...\", \"...\"]"},
      {"ns_workers = 1\nns-workers = 2", "x.toml:2: 'ns-workers' is set a second time",
       "'ns_workers' is the same option"},
  };
  for (const Wrong& wrong : table) {
    const ConfigFile file = parse_config(wrong.text, "x.toml");
    ASSERT_TRUE(file.fault.has_value()) << wrong.text;
    EXPECT_EQ(file.fault->message, wrong.message);
    EXPECT_EQ(file.fault->hint, wrong.hint);
  }
}

TEST(ConfigFile, SaysWhereItIsNotToml) {
  for (const char* text : {"\na = = 3", "\noc = \"unterminated\n", "\ncontexts = [1,",
                           "\nns_workers = 1\nns_workers = 2", "\n\xff = 1", "\nfoo bar"}) {
    const ConfigFile file = parse_config(text, "x.toml");
    ASSERT_TRUE(file.fault.has_value()) << text;
    EXPECT_TRUE(file.fault->message.starts_with("x.toml:") && file.fault->message.find(": not TOML: ") < 12)
        << file.fault->message;
    EXPECT_EQ(file.fault->message.find('\n'), std::string::npos);
  }
}

TEST(ConfigFile, GivesSettingsOrAFaultForAnyText) {
  const std::string valid =
      "contexts = [\"a\", 'b']\nns_workers = 8\ncurrent = false\noc = \"x\\u00e4\"\n[t.u]\na = { b = 1.5 }\n";
  std::mt19937 random(20251212);  // NOLINT: the same texts every time
  for (int round = 0; round < 2000; ++round) {
    std::string text = valid;
    for (std::size_t changes = 1 + random() % 4; changes > 0; --changes) {
      text[random() % text.size()] = static_cast<char>(random() % 256);
    }
    const ConfigFile file = parse_config(text.substr(0, random() % (text.size() + 1)), "x.toml");
    if (file.fault) {
      EXPECT_TRUE(file.fault->message.starts_with("x.toml:")) << text;
      EXPECT_EQ(file.fault->message, printable(file.fault->message)) << text;
    }
  }
}

}  // namespace
}  // namespace oomscan::cli
