#include "cli/parse.hpp"

#include <utility>

#include <fmt/format.h>

#include "cli/config_file.hpp"
#include "cli/environment.hpp"
#include "cli/help.hpp"
#include "cli/resolve.hpp"
#include "cli/settings.hpp"
#include "cli/words.hpp"

namespace oomscan::cli {
namespace {

ParseOutcome answer(std::string text) { return {std::nullopt, kExitOk, std::move(text), ""}; }
ParseOutcome refusal(const Fault& fault) { return {std::nullopt, kExitUsage, "", render(fault)}; }

}  // namespace

ParseOutcome parse(std::span<const char* const> argv, const ParseContext& context) {
  CommandLine words = read_words(argv.empty() ? argv : argv.subspan(1));
  // Who asks for help gets it, whatever else is wrong.
  if (is_on(words.layer, FlagId::help)) return answer(help_text(context));
  if (words.fault) return refusal(*words.fault);
  if (is_on(words.layer, FlagId::version)) return answer(fmt::format("oom-scan {}\n", context.version));
  if (const auto conflict = find_conflict(words.layer)) return refusal(*conflict);

  const Layer environment = read_environment(context.environment);
  if (const auto conflict = find_conflict(environment)) return refusal(*conflict);
  Layer settings = lay_over(words.layer, environment);

  if (const auto config = settings.find(FlagId::config); config != settings.end()) {
    ConfigFile file = read_config_file(config->second);
    if (!file.fault) file.fault = find_conflict(file.layer);
    if (file.fault) return refusal(*file.fault);
    settings = lay_over(settings, std::move(file.layer));
  }

  Resolution resolution = resolve(settings, context);
  if (resolution.fault) return refusal(*resolution.fault);
  if (words.command.value_or(Command::scan) != Command::scan) {
    if (resolution.options->command != Command::scan) {
      return refusal({"a command and an option that prints a list exclude each other", "", "leave out one of them"});
    }
    resolution.options->command = *words.command;
  }
  return {std::move(resolution.options), kExitOk, "", ""};
}

}  // namespace oomscan::cli
