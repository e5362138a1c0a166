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
  if (is_on(words.layer, FlagId::help)) {
    return answer(words.group.empty() ? help_text(context, words.command) : group_help(context, words.group));
  }
  if (words.fault) return refusal(*words.fault);
  if (is_on(words.layer, FlagId::version)) return answer(fmt::format("oom-scan {}\n", context.version));
  if (const auto conflict = find_conflict(words.layer)) return refusal(*conflict);

  EnvironmentSettings environment = read_environment(context.environment, words.command);
  if (!environment.fault) environment.fault = find_conflict(environment.layer);
  if (environment.fault) return refusal(*environment.fault);
  Layer settings = lay_over(words.layer, std::move(environment.layer));

  if (const auto config = settings.find(FlagId::config); config != settings.end()) {
    ConfigFile file = read_config_file(config->second, words.command);
    if (!file.fault) file.fault = find_conflict(file.layer);
    if (file.fault) return refusal(*file.fault);
    settings = lay_over(settings, std::move(file.layer));
  }

  Resolution resolution = resolve(settings, words, context);
  if (resolution.fault) return refusal(*resolution.fault);
  std::string warnings;
  for (const Fault& unknown : unknown_variables(context.environment_names)) warnings += render_warning(unknown);
  return {std::move(resolution.options), kExitOk, "", std::move(warnings)};
}

}  // namespace oomscan::cli
