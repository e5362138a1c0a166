// The head of an HTTP answer (a NUL between Content-Type and Retry-After), and its body in pieces.
#include <string>

#include "fuzz/byte_reader.hpp"
#include "fuzz/fuzz_target.hpp"
#include "http/body.hpp"
#include "http/response_head.hpp"

using namespace oomscan;

namespace {

void collect(std::string_view bytes, Overflow overflow) {
  fuzz::ByteReader reader(bytes);
  const std::size_t bytes_max = reader.below(64);
  http::Body body(bytes_max, overflow, reader.below(80));
  if (reader.flag() && !body.expect(reader.below(100))) return;
  std::string whole;
  while (!reader.done()) {
    const std::string piece = reader.text();
    whole += piece;
    if (!body.append(piece)) {
      fuzz::expect(overflow == Overflow::fail && whole.size() > bytes_max, "only too much is refused");
      return;
    }
  }
  const std::size_t dropped = body.dropped();
  const std::string kept = body.take();
  const std::string expected = whole.size() <= bytes_max         ? whole
                               : overflow == Overflow::keep_head ? whole.substr(0, bytes_max)
                                                                 : whole.substr(whole.size() - bytes_max);
  fuzz::expect(kept == expected, "the right end of a body is kept, in order");
  fuzz::expect(kept.size() + dropped == whole.size(), "what is dropped is counted");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const auto [type, after] = fuzz::halves_of(bytes);
  const std::string bare = http::bare_content_type(type);
  fuzz::expect(bare.find_first_of(";ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos, "a bare type is bare");
  fuzz::expect(http::bare_content_type(bare) == bare, "a bare type stays as it is");
  constexpr std::time_t kNow = 1'765'517'160;
  if (const auto wait = http::parse_retry_after(std::string(after), kNow)) {
    fuzz::expect(wait->count() >= 0 && *wait <= std::chrono::hours{24}, "a wait is at most a day");
  }
  for (const Overflow overflow : {Overflow::fail, Overflow::keep_head, Overflow::keep_tail}) collect(bytes, overflow);
  return 0;
}
