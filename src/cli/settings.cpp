#include "cli/settings.hpp"

#include <string_view>

#include <fmt/format.h>

namespace oomscan::cli {
namespace {

struct Conflict {
  FlagId one;
  FlagId other;
  std::string_view hint;
};

constexpr std::string_view kPrometheusHint = "leave out one of them: without Prometheus nothing is asked of it";
constexpr std::string_view kListHint = "print one list at a time";

constexpr Conflict kConflicts[] = {
    {FlagId::current, FlagId::contexts, "leave out one of them: '--current' scans the current context only"},
    {FlagId::skip_prometheus, FlagId::prometheus_url, kPrometheusHint},
    {FlagId::skip_prometheus, FlagId::prometheus_token_file, kPrometheusHint},
    {FlagId::fail_on, FlagId::fail_on_findings, "leave out one of them: '--fail-on-findings' is '--fail-on any'"},
    {FlagId::quiet, FlagId::verbose, "leave out one of them"},
    {FlagId::redact, FlagId::no_redact, "leave out one of them"},
    {FlagId::list_contexts, FlagId::list_namespaces, kListHint},
    {FlagId::list_contexts, FlagId::list_detectors, kListHint},
    {FlagId::list_namespaces, FlagId::list_detectors, kListHint},
};

}  // namespace

std::optional<bool> parse_truth(const std::string& text) {
  for (const std::string_view yes : {"true", "yes", "on", "1"}) {
    if (text == yes) return true;
  }
  for (const std::string_view no : {"false", "no", "off", "0"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

bool is_on(const Layer& layer, FlagId id) {
  const auto found = layer.find(id);
  if (found == layer.end() || found->second.entries.empty()) return false;
  // What cannot be understood counts as on, so that it is not silently dropped before it is complained about.
  return flag(id).kind != FlagKind::toggle || parse_truth(found->second.entries.back().text).value_or(true);
}

std::optional<Fault> find_conflict(const Layer& layer) {
  for (const Conflict& conflict : kConflicts) {
    if (!is_on(layer, conflict.one) || !is_on(layer, conflict.other)) continue;
    return Fault{
        fmt::format("{} and {} exclude each other", layer.at(conflict.one).subject, layer.at(conflict.other).subject),
        "", std::string(conflict.hint)};
  }
  return std::nullopt;
}

Layer lay_over(const Layer& upper, Layer lower) {
  for (const Conflict& conflict : kConflicts) {
    if (is_on(upper, conflict.one)) lower.erase(conflict.other);
    if (is_on(upper, conflict.other)) lower.erase(conflict.one);
  }
  for (const auto& [id, setting] : upper) lower.insert_or_assign(id, setting);
  return lower;
}

}  // namespace oomscan::cli
