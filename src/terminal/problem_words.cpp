#include "terminal/problem_words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/cause.hpp"
#include "oomscan/model/text.hpp"
#include "oomscan/overview/causes.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

using overview::Problem;

constexpr std::string_view kCrashLoop = "CrashLoopBackOff";
constexpr std::string_view kEvicted = "Evicted";

std::int64_t count_of(const Problem& problem) { return static_cast<std::int64_t>(problem.findings.size()); }

std::string smallest_window(Timestamp first, Timestamp now, const std::string& range) {
  for (const Window& window : kWindows) {
    if (now - first <= window.length) return std::string(window.name);
  }
  return printable(range);
}

std::string last_words(Timestamp last, Timestamp now) {
  const std::string text = ago(last, now);
  return (text.ends_with("ago") ? ", last " : ", ") + text;
}

void append(std::string& list, const std::string& part) {
  if (part.empty()) return;
  if (!list.empty()) list += ", ";
  list += part;
}

// Do the times of this problem name the restarts?
bool counts_restarts(const Problem& problem) {
  return problem.about().type == kCrashLoop && problem.restarts.value_or(0) > 0;
}

// A pod that was seen: what has no limit there, has none. One that is gone may have had one.
bool spec_is_known(const Finding& finding) {
  return std::find(finding.sources.begin(), finding.sources.end(), Source::oc_get_pods) != finding.sources.end() &&
         !finding.container.empty();
}

std::string limit_words(const Problem& problem) {
  if (!is_about_memory(problem.about().cause)) return "";
  const auto& limits = problem.memory_limits_bytes;
  if (limits.empty()) return spec_is_known(problem.about()) ? "no limit" : "";
  const std::string_view whose = problem.about().memory_limit_is_pods ? " of the whole pod" : "";
  if (limits.size() == 1) return fmt::format("limit{} {}", whose, overview::memory_words(limits.front()));
  return fmt::format("limits{} {} to {}", whose, overview::memory_words(limits.front()),
                     overview::memory_words(limits.back()));
}

// The exit code, if all findings have the same one and the cause does not say it.
std::string exit_words(const Problem& problem) {
  const std::optional<int>& code = problem.about().exit_code;
  if (!code || problem.about().cause.starts_with("exit code")) return "";
  const bool same = std::all_of(problem.findings.begin(), problem.findings.end(),
                                [&](const Finding* finding) { return finding->exit_code == code; });
  return same ? fmt::format("exit {}", *code) : "";
}

// In the order in which they are told.
constexpr std::array<std::pair<Source, std::string_view>, 5> kSourceWords{{{Source::oc_get_pods, "status"},
                                                                           {Source::events, "events"},
                                                                           {Source::prometheus, "Prometheus"},
                                                                           {Source::kernel, "kernel"},
                                                                           {Source::history, "history"}}};

}  // namespace

std::string subject_words(const Problem& problem) {
  const Finding& about = problem.about();
  if (about.pod.empty()) return "node " + printable(about.node);
  const bool many = count_of(problem) > 1;
  const bool one_pod = !many || about.workload.name.empty();
  std::string text = printable(about.namespace_name) + "/" + printable(one_pod ? about.pod : about.workload.name);
  if (about.container.empty()) {
    text += about.type == kEvicted ? " (whole pod)" : " / (container not known)";
  } else {
    text += " / " + printable(about.container);
    if (about.container_kind != ContainerKind::main) text += fmt::format(" ({})", to_id(about.container_kind));
  }
  if (many) text += fmt::format(" ({})", counted(static_cast<std::int64_t>(problem.pods), "pod"));
  return text;
}

std::string when_words(const Problem& problem, const std::string& range, Timestamp now) {
  if (counts_restarts(problem)) {
    std::string text = counted(*problem.restarts, "restart");
    if (problem.last) text += last_words(*problem.last, now);
    return text;
  }
  if (problem.failures == 0 || !problem.first || !problem.last) return "time not known";
  if (problem.failures == 1) return "once, " + ago(*problem.last, now);
  return fmt::format("{}x in {}", grouped(static_cast<std::int64_t>(problem.failures)),
                     smallest_window(*problem.first, now, range)) +
         last_words(*problem.last, now);
}

std::string detail_words(const Problem& problem) {
  const Finding& about = problem.about();
  std::string text;
  const bool cause_known = !about.cause.empty() && about.cause != kCauseUnknown;
  if (cause_known && about.cause != about.type) append(text, "because " + printable(about.cause));
  append(text, limit_words(problem));
  append(text, exit_words(problem));
  if (!counts_restarts(problem) && problem.restarts.value_or(0) > 0)
    append(text, counted(*problem.restarts, "restart"));
  return text;
}

std::string log_words(const Problem& problem) {
  constexpr std::size_t kLineBytesMax = 120;
  const auto* const said = std::find_if(problem.findings.data(), problem.findings.data() + problem.findings.size(),
                                        [](const Finding* finding) { return overview::log_explains(*finding); });
  if (said == problem.findings.data() + problem.findings.size()) return "";
  const LogCause& cause = *(*said)->log_cause;
  const std::string line = printable(cause.line, kLineBytesMax);
  if (cause.category == LogCategory::unknown) return fmt::format("its log says \"{}\"", line);
  return fmt::format("its log says {}: \"{}\"", to_id(cause.category), line);
}

std::string state_words(const Problem& problem) {
  std::string text;
  std::size_t different = 0;
  for (std::size_t i = 0; i < problem.by_state.size(); ++i) {
    if (problem.by_state[i] == 0) continue;
    ++different;
    append(text, fmt::format("{} {}", grouped(static_cast<std::int64_t>(problem.by_state[i])),
                             to_id(overview::kStatesByUrgency[i])));
  }
  return different > 1 ? text : "";
}

std::string confidence_words(const Problem& problem) {
  std::set<Source> sources;
  for (const Finding* finding : problem.findings) sources.insert(finding->sources.begin(), finding->sources.end());
  std::string text{to_id(problem.confidence)};
  std::size_t told = 0;
  for (const auto& [source, words] : kSourceWords) {
    if (!sources.contains(source)) continue;
    ++told;
    text += told == 1 ? " by " : told == sources.size() ? " and " : ", ";
    text += words;
  }
  return text;
}

std::string workload_words(const Problem& problem) {
  const Finding& about = problem.about();
  const Workload& workload = about.workload;
  if (workload.name.empty() || workload.name == about.pod) return "";
  // Of several pods the subject names it; its kind is what is left to say.
  if (count_of(problem) > 1) return printable(workload.kind);
  return workload.kind.empty() ? "" : printable(workload.kind) + " " + printable(workload.name);
}

}  // namespace oomscan::terminal
