#include "cli/history_options.hpp"

#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "cli/values.hpp"
#include "oomscan/model/run_record.hpp"

namespace oomscan::cli {
namespace {

constexpr std::array kGroupBy = {GroupBy::cluster, GroupBy::namespaces, GroupBy::workload, GroupBy::pod};
constexpr std::array kFormats = {AnswerFormat::table, AnswerFormat::csv, AnswerFormat::json};

// What stands on a command line is read by everybody who lists processes.
bool holds_password(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == address.npos) return false;
  const std::string_view rest = address.substr(scheme + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  const std::size_t at = authority.rfind('@');
  if (at != authority.npos && authority.substr(0, at).find(':') != authority.npos) return true;
  return rest.find("password=") != rest.npos;
}

void read_question(Reader& reader, Options& options) {
  constexpr std::string_view kHint = "write a number and a unit: 24h, 7d or 1M (a month of 30 days), at most 365d";
  const auto span = [&](FlagId id) -> std::optional<Seconds> {
    const std::optional<std::string> text = reader.text(id);
    if (!text) return std::nullopt;
    const std::optional<Seconds> range = parse_time_range(*text);
    if (range && *range > Seconds{0} && *range <= kTimeRangeMax) return range;
    reader.reject(id, fmt::format("is no time range from 1s to {}: {}", kTimeRangeMaxText, in_quotes(*text)),
                  std::string(kHint));
    return std::nullopt;
  };
  if (const auto window = span(FlagId::window)) {
    options.question.window = *window;
    options.question.window_name = reader.text(FlagId::window).value_or("");
  }
  options.older_than = span(FlagId::older_than).value_or(Seconds{0});
  if (const auto by = reader.choice(FlagId::by)) options.question.by = kGroupBy.at(*by);
  if (const auto format = reader.choice(FlagId::answer_format)) options.answer_format = kFormats.at(*format);
  if (const auto rows = reader.number(FlagId::top)) options.rows_max = static_cast<std::size_t>(*rows);
  options.resolved_too = reader.toggle(FlagId::resolved);
  if (const auto text = reader.text(FlagId::now)) {
    options.now = parse_rfc3339(*text);
    if (!options.now) {
      reader.reject(FlagId::now, fmt::format("is no time: {}", in_quotes(*text)),
                    "write it as in 2026-11-27T08:00:00Z");
    }
  }
  if (const std::vector<std::string> clusters = reader.list(FlagId::clusters); !clusters.empty()) {
    options.contexts = clusters;
  }
}

}  // namespace

void read_history(Reader& reader, Options& options) {
  read_question(reader, options);
  options.store = reader.text(FlagId::store).value_or("");
  if (const Setting* store = reader.find(FlagId::store);
      store != nullptr && store->origin == Origin::command_line && holds_password(options.store)) {
    reader.reject(FlagId::store, "must not hold a password: whoever lists processes reads it",
                  "put it into ~/.pgpass, or give the address in OOM_SCAN_STORE");
  }
  options.run_id = reader.text(FlagId::run_id).value_or("");
  if (!options.run_id.empty() && !is_run_id(options.run_id)) {
    reader.reject(FlagId::run_id, fmt::format("is no id of a run: {}", in_quotes(options.run_id)),
                  "it is a time and a word of at most 64 letters, digits, '-' and '.', as in "
                  "'20261127T205137Z-nightly'");
  }
  options.baseline = reader.text(FlagId::baseline).value_or("");
  options.only_new = reader.toggle(FlagId::only_new);
  if (reader.fault()) return;
  const bool past_is_known = !options.store.empty() || !options.baseline.empty();
  if (options.only_new && !past_is_known) {
    reader.reject(FlagId::only_new, "needs to know what is not new", "add '--store' or '--baseline oom_results.json'");
  } else if (options.fail_on == FailOn::fresh && !past_is_known) {
    reader.reject(FlagId::fail_on, "needs to know what is not new", "add '--store' or '--baseline oom_results.json'");
  } else if (!options.run_id.empty() && options.store.empty()) {
    reader.reject(FlagId::run_id, "records nothing without a history", "add '--store'");
  }
}

}  // namespace oomscan::cli
