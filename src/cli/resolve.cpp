#include "cli/resolve.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/history_options.hpp"
#include "cli/reader.hpp"
#include "cli/suggestion.hpp"
#include "cli/values.hpp"
#include "oomscan/model/names.hpp"

namespace oomscan::cli {
namespace {

constexpr std::string_view kStdout = "-";

// In the order of the choices of their rows.
constexpr std::array kStrategies = {Strategy::automatic, Strategy::cluster, Strategy::namespaces};
constexpr std::array kTransports = {Transport::automatic, Transport::proxy, Transport::exec};
constexpr std::array kFailOn = {FailOn::nothing, FailOn::active, FailOn::any, FailOn::fresh};
constexpr std::array kColors = {ColorMode::automatic, ColorMode::always, ColorMode::never};

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char one, unsigned char other) { return std::tolower(one) == std::tolower(other); });
}

// `word` as it is spelt in `known`; nullptr if it is not there.
const std::string* find_spelling(const std::vector<std::string>& known, std::string_view word) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const std::string& candidate) { return same_ignoring_case(candidate, word); });
  return found == known.end() ? nullptr : &*found;
}

// `text` in lower case, without what no name of a namespace holds at its ends: quotes, slashes; empty if that is none.
std::string nearest_namespace_name(std::string_view text) {
  std::string name;
  for (const char c : text) name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto belongs = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  while (!name.empty() && !belongs(name.back())) name.pop_back();
  name.erase(name.begin(), std::find_if(name.begin(), name.end(), belongs));
  return is_namespace_name(name) ? name : "";
}

void put(std::size_t& target, std::optional<std::int64_t> number) {
  if (number) target = static_cast<std::size_t>(*number);
}

void put(std::string& target, std::optional<std::string> text) {
  if (text) target = std::move(*text);
}

// "pay.*" is no misspelt "pay".
bool looks_like_a_pattern(const std::string& name) { return name.find_first_of("*+?^$|()[]{}\\") != name.npos; }

void read_selection(Reader& reader, Options& options) {
  options.current_only = reader.toggle(FlagId::current);
  options.contexts = reader.list(FlagId::contexts);
  options.namespaces = reader.list(FlagId::namespaces);
  for (const std::string& name : options.namespaces) {
    if (is_namespace_name(name)) continue;
    const std::string meant = looks_like_a_pattern(name) ? "" : nearest_namespace_name(name);
    reader.reject(FlagId::namespaces, fmt::format("holds {}, which cannot be a namespace's name", in_quotes(name)),
                  meant.empty()
                      ? "a name is at most 63 lower-case letters, digits and '-'; patterns go to '--include-ns'"
                      : fmt::format("did you mean '{}'?", meant));
  }
  options.include_namespaces = reader.patterns(FlagId::include_ns);
  options.exclude_namespaces = reader.patterns(FlagId::exclude_ns);
}

void read_time_range(Reader& reader, Options& options) {
  const std::optional<std::string> text = reader.text(FlagId::time_range);
  if (!text) return;
  const std::optional<Seconds> range = parse_time_range(*text);
  constexpr std::string_view kExamples = "a number and a unit: 30s, 15m (minutes), 6h, 7d or 1M (a month of 30 days)";
  if (!range) {
    reader.reject(FlagId::time_range, fmt::format("is not a time range: {}", in_quotes(*text)),
                  fmt::format("write {}", kExamples));
  } else if (*range <= Seconds{0} || *range > kTimeRangeMax) {
    reader.reject(FlagId::time_range, fmt::format("must be from 1s to {}, not {}", kTimeRangeMaxText, in_quotes(*text)),
                  fmt::format("write {}", kExamples));
  } else {
    options.time_range_text = *text;
    options.time_range = *range;
    options.time_range_given = true;
  }
}

void read_parallelism(Reader& reader, Options& options) {
  put(options.clusters_at_once, reader.number(FlagId::batch_size));
  put(options.namespaces_per_batch, reader.number(FlagId::ns_batch_size));
  put(options.workers_per_cluster, reader.number(FlagId::ns_workers));
  options.prometheus_workers = options.workers_per_cluster;
  put(options.prometheus_workers, reader.number(FlagId::prom_workers));
  if (const auto index = reader.choice(FlagId::strategy)) options.strategy = kStrategies.at(*index);
  options.quick = reader.toggle(FlagId::quick);
  put(options.requests_per_second, reader.number(FlagId::qps));
}

void read_types(Reader& reader, Options& options, const ParseContext& context) {
  std::vector<std::string> known;
  std::vector<std::string> on_by_default;
  for (const DetectorInfo& detector : context.detectors) {
    known.emplace_back(detector.id);
    if (detector.on_by_default) on_by_default.emplace_back(detector.id);
  }
  const std::vector<std::string> words = reader.list(FlagId::types);
  bool all = false;
  for (const std::string& word : words) {
    const std::string* id = find_spelling(known, word);
    if (id == nullptr && !same_ignoring_case(word, "all")) {
      const std::string meant = did_you_mean(word, known);
      reader.reject(FlagId::types, fmt::format("names an unknown type {}", in_quotes(word)),
                    meant.empty() ? fmt::format("known are '{}' and 'all'", fmt::join(known, "', '")) : meant);
    } else if (id == nullptr) {
      all = true;
    } else if (std::find(options.types.begin(), options.types.end(), *id) == options.types.end()) {
      options.types.push_back(*id);
    }
  }
  if (words.empty()) options.types = on_by_default;
  if (all) options.types = known;
}

void read_prometheus(Reader& reader, Options& options) {
  options.skip_prometheus = reader.toggle(FlagId::skip_prometheus);
  put(options.prometheus_url, reader.text(FlagId::prometheus_url));
  if (!options.prometheus_url.empty()) {
    if (const auto problem = fault_of_url(options.prometheus_url)) {
      reader.reject(FlagId::prometheus_url, *problem,
                    "as in 'https://prometheus.example:9090'; a token goes to '--prometheus-token-file'");
    }
    while (options.prometheus_url.ends_with('/')) options.prometheus_url.pop_back();
  }
  put(options.prometheus_token_file, reader.text(FlagId::prometheus_token_file));
}

// A "-" beside one format, or as the directory, sends that format to stdout, and nothing to files.
void read_exports(Reader& reader, Options& options, const ParseContext& context) {
  put(options.output_dir, reader.text(FlagId::output_dir));
  put(options.save_case, reader.text(FlagId::save_case));
  const std::vector<std::string> known(context.formats.begin(), context.formats.end());
  const std::vector<std::string> words = reader.list(FlagId::format);
  options.files_asked_for = reader.find(FlagId::output_dir) != nullptr || !words.empty();
  FlagId asked_by = FlagId::output_dir;
  bool to_stdout = options.output_dir == kStdout;
  std::vector<std::string> formats;
  for (const std::string& word : words) {
    const std::string* id = find_spelling(known, word);
    if (word == kStdout) {
      to_stdout = true;
      asked_by = FlagId::format;
    } else if (id == nullptr) {
      const std::string meant = did_you_mean(word, known);
      reader.reject(FlagId::format, fmt::format("names an unknown format {}", in_quotes(word)),
                    meant.empty() ? fmt::format("known are '{}'", fmt::join(known, "', '")) : meant);
    } else if (std::find(formats.begin(), formats.end(), *id) == formats.end()) {
      formats.push_back(*id);
    }
  }
  if (words.empty()) formats = options.formats;
  if (to_stdout && !reader.fault()) {
    if (formats.size() != 1) {
      const std::string chosen =
          formats.empty() ? "none is named" : fmt::format("'{}' are chosen", fmt::join(formats, "', '"));
      reader.reject(asked_by, fmt::format("writes exactly one format to stdout with '-', but {}", chosen),
                    fmt::format("write '--format {},-'", known.empty() ? "json" : known.back()));
      return;
    }
    options.stdout_format = formats.front();
    formats.clear();
    if (options.output_dir == kStdout) options.output_dir = Options{}.output_dir;
  }
  options.formats = std::move(formats);
}

void read_output(Reader& reader, Options& options) {
  put(options.artifacts_dir, reader.text(FlagId::artifacts_dir));
  put(options.artifacts_pods_max, reader.number(FlagId::artifacts_max_pods));
  put(options.artifacts_mib_max, reader.number(FlagId::artifacts_max_mib));
  put(options.artifacts_keep_days, reader.number(FlagId::artifacts_keep_days));
  options.collect_descriptions = !reader.toggle(FlagId::no_describe);
  options.collect_logs = !reader.toggle(FlagId::no_logs);
  options.collect_artifacts =
      !reader.toggle(FlagId::no_artifacts) && (options.collect_descriptions || options.collect_logs);
  options.redact =
      !reader.toggle(FlagId::no_redact) && (reader.find(FlagId::redact) == nullptr || reader.toggle(FlagId::redact));
  options.raw_artifacts = reader.toggle(FlagId::raw_artifacts);
  if (const auto index = reader.choice(FlagId::fail_on)) options.fail_on = kFailOn.at(*index);
  if (reader.toggle(FlagId::fail_on_findings)) options.fail_on = FailOn::any;
  options.allow_gaps = reader.toggle(FlagId::allow_gaps);
  if (const auto index = reader.choice(FlagId::color)) options.color = kColors.at(*index);
  options.verbosity = reader.toggle(FlagId::verbose) ? 1 : 0;
  if (reader.toggle(FlagId::quiet)) options.verbosity = -1;
}

void read_connection(Reader& reader, Options& options) {
  put(options.kubeconfig, reader.text(FlagId::kubeconfig));
  put(options.oc_path, reader.text(FlagId::oc));
  if (const auto index = reader.choice(FlagId::transport)) options.transport = kTransports.at(*index);
  if (const auto attempts = reader.number(FlagId::attempts)) options.attempts_per_request = static_cast<int>(*attempts);
  if (const auto seconds = reader.number(FlagId::timeout)) options.request_timeout = std::chrono::seconds{*seconds};
  if (const auto seconds = reader.number(FlagId::cluster_timeout)) {
    options.cluster_timeout = std::chrono::seconds{*seconds};
  }
  if (const auto seconds = reader.number(FlagId::deadline)) options.deadline = std::chrono::seconds{*seconds};
  put(options.memory_limit_mebibytes, reader.number(FlagId::memory_limit));
}

void read_listings(Reader& reader, Options& options) {
  if (reader.toggle(FlagId::list_contexts)) options.command = Command::list_contexts;
  if (reader.toggle(FlagId::list_namespaces)) options.command = Command::list_namespaces;
  if (reader.toggle(FlagId::list_detectors)) options.command = Command::list_detectors;
}

std::optional<Fault> check_arguments(const CommandLine& words) {
  for (const std::string& argument : words.arguments) {
    if (argument.empty()) return Fault{"an argument is empty", "", "leave it out"};
    if (has_control_characters(argument)) {
      return Fault{fmt::format("an argument holds control characters: {}", in_quotes(argument)), "", ""};
    }
  }
  return std::nullopt;
}

}  // namespace

Resolution resolve(const Layer& settings, const CommandLine& words, const ParseContext& context) {
  if (auto fault = check_arguments(words)) return {std::nullopt, std::move(fault)};
  Reader reader(settings);
  Options options;
  options.command = words.command;
  options.arguments = words.arguments;
  read_selection(reader, options);
  read_time_range(reader, options);
  read_parallelism(reader, options);
  read_types(reader, options, context);
  read_prometheus(reader, options);
  read_exports(reader, options, context);
  read_output(reader, options);
  read_history(reader, options);
  read_connection(reader, options);
  read_listings(reader, options);
  if (reader.fault()) return {std::nullopt, reader.fault()};
  return {std::move(options), std::nullopt};
}

}  // namespace oomscan::cli
