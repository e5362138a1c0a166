#include "cli/parse.hpp"

#include <string>

#include <gtest/gtest.h>

#include "cli/flags.hpp"
#include "unit/cli/run.hpp"

namespace oomscan::cli {
namespace {

TEST(CommandLine, GivesTheDocumentedDefaultsWhenEmpty) {
  const Options o = options({});
  EXPECT_EQ(o.command, Command::scan);
  EXPECT_FALSE(o.current_only);
  EXPECT_TRUE(o.contexts.empty());
  EXPECT_EQ(o.clusters_at_once, 2U);
  EXPECT_EQ(o.namespaces_per_batch, 10U);
  EXPECT_EQ(o.workers_per_cluster, 5U);
  EXPECT_EQ(o.prometheus_workers, 5U);
  EXPECT_EQ(o.time_range_text, "7d");
  EXPECT_EQ(o.time_range, Seconds{7 * 86400});
  EXPECT_EQ(o.types, (Words{"OOMKilled", "CrashLoopBackOff"}));
  EXPECT_EQ(o.attempts_per_request, 3);
  EXPECT_EQ(o.request_timeout, std::chrono::seconds{45});
  EXPECT_EQ(o.output_dir, ".");
  EXPECT_EQ(o.artifacts_dir, "/tmp");
  EXPECT_TRUE(o.collect_artifacts);
  EXPECT_EQ(o.formats, (Words{"csv", "json"}));
  EXPECT_EQ(o.stdout_format, "");
  EXPECT_EQ(o.verbosity, 0);
}

// What the table of flags says to people is what they get.
TEST(CommandLine, TakesTheDocumentedDefaultsAsTheyAreWritten) {
  Words words;
  for (const Flag& flag : flags()) {
    const bool literal = flag.kind == FlagKind::number || flag.kind == FlagKind::choice || flag.id == FlagId::types ||
                         flag.id == FlagId::format || flag.id == FlagId::time_range || flag.id == FlagId::output_dir ||
                         flag.id == FlagId::artifacts_dir;
    const bool depends = flag.id == FlagId::prom_workers || flag.id == FlagId::memory_limit;
    if (!literal || depends || !flag.commands.has(Command::scan)) continue;
    words.insert(words.end(), {"--" + std::string(flag.name), std::string(flag.default_text)});
  }
  const Options written = options(words);
  const Options defaults = options({});
  EXPECT_EQ(written.clusters_at_once, defaults.clusters_at_once);
  EXPECT_EQ(written.namespaces_per_batch, defaults.namespaces_per_batch);
  EXPECT_EQ(written.workers_per_cluster, defaults.workers_per_cluster);
  EXPECT_EQ(written.strategy, defaults.strategy);
  EXPECT_EQ(written.transport, defaults.transport);
  EXPECT_EQ(written.color, defaults.color);
  EXPECT_EQ(written.types, defaults.types);
  EXPECT_EQ(written.formats, defaults.formats);
  EXPECT_EQ(written.time_range, defaults.time_range);
  EXPECT_EQ(written.output_dir, defaults.output_dir);
  EXPECT_EQ(written.artifacts_dir, defaults.artifacts_dir);
  EXPECT_EQ(written.attempts_per_request, defaults.attempts_per_request);
  EXPECT_EQ(written.request_timeout, defaults.request_timeout);
}

TEST(CommandLine, FillsInEveryOption) {
  const Options o = options({"--contexts",
                             "a,b",
                             "--contexts=c",
                             "--batch",
                             "3",
                             "--ns-batch-size",
                             "20",
                             "--ns-workers",
                             "10",
                             "--prom-workers",
                             "4",
                             "--prometheus-url",
                             "https://p:9090/x/",
                             "--prometheus-token-file",
                             "t",
                             "--include-ns",
                             "a{1,3},b",
                             "--include-ns",
                             "c",
                             "--exclude-ns",
                             "^kube-",
                             "--namespaces",
                             "n1,n2",
                             "--time-range",
                             "1M",
                             "--retries",
                             "1",
                             "--timeout",
                             "60",
                             "--output-dir",
                             "out",
                             "--artifacts-dir",
                             "art",
                             "--no-artifacts",
                             "--format",
                             "json",
                             "--strategy",
                             "cluster",
                             "--transport",
                             "exec",
                             "--oc",
                             "/bin/oc",
                             "--kubeconfig",
                             "k",
                             "--fail-on-findings",
                             "--allow-gaps",
                             "--color",
                             "never",
                             "-v"});
  EXPECT_EQ(o.contexts, (Words{"a", "b", "c"}));
  EXPECT_EQ(o.clusters_at_once, 3U);
  EXPECT_EQ(o.namespaces_per_batch, 20U);
  EXPECT_EQ(o.workers_per_cluster, 10U);
  EXPECT_EQ(o.prometheus_workers, 4U);
  EXPECT_EQ(o.prometheus_url, "https://p:9090/x");
  EXPECT_EQ(o.prometheus_token_file, "t");
  EXPECT_EQ(o.include_namespaces, (Words{"a{1,3}", "b", "c"}));
  EXPECT_EQ(o.exclude_namespaces, (Words{"^kube-"}));
  EXPECT_EQ(o.namespaces, (Words{"n1", "n2"}));
  EXPECT_EQ(o.time_range_text, "1M");
  EXPECT_EQ(o.time_range, Seconds{30 * 86400});
  EXPECT_EQ(o.attempts_per_request, 1);
  EXPECT_EQ(o.request_timeout, std::chrono::seconds{60});
  EXPECT_EQ(o.output_dir, "out");
  EXPECT_EQ(o.artifacts_dir, "art");
  EXPECT_FALSE(o.collect_artifacts);
  EXPECT_EQ(o.formats, (Words{"json"}));
  EXPECT_EQ(o.strategy, Strategy::cluster);
  EXPECT_EQ(o.transport, Transport::exec);
  EXPECT_EQ(o.oc_path, "/bin/oc");
  EXPECT_EQ(o.kubeconfig, "k");
  EXPECT_EQ(o.fail_on, FailOn::any);
  EXPECT_TRUE(o.allow_gaps);
  EXPECT_EQ(o.color, ColorMode::never);
  EXPECT_EQ(o.verbosity, 1);
}

TEST(CommandLine, FailsOnWhatItIsTold) {
  EXPECT_EQ(options({}).fail_on, FailOn::nothing);
  EXPECT_EQ(options({"--fail-on", "active"}).fail_on, FailOn::active);
  EXPECT_EQ(options({"--fail-on=any"}).fail_on, FailOn::any);
  EXPECT_EQ(options({"--fail-on=none"}, {{"OOM_SCAN_FAIL_ON_FINDINGS", "1"}}).fail_on, FailOn::nothing);
  EXPECT_EQ(options({"--fail-on-findings"}, {{"OOM_SCAN_FAIL_ON", "active"}}).fail_on, FailOn::any);
}

TEST(CommandLine, CallsAttemptsByTheirOldNameToo) {
  EXPECT_EQ(options({"--attempts", "2"}).attempts_per_request, 2);
  EXPECT_EQ(options({"--retries", "2"}).attempts_per_request, 2);
  EXPECT_EQ(options({}, {{"OOM_SCAN_RETRIES", "5"}}).attempts_per_request, 5);
}

TEST(CommandLine, IsQuickOnlyIfAsked) {
  EXPECT_FALSE(options({}).quick);
  EXPECT_TRUE(options({"--quick"}).quick);
  EXPECT_FALSE(options({"--quick=false"}).quick);
  EXPECT_TRUE(options({}, {{"OOM_SCAN_QUICK", "1"}}).quick);
}

TEST(CommandLine, TakesTheLastOfRepeatedSingleValues) {
  EXPECT_EQ(options({"--ns-workers", "3", "--ns-workers", "4"}).workers_per_cluster, 4U);
  EXPECT_FALSE(options({"--current", "--current=false"}).current_only);
}

TEST(CommandLine, LetsPrometheusWorkersFollowTheWorkers) {
  EXPECT_EQ(options({"--ns-workers", "9"}).prometheus_workers, 9U);
  EXPECT_EQ(options({"--ns-workers", "9", "--prom-workers", "2"}).prometheus_workers, 2U);
}

TEST(CommandLine, SelectsTypesByIdInAnyCaseOrAll) {
  EXPECT_EQ(options({"--types", "imagepullbackoff,OOMKilled,oomkilled"}).types,
            (Words{"ImagePullBackOff", "OOMKilled"}));
  EXPECT_EQ(options({"--types", "all"}).types, (Words{"OOMKilled", "CrashLoopBackOff", "ImagePullBackOff"}));
}

TEST(CommandLine, SendsOneFormatToStdoutAndNothingToFiles) {
  for (const Words& words : {Words{"--format", "json,-"}, Words{"--format=-", "--format=json"},
                             Words{"--format", "json", "--output-dir", "-"}}) {
    const Options o = options(words);
    EXPECT_EQ(o.stdout_format, "json");
    EXPECT_TRUE(o.formats.empty());
    EXPECT_EQ(o.output_dir, ".");
  }
}

TEST(CommandLine, ChoosesTheCommand) {
  EXPECT_EQ(options({"--list-contexts"}).command, Command::list_contexts);
  EXPECT_EQ(options({"--list-namespaces", "--current"}).command, Command::list_namespaces);
  EXPECT_EQ(options({"--list-detectors"}).command, Command::list_detectors);
  EXPECT_EQ(options({"scan"}).command, Command::scan);
  EXPECT_EQ(options({"doctor"}).command, Command::doctor);
  EXPECT_EQ(options({"--no-logs", "rbac", "--namespaces", "a"}).command, Command::rbac);
  EXPECT_EQ(options({"--contexts", "doctor"}).command, Command::scan);
}

TEST(CommandLine, GivesEachCommandAHelpOfItsOwn) {
  EXPECT_TRUE(run({"doctor", "--help"}).out.starts_with("NAME\n    oom-scan doctor - "));
  EXPECT_TRUE(run({"-h", "rbac"}).out.starts_with("NAME\n    oom-scan rbac - "));
  EXPECT_EQ(run({"scan", "--help"}).out, run({"--help"}).out);
}

TEST(CommandLine, RefusesACommandBesideAListAndASecondCommand) {
  EXPECT_EQ(run({"doctor", "--list-contexts"}).exit_code, kExitUsage);
  EXPECT_EQ(run({"doctor", "rbac"}).exit_code, kExitUsage);
  EXPECT_EQ(run({"--", "doctor"}).exit_code, kExitUsage);
}

TEST(CommandLine, RedactsUnlessToldOtherwise) {
  EXPECT_TRUE(options({}).redact);
  EXPECT_TRUE(options({"--redact"}).redact);
  EXPECT_FALSE(options({"--redact=false"}).redact);
  EXPECT_FALSE(options({"--no-redact"}).redact);
  EXPECT_FALSE(options({}).raw_artifacts);
  EXPECT_TRUE(options({"--raw-artifacts"}).raw_artifacts);
  EXPECT_TRUE(options({"--raw-artifacts"}).redact);
  EXPECT_EQ(run({"--redact", "--no-redact"}).exit_code, kExitUsage);
}

TEST(CommandLine, LeavesOutDescribeOrLogsOrBoth) {
  EXPECT_FALSE(options({"--no-logs"}).collect_logs);
  EXPECT_TRUE(options({"--no-logs"}).collect_artifacts);
  EXPECT_FALSE(options({"--no-describe"}).collect_descriptions);
  EXPECT_FALSE(options({"--no-logs", "--no-describe"}).collect_artifacts);
}

TEST(CommandLine, TakesBudgetsInSecondsAndNoLimitAsZero) {
  EXPECT_EQ(options({}).cluster_timeout, std::chrono::seconds{1800});
  EXPECT_EQ(options({"--cluster-timeout", "0"}).cluster_timeout, std::chrono::seconds{0});
  EXPECT_EQ(options({"--deadline", "900"}).deadline, std::chrono::seconds{900});
  EXPECT_EQ(options({"--qps", "20"}).requests_per_second, 20U);
  EXPECT_EQ(options({"--memory-limit", "512"}).memory_limit_mebibytes, 512U);
  EXPECT_EQ(options({}).memory_limit_mebibytes, 0U);
  EXPECT_EQ(run({"--memory-limit", "31"}).exit_code, kExitUsage);
  EXPECT_EQ(run({"--deadline", "-1"}).exit_code, kExitUsage);
}

TEST(CommandLine, AllowsFiltersBesideNamedNamespaces) {
  EXPECT_EQ(options({"--namespaces", "a,b", "--include-ns", "a"}).namespaces, (Words{"a", "b"}));
}

TEST(CommandLine, TakesAValueThatLooksLikeAnOptionBehindAnEqualsSign) {
  EXPECT_EQ(options({"--include-ns=--current"}).include_namespaces, (Words{"--current"}));
  EXPECT_EQ(options({"--include-ns", "-dev"}).include_namespaces, (Words{"-dev"}));
  EXPECT_EQ(options({"--include-ns", "[ab]"}).include_namespaces, (Words{"[ab]"}));
  EXPECT_EQ(options({"--contexts=a="}).contexts, (Words{"a="}));
}

TEST(CommandLine, PrintsHelpWhateverElseIsWrong) {
  for (const Words& words : {Words{"--help"}, Words{"-h"}, Words{"--bogus", "x", "--help"}, Words{"-qh"}}) {
    const ParseOutcome outcome = run(words, {{"OOM_SCAN_NS_WORKERS", "x"}});
    EXPECT_FALSE(outcome.options.has_value());
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_TRUE(outcome.out.starts_with("NAME\n"));
    EXPECT_EQ(outcome.err, "");
  }
}

TEST(CommandLine, PrintsTheVersion) {
  const ParseOutcome outcome = run({"--version"});
  EXPECT_EQ(outcome.out, "oom-scan 0.1.0\n");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_FALSE(outcome.options.has_value());
}

}  // namespace
}  // namespace oomscan::cli
