#include "export/junit_exporter.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "export/xml_text.hpp"
#include "oomscan/overview/outcomes.hpp"
#include "oomscan/overview/unseen.hpp"

namespace oomscan::exports {
namespace {

using overview::Outcome;

std::string where(const Finding& finding) {
  if (finding.pod.empty()) return fmt::format("node {}", finding.node);
  return finding.container.empty() ? finding.pod : fmt::format("{} / {}", finding.pod, finding.container);
}

std::string line_of(const Finding& finding) {
  std::string line = fmt::format("{}: {}: {}", to_id(finding.state), where(finding), finding.cause);
  if (!finding.timestamps.empty()) line += fmt::format(", last {}", format_rfc3339(finding.timestamps.back()));
  if (const auto& count = finding.restart_count) line += fmt::format(", {} restart{}", *count, *count == 1 ? "" : "s");
  return line + fmt::format(", {}", to_id(finding.confidence));
}

std::string count_words(const std::vector<const Finding*>& findings) {
  const auto active = std::count_if(findings.begin(), findings.end(),
                                    [](const Finding* finding) { return finding->state == State::active; });
  const std::string_view noun = findings.size() == 1 ? "finding" : "findings";
  return fmt::format("{} {}, {} active", findings.size(), noun, active);
}

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, xml_text(value));
}

// What a person reads as the name of a test case: "OOMKilled", or what could not be looked at.
std::string name_of(const Outcome& outcome) { return std::string(outcome.type.empty() ? "seen" : outcome.type); }

class Document {
 public:
  Document(const ScanReport& report, std::ostream& out) : report_(report), out_(out) {}

  void write() {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"oom-scan\">\n";
    if (const std::string why = overview::run_not_seen(report_); !why.empty()) {
      suite("the run", nullptr, {{"", "", {}, why}});
    }
    for (const ClusterCoverage& coverage : report_.coverage) {
      suite(coverage.cluster, &coverage, overview::outcomes(coverage, report_));
    }
    out_ << "</testsuites>\n";
  }

 private:
  void suite(std::string_view name, const ClusterCoverage* coverage, const std::vector<Outcome>& outcomes) {
    const auto failures = std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.failed(); });
    const auto passed = std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.passed(); });
    const auto count = static_cast<std::ptrdiff_t>(outcomes.size());
    out_ << "  <testsuite" << attribute("name", name) << attribute("timestamp", format_rfc3339(report_.generated_at))
         << fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n", count, failures,
                        count - failures - passed);
    if (coverage != nullptr) properties(*coverage);
    for (const Outcome& outcome : outcomes) test_case(name, outcome);
    out_ << "  </testsuite>\n";
  }

  void properties(const ClusterCoverage& coverage) {
    out_ << "    <properties>\n";
    property("context", coverage.context);
    property("server", coverage.server);
    property("cluster_id", coverage.cluster_id);
    property("status", to_id(coverage.status));
    property("time_range", report_.time_range.requested);
    property("seen", overview::look_back_words(coverage, report_));
    out_ << "    </properties>\n";
  }

  void property(std::string_view name, std::string_view value) {
    out_ << "      <property" << attribute("name", name) << attribute("value", value) << "/>\n";
  }

  void test_case(std::string_view suite, const Outcome& outcome) {
    const std::string group =
        outcome.namespace_name.empty() ? std::string(suite) : fmt::format("{}.{}", suite, outcome.namespace_name);
    out_ << "    <testcase" << attribute("classname", group) << attribute("name", name_of(outcome));
    if (outcome.passed()) {
      out_ << "/>\n";
      return;
    }
    out_ << ">\n";
    if (outcome.failed()) {
      failure(outcome);
    } else {
      out_ << "      <skipped" << attribute("message", outcome.not_seen) << "/>\n";
    }
    out_ << "    </testcase>\n";
  }

  void failure(const Outcome& outcome) {
    out_ << "      <failure" << attribute("type", outcome.type) << attribute("message", count_words(outcome.findings))
         << ">";
    const std::size_t named = std::min(outcome.findings.size(), kFindingsPerTestCaseMax);
    for (std::size_t i = 0; i < named; ++i) out_ << xml_text(line_of(*outcome.findings[i])) << '\n';
    if (named < outcome.findings.size()) out_ << fmt::format("and {} more\n", outcome.findings.size() - named);
    out_ << "</failure>\n";
    if (outcome.not_seen.empty()) return;
    out_ << "      <system-out>" << xml_text("there may be more: " + outcome.not_seen) << "</system-out>\n";
  }

  const ScanReport& report_;
  std::ostream& out_;
};

}  // namespace

void JunitExporter::write(const ScanReport& report, std::ostream& out) const { Document{report, out}.write(); }

}  // namespace oomscan::exports
