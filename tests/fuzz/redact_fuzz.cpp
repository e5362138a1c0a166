// The redactor: any bytes, a second call changes nothing, and the text does not grow without bound.
#include <string>

#include "fuzz/fuzz_target.hpp"
#include "redact/redactor.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto redactor = redact::make_redactor();
  const std::string_view bytes = fuzz::text_of(data, size);
  std::string text(bytes);
  const std::size_t replaced = redactor->redact(text);
  fuzz::expect((replaced == 0) == (text == bytes), "what was replaced is counted");
  // A marker has at most 32 bytes, and stands for at least one.
  constexpr std::size_t kMarkerBytesMax = 32;
  fuzz::expect(text.size() <= bytes.size() + replaced * kMarkerBytesMax && replaced <= bytes.size(),
               "text grows by markers alone");
  std::string again = text;
  fuzz::expect(redactor->redact(again) == 0 && again == text, "a second call changes nothing");
  return 0;
}
