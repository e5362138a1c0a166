// Values of options: numbers, lists, names, addresses.
#include <algorithm>
#include <string>
#include <vector>

#include "cli/values.hpp"
#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/names.hpp"
#include "prometheus/server_url.hpp"

using namespace oomscan;

namespace {

// One for each thing that can be wrong, of addresses without anything of their own.
const std::vector<Error>& known_faults() {
  static const std::vector<Error> faults = [] {
    std::vector<Error> all;
    for (const char* url : {"", "http:// ", "http://?", "http://", "http://@"}) {
      all.push_back(prometheus::parse_server_url(url).error());
    }
    return all;
  }();
  return faults;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto number = cli::parse_number(text)) {
    fuzz::expect(cli::parse_number(std::to_string(*number)) == number, "a number can be written and read");
  }
  const auto parts = cli::split_list(text);
  fuzz::expect(static_cast<std::ptrdiff_t>(parts.size()) == std::count(text.begin(), text.end(), ',') + 1,
               "a comma separates two entries");
  for (const std::string& part : parts) fuzz::expect(trimmed(part) == part, "entries have no blanks around them");
  if (is_namespace_name(text)) {
    fuzz::expect(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos,
                 "a namespace's name needs no encoding");
  }
  const auto fault = cli::fault_of_url(text);
  const auto url = prometheus::parse_server_url(text);
  if (url) {
    fuzz::expect(!fault.has_value(), "an address that can be used is accepted");
    fuzz::expect(
        (url->origin + url->base_path).find('@') == std::string::npos || url->base_path.find('@') != std::string::npos,
        "an address holds no credentials");
    fuzz::expect(!url->base_path.ends_with('/'), "a path that others are put behind has no slash at its end");
  } else {
    fuzz::expect(std::find(known_faults().begin(), known_faults().end(), url.error()) != known_faults().end(),
                 "a refused address is not repeated");
  }
  return 0;
}
