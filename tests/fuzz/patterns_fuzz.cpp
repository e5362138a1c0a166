// Patterns for namespaces, as users write them: a list, a NUL, and a namespace's name to look for.
#include <string>
#include <vector>

#include "cli/patterns.hpp"
#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/text.hpp"
#include "scan/namespace_filter.hpp"

using namespace oomscan;

namespace {

void expect_sound(const cli::Fault& fault) {
  fuzz::expect(printable(fault.message) == fault.message, "a fault is one printable line");
  const std::string shown = cli::render(fault);
  for (std::size_t begin = 0; begin < shown.size();) {
    const std::size_t end = shown.find('\n', begin);
    fuzz::expect(end != std::string::npos, "the last line is ended");
    const std::string_view line = std::string_view(shown).substr(begin, end - begin);
    fuzz::expect(printable(line) == line, "each line of a fault is printable");
    begin = end + 1;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kListBytesMax = 4096;
  const auto [list, name] = fuzz::halves_of(fuzz::text_of(data, size));
  if (list.size() > kListBytesMax) return 0;
  const std::vector<std::string> patterns = cli::split_patterns(list);
  std::string joined;
  for (const std::string& pattern : patterns) joined += (&pattern == patterns.data() ? "" : ",") + pattern;
  fuzz::expect(joined == list, "taking a list apart loses nothing");
  bool all_sound = true;
  for (const std::string& pattern : patterns) {
    const auto fault = cli::check_pattern(pattern, "'--include-ns'");
    if (fault) expect_sound(*fault);
    all_sound = all_sound && !fault;
  }
  const auto including = scan::NamespaceFilter::compile(patterns, {});
  const auto excluding = scan::NamespaceFilter::compile({}, patterns);
  fuzz::expect(including.ok() == excluding.ok(), "a pattern is one on either side");
  fuzz::expect(including.ok() || !all_sound, "a pattern that was accepted can be used");
  if (!including) {
    fuzz::expect(printable(including.error().message) == including.error().message, "an error is one printable line");
    return 0;
  }
  fuzz::expect(including->selects(name) != excluding->selects(name), "what is included is not excluded");
  return 0;
}
