// Redaction against what the machine can do at best (memcpy) and what a careful script would do (one RE2 pass that only
// counts matching lines, as grep -c -E does). 200 MB of log, the same for every contestant; the result of ours is
// compared with what it must be, byte by byte.
#include <cstring>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include "fakes/planted_log.hpp"
#include "redact/redactor.hpp"

namespace oomscan {
namespace {

constexpr std::size_t kLogBytes = 200'000'000;
constexpr std::size_t kBytesBetween = 4'000;
constexpr std::uint64_t kSeed = 1;

const fakes::PlantedLog& planted() {
  static const fakes::PlantedLog log = fakes::LogPlanter(kSeed).log(kLogBytes, kBytesBetween);
  return log;
}

const fakes::PlantedLog& clean() {
  static const fakes::PlantedLog log = fakes::LogPlanter(kSeed).log(kLogBytes, 2 * kLogBytes);
  return log;
}

void count_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(text.size()));
}

void redact_log(benchmark::State& state, const fakes::PlantedLog& log) {
  const auto redactor = redact::make_redactor();
  std::string text;
  std::size_t replaced = 0;
  for (auto _ : state) {
    state.PauseTiming();
    text = log.text;
    state.ResumeTiming();
    replaced = redactor->redact(text);
  }
  if (text != log.expected) state.SkipWithError("a secret was missed, or something else was changed");
  if (replaced != log.secrets.size()) state.SkipWithError("the count is wrong");
  state.counters["secrets"] = static_cast<double>(replaced);
  count_bytes(state, log.text);
}

void RedactLogWithSecrets(benchmark::State& state) { redact_log(state, planted()); }
void RedactLogWithoutSecrets(benchmark::State& state) { redact_log(state, clean()); }
BENCHMARK(RedactLogWithSecrets)->Unit(benchmark::kMillisecond);
BENCHMARK(RedactLogWithoutSecrets)->Unit(benchmark::kMillisecond);

void CopyWithMemcpy(benchmark::State& state) {
  const std::string& text = planted().text;
  std::string copy(text.size(), '\0');
  for (auto _ : state) {
    std::memcpy(copy.data(), text.data(), text.size());
    benchmark::ClobberMemory();
  }
  count_bytes(state, text);
}
BENCHMARK(CopyWithMemcpy)->Unit(benchmark::kMillisecond);

// Far less than what the redactor knows: no context, no private keys, nothing replaced.
void CountMatchingLinesWithRe2(benchmark::State& state) {
  const RE2 pattern(
      R"((?i)(password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|credential)["']?\s*[:=]\s*["']?\S+)"
      R"(|bearer\s+\S+|basic\s+[a-z0-9+/=]+|eyJ[a-z0-9_-]+\.|://[^/\s:@]*:[^/\s@]+@|(AKIA|ASIA)[A-Z0-9]{16})"
      R"(|sha256~|gh[pousr]_|glpat-|xox[bpars]-|AIza|-----BEGIN [A-Z ]*PRIVATE KEY)");
  const std::string& text = planted().text;
  for (auto _ : state) {
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const auto* const newline = static_cast<const char*>(std::memchr(text.data() + begin, '\n', text.size() - begin));
      const std::size_t end = newline == nullptr ? text.size() : static_cast<std::size_t>(newline - text.data());
      if (RE2::PartialMatch(re2::StringPiece(text.data() + begin, end - begin), pattern)) ++lines;
      begin = end + 1;
    }
    benchmark::DoNotOptimize(lines);
  }
  count_bytes(state, text);
}
BENCHMARK(CountMatchingLinesWithRe2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace oomscan
