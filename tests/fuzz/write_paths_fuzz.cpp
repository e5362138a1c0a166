// Paths that want to be written, against patterns of what may be (a NUL between pattern and path): what is let through
// has the pattern's segments, and a name where a name may stand.
#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/fuzz_target.hpp"
#include "kube/door/allowed_writes.hpp"

using namespace oomscan;

namespace {

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments(1);
  for (const char letter : path) {
    if (letter == '/') {
      segments.emplace_back();
    } else {
      segments.back() += letter;
    }
  }
  return segments;
}

void check(const std::string& pattern, std::string_view path) {
  const std::vector<AllowedWrite> allowed{{WriteVerb::patch, pattern}};
  if (kube::fault_of(allowed)) return;
  fuzz::expect(!kube::is_allowed(allowed, WriteVerb::remove, path), "another verb is never let through");
  if (!kube::is_allowed(allowed, WriteVerb::patch, path)) return;
  const auto wanted = segments_of(pattern);
  const auto got = segments_of(path.substr(0, path.find('?')));
  fuzz::expect(wanted.size() == got.size(), "a path that is let through is as deep as its pattern");
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool is_any = wanted[i] == "*";
    fuzz::expect(is_any || wanted[i] == got[i], "what a pattern spells out stands there");
    fuzz::expect(!is_any || (!got[i].empty() && got[i] != "." && got[i] != ".."), "a name is a name");
    fuzz::expect(got[i].find_first_of("%\\ \r\n#;,") == std::string::npos,
                 "nothing in it can be read as something else");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [pattern, path] = fuzz::halves_of(fuzz::text_of(data, size));
  check(std::string(pattern), path);
  check("/api/v1/namespaces/*/events", path);
  check("/apis/apps/v1/namespaces/*/deployments/*", path);
  return 0;
}
