#include "terminal/finding_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

constexpr std::string_view kCrashLoop = "CrashLoopBackOff";
constexpr std::string_view kOutOfMemory = "OOMKilled";
constexpr std::string_view kEvicted = "Evicted";
constexpr std::string_view kUnknownCause = "unknown";

std::string smallest_window(const Finding& finding, const std::string& range) {
  const auto all = static_cast<int>(finding.timestamps.size());
  for (std::size_t i = 0; i < kWindows.size(); ++i) {
    if (finding.windows[i] == all) return std::string(kWindows[i].name);
  }
  return printable(range);
}

std::string last_words(const std::vector<Timestamp>& times, Timestamp now) {
  const std::string text = ago(times.back(), now);
  return (text.ends_with("ago") ? ", last " : ", ") + text;
}

void append(std::string& list, const std::string& part) {
  if (part.empty()) return;
  if (!list.empty()) list += ", ";
  list += part;
}

// Does `when_words` of this finding name the restarts?
bool counts_restarts(const Finding& finding) {
  return finding.type == kCrashLoop && finding.restart_count.value_or(0) > 0;
}

// In the order in which they are told.
constexpr std::array<std::pair<Source, std::string_view>, 5> kSourceWords{{{Source::oc_get_pods, "status"},
                                                                           {Source::events, "events"},
                                                                           {Source::prometheus, "Prometheus"},
                                                                           {Source::kernel, "kernel"},
                                                                           {Source::history, "history"}}};

bool names_exit_code(const std::string& cause) { return cause.starts_with("exit code"); }

}  // namespace

std::string when_words(const Finding& finding, const std::string& range, Timestamp now) {
  const std::vector<Timestamp>& times = finding.timestamps;
  if (counts_restarts(finding)) {
    std::string text = counted(*finding.restart_count, "restart");
    if (!times.empty()) text += last_words(times, now);
    return text;
  }
  if (times.empty()) return "time not known";
  if (times.size() == 1) return "once, " + ago(times.back(), now);
  return fmt::format("{}x in {}", grouped(static_cast<std::int64_t>(times.size())), smallest_window(finding, range)) +
         last_words(times, now);
}

std::string detail_words(const Finding& finding, const std::vector<const Finding*>& of_container) {
  const Finding& first = of_container.empty() ? finding : *of_container.front();
  const bool is_first = &first == &finding;
  std::string text;
  const bool cause_known = !finding.cause.empty() && finding.cause != kUnknownCause;
  if (cause_known && finding.cause != finding.type) append(text, "because " + printable(finding.cause));
  if (finding.memory_limit_bytes && is_first && finding.cause == kOutOfMemory) {
    append(text, "limit " + memory(*finding.memory_limit_bytes));
  }
  if (finding.exit_code && !names_exit_code(finding.cause) && (is_first || first.exit_code != finding.exit_code)) {
    append(text, fmt::format("exit {}", *finding.exit_code));
  }
  const bool restarts_said = std::any_of(of_container.begin(), of_container.end(),
                                         [](const Finding* other) { return counts_restarts(*other); });
  if (is_first && !restarts_said && finding.restart_count.value_or(0) > 0) {
    append(text, counted(*finding.restart_count, "restart"));
  }
  return text;
}

std::string confidence_words(const Finding& finding) {
  std::string text{to_id(finding.confidence)};
  std::size_t told = 0;
  for (const auto& [source, words] : kSourceWords) {
    if (std::find(finding.sources.begin(), finding.sources.end(), source) == finding.sources.end()) continue;
    ++told;
    text += told == 1 ? " by " : told == finding.sources.size() ? " and " : ", ";
    text += words;
  }
  return text;
}

std::string subject_words(const Finding& finding) {
  if (finding.pod.empty()) return "node " + printable(finding.node);
  if (finding.container.empty()) {
    return printable(finding.pod) + (finding.type == kEvicted ? " (whole pod)" : " / (container not known)");
  }
  std::string text = printable(finding.pod) + " / " + printable(finding.container);
  if (finding.container_kind != ContainerKind::main) text += fmt::format(" ({})", to_id(finding.container_kind));
  return text;
}

std::string workload_words(const Finding& finding) {
  const Workload& workload = finding.workload;
  if (workload.name.empty() || (workload.kind == "Pod" && workload.name == finding.pod)) return "";
  return printable(workload.kind) + " " + printable(workload.name);
}

std::string artifact_words(const Artifacts& artifacts) {
  const std::string description = printable(artifacts.description_file);
  const std::string log = printable(artifacts.pod_log_file);
  constexpr std::string_view kDescriptionEnd = "desc.txt";
  constexpr std::string_view kLogEnd = "log.txt";
  if (description.ends_with(kDescriptionEnd) && log.ends_with(kLogEnd)) {
    const std::string stem = description.substr(0, description.size() - kDescriptionEnd.size());
    if (stem == log.substr(0, log.size() - kLogEnd.size())) return stem + "*";
  }
  return description.empty() || log.empty() ? description + log : description + " " + log;
}

}  // namespace oomscan::terminal
