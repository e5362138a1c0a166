// The last lines of a log, as an application wrote them.
#include <string>

#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/text.hpp"
#include "why/log_cause.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string log(fuzz::text_of(data, size));
  const auto cause = why::log_cause(log);
  fuzz::expect(why::log_cause(log + "\n") == cause, "a line end more changes nothing");
  if (!cause) return 0;
  fuzz::expect(!cause->line.empty() && cause->line.size() <= why::kCauseLineBytesMax, "a line within its bound");
  fuzz::expect(!cause->shape.empty() && cause->shape.size() <= why::kShapeBytesMax, "a shape within its bound");
  fuzz::expect(printable(cause->line) == cause->line && printable(cause->shape) == cause->shape, "printable words");
  return 0;
}
