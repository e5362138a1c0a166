// Quantities of the API against a second reading of them in floating point.
#include <cmath>
#include <limits>
#include <string>

#include "fuzz/fuzz_target.hpp"
#include "kube/list/quantity.hpp"

using namespace oomscan;

namespace {

// nan: not one of the plain forms that this reading knows.
long double second_reading(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789.");
  const std::string digits(text.substr(0, end));
  constexpr std::size_t kDigitsMax = 15;  // exact in this type
  if (digits.empty() || digits.size() > kDigitsMax || digits.find_first_of("0123456789") == std::string::npos ||
      digits.find('.') != digits.rfind('.')) {
    return std::nanl("");
  }
  const std::string suffix(end == std::string_view::npos ? std::string_view{} : text.substr(end));
  long double unit = 0;
  if (suffix.empty()) unit = 1;
  if (suffix == "k") unit = 1e3L;
  if (suffix == "M") unit = 1e6L;
  if (suffix == "Ki") unit = 1024.0L;
  if (suffix == "Mi") unit = 1048576.0L;
  if (suffix == "Gi") unit = 1073741824.0L;
  return unit == 0 ? std::nanl("") : std::strtold(digits.c_str(), nullptr) * unit;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto bytes = kube::parse_bytes(text);
  fuzz::expect(!bytes || *bytes >= 0, "memory is not negative");
  const long double expected = second_reading(text);
  if (std::isnan(expected)) return 0;
  fuzz::expect(bytes.has_value(), "a plain number with a plain unit is a quantity");
  if (expected < static_cast<long double>(std::numeric_limits<std::int64_t>::max()) / 2) {
    // Rounded up to whole bytes; decimal fractions are not exact in binary.
    const long double difference = static_cast<long double>(*bytes) - expected;
    fuzz::expect(difference > -0.001L && difference < 1.001L, "a quantity is what it says");
  }
  return 0;
}
