// Words of a command line, a NUL between them; those that begin with OOM_SCAN_ and hold a '=' are the environment.
#include <array>
#include <map>
#include <string>
#include <vector>

#include "cli/parse.hpp"
#include "detect/catalog.hpp"
#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/text.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kWordsMax = 32;
  std::vector<std::string> words{"oom-scan"};
  std::map<std::string, std::string> variables;
  std::string_view rest = fuzz::text_of(data, size);
  while (!rest.empty() && words.size() < kWordsMax) {
    const auto [word, more] = fuzz::halves_of(rest);
    rest = more;
    const std::size_t equals = word.find('=');
    // No file is read: what it holds is another target's.
    if (word.find("onfig") != word.npos || word.find("CONFIG") != word.npos) continue;
    if (word.starts_with("OOM_SCAN_") && equals != word.npos) {
      variables.emplace(word.substr(0, equals), word.substr(equals + 1));
    } else {
      words.emplace_back(word);
    }
  }
  std::vector<const char*> argv;
  for (const std::string& word : words) argv.push_back(word.c_str());
  constexpr std::array<std::string_view, 2> kFormats{"csv", "json"};
  cli::ParseContext context;
  context.environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  context.detectors = detect::detectors();
  context.formats = kFormats;
  context.version = "0.1.0";
  const cli::ParseOutcome outcome = cli::parse(argv, context);
  if (outcome.options) {
    fuzz::expect(outcome.err.empty(), "what can be done is not complained about");
    fuzz::expect(outcome.options->time_range.count() > 0, "a look-back is some time");
    fuzz::expect(outcome.options->clusters_at_once > 0 && outcome.options->workers_per_cluster > 0, "someone works");
    return 0;
  }
  fuzz::expect(outcome.exit_code == cli::kExitOk || outcome.exit_code == cli::kExitUsage, "one of two exit codes");
  fuzz::expect(outcome.exit_code == cli::kExitOk || outcome.err.starts_with("error: "), "an error says what it is");
  for (const std::string* text : {&outcome.out, &outcome.err}) {
    for (std::size_t begin = 0; begin < text->size();) {
      const std::size_t end = text->find('\n', begin);
      fuzz::expect(end != std::string::npos, "the last line is ended");
      const std::string_view line = std::string_view(*text).substr(begin, end - begin);
      fuzz::expect(printable(line) == line, "each line is printable");
      begin = end + 1;
    }
  }
  return 0;
}
