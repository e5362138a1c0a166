// RFC 3339 as the API writes it, and time ranges as users do.
#include <cctype>
#include <string>

#include "cli/values.hpp"
#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/time.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto time = parse_rfc3339(text)) {
    const std::string written = format_rfc3339(*time);
    fuzz::expect(written.size() == 20, "a time has one form");
    fuzz::expect(parse_rfc3339(written) == time, "a time can be written and read");
    const std::string in_a_name = format_for_file_name(*time);
    fuzz::expect(in_a_name.find_first_not_of("0123456789TZ-") == std::string::npos, "a time fits into a file name");
  }
  if (const auto range = cli::parse_time_range(text)) {
    fuzz::expect(range->count() >= 0, "a range is not negative");
    fuzz::expect(std::isdigit(static_cast<unsigned char>(text.front())) != 0, "a range begins with a digit");
    fuzz::expect(std::string_view("smhdM").find(text.back()) != std::string_view::npos, "a range ends in a unit");
    // The same count in seconds: one unit is the others' multiple.
    std::string in_seconds(text);
    in_seconds.back() = 's';
    const auto count = cli::parse_time_range(in_seconds);
    fuzz::expect(count && (count->count() == 0 ? range->count() == 0 : range->count() % count->count() == 0),
                 "a range is its count in units");
  }
  return 0;
}
