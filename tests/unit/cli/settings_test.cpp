#include "cli/settings.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "unit/cli/run.hpp"

namespace oomscan::cli {
namespace {

// A file of its own, gone at the end of the test.
class ConfigText {
 public:
  explicit ConfigText(const std::string& text) {
    std::string name = (std::filesystem::temp_directory_path() / "oomscan-cli-XXXXXX").string();
    const int descriptor = mkstemp(name.data());
    if (descriptor >= 0) close(descriptor);
    path_ = name;
    std::ofstream(path_) << text;
  }
  ~ConfigText() { std::filesystem::remove(path_); }
  ConfigText(const ConfigText&) = delete;
  ConfigText& operator=(const ConfigText&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(EnvironmentVariables, SetOptionsUnlessEmpty) {
  const Options o = options({}, {{"OOM_SCAN_NS_WORKERS", "8"},
                                 {"OOM_SCAN_INCLUDE_NS", "a{1,2},b"},
                                 {"OOM_SCAN_SKIP_PROMETHEUS", "yes"},
                                 {"OOM_SCAN_TIMEOUT", ""}});
  EXPECT_EQ(o.workers_per_cluster, 8U);
  EXPECT_EQ(o.include_namespaces, (Words{"a{1,2}", "b"}));
  EXPECT_TRUE(o.skip_prometheus);
  EXPECT_EQ(o.request_timeout, std::chrono::seconds{45});
}

TEST(EnvironmentVariables, CannotChooseWhatPrintsAndExits) {
  const ParseOutcome outcome = run({}, {{"OOM_SCAN_LIST_CONTEXTS", "true"}, {"OOM_SCAN_HELP", "true"}});
  ASSERT_TRUE(outcome.options.has_value());
  EXPECT_EQ(outcome.options->command, Command::scan);
}

TEST(EnvironmentVariables, AreNamedInErrors) {
  EXPECT_EQ(refusal({}, {{"OOM_SCAN_NS_WORKERS", "x"}}),
            "error: environment variable 'OOM_SCAN_NS_WORKERS' must be a whole number from 1 to 64, not 'x'\n");
  EXPECT_EQ(refusal({}, {{"OOM_SCAN_CURRENT", "ja"}}),
            "error: environment variable 'OOM_SCAN_CURRENT' must be true or false, not 'ja'\n"
            "hint: write 'true' or 'false'\n");
  EXPECT_EQ(refusal({}, {{"OOM_SCAN_CURRENT", "1"}, {"OOM_SCAN_CONTEXTS", "a"}}),
            "error: environment variable 'OOM_SCAN_CURRENT' and environment variable 'OOM_SCAN_CONTEXTS' exclude each "
            "other\nhint: leave out one of them: '--current' scans the current context only\n");
}

TEST(EnvironmentVariables, ThatMeanNothingAreNamed) {
  const ParseOutcome outcome = run({}, {{"OOM_SCAN_TIMERANGE", "1h"}, {"OOM_SCAN_LIST_CONTEXTS", "1"}, {"HOME", "/"}});
  EXPECT_TRUE(outcome.options.has_value());
  EXPECT_EQ(outcome.err,
            "warning: environment variable 'OOM_SCAN_LIST_CONTEXTS' means nothing and is ignored\n"
            "hint: give '--list-contexts' on the command line\n"
            "warning: environment variable 'OOM_SCAN_TIMERANGE' means nothing and is ignored\n"
            "hint: did you mean 'OOM_SCAN_TIME_RANGE'?\n");
}

TEST(EnvironmentVariables, ThatKubernetesSetsForAServiceAreNotOurs) {
  EXPECT_EQ(run({}, {{"OOM_SCAN_SERVICE_HOST", "10.0.0.1"},
                     {"OOM_SCAN_SERVICE_PORT", "80"},
                     {"OOM_SCAN_SERVICE_PORT_HTTP", "80"},
                     {"OOM_SCAN_PORT", "tcp://10.0.0.1:80"},
                     {"OOM_SCAN_PORT_80_TCP", "tcp://10.0.0.1:80"}})
                .err,
            "");
}

TEST(EnvironmentVariables, OfOneOptionUnderBothNamesAreRefused) {
  EXPECT_EQ(refusal({}, {{"OOM_SCAN_BATCH_SIZE", "1"}, {"OOM_SCAN_BATCH", "2"}}),
            "error: environment variables 'OOM_SCAN_BATCH_SIZE' and 'OOM_SCAN_BATCH' are the same option\n"
            "hint: unset one of them\n");
  EXPECT_EQ(options({}, {{"OOM_SCAN_BATCH", "7"}}).clusters_at_once, 7U);
}

TEST(Precedence, IsCommandLineThenEnvironmentThenConfiguration) {
  const ConfigText config("ns_workers = 1\ntimeout = 1\nretries = 1\ncontexts = [\"c\"]\n");
  const Options o = options({"--config", config.path(), "--ns-workers", "3"},
                            {{"OOM_SCAN_NS_WORKERS", "2"}, {"OOM_SCAN_TIMEOUT", "2"}});
  EXPECT_EQ(o.workers_per_cluster, 3U);
  EXPECT_EQ(o.request_timeout, std::chrono::seconds{2});
  EXPECT_EQ(o.attempts_per_request, 1);
  EXPECT_EQ(o.contexts, (Words{"c"}));
}

TEST(Precedence, LetsTheCommandLineOverrideWhatWouldExcludeIt) {
  EXPECT_TRUE(options({"--current"}, {{"OOM_SCAN_CONTEXTS", "a"}}).contexts.empty());
  EXPECT_FALSE(options({"--contexts", "a"}, {{"OOM_SCAN_CURRENT", "1"}}).current_only);
  EXPECT_EQ(options({"-v"}, {{"OOM_SCAN_QUIET", "1"}}).verbosity, 1);
  EXPECT_FALSE(options({"--skip-prometheus=false"}, {{"OOM_SCAN_SKIP_PROMETHEUS", "1"}}).skip_prometheus);
}

TEST(Precedence, ReplacesListsWholly) {
  EXPECT_EQ(options({"--include-ns", "a"}, {{"OOM_SCAN_INCLUDE_NS", "b"}}).include_namespaces, (Words{"a"}));
}

TEST(ConfigurationFile, CanBeNamedByTheEnvironment) {
  const ConfigText config("ns_workers = 7\ninclude_ns = [\"a{1,2}\", \"x.y\"]\n");
  const Options o = options({}, {{"OOM_SCAN_CONFIG", config.path()}});
  EXPECT_EQ(o.workers_per_cluster, 7U);
  EXPECT_EQ(o.include_namespaces, (Words{"a{1,2}", "x.y"}));
}

TEST(ConfigurationFile, IsNamedInErrorsWithTheLine) {
  const ConfigText config("current = false\nns_workers = 800\n");
  EXPECT_EQ(refusal({"--config", config.path()}),
            "error: " + config.path() + ":2: 'ns_workers' must be a whole number from 1 to 64, not '800'\n");
}

TEST(ConfigurationFile, RefusesAnEmptyList) {
  for (const char* key : {"namespaces", "contexts", "include_ns", "exclude_ns", "types", "format"}) {
    const ConfigText config(std::string(key) + " = []\n");
    EXPECT_EQ(refusal({"--config", config.path()}), "error: " + config.path() + ":1: '" + key +
                                                        "' is an empty list\nhint: leave it out to get the default\n");
  }
}

TEST(ConfigurationFile, ServesCommandsThatTakeOnlySomeOfIt) {
  const ConfigText config("retries = 2\nfail_on = \"active\"\n");
  EXPECT_EQ(options({"rbac", "--config", config.path()}).attempts_per_request, 2);
}

TEST(ConfigurationFile, IsNotReadBeyondItsLimit) {
  const ConfigText config(std::string((std::size_t{1} << 20) + 1, '#'));
  EXPECT_NE(refusal({"--config", config.path()}).find("larger than 1048576 bytes"), std::string::npos);
}

}  // namespace
}  // namespace oomscan::cli
