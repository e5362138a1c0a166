// An answer that goes on for ever, in pieces of any size: its lines are those of the whole, none is longer than it may
// be, and nothing is given after the end.
#include <string>
#include <vector>

#include "fuzz/byte_reader.hpp"
#include "fuzz/fuzz_target.hpp"
#include "kube/door/stream_lines.hpp"

using namespace oomscan;

namespace {

class Lines final : public LineReceiver {
 public:
  Lines(std::size_t bytes_max, std::size_t enough) : bytes_max_(bytes_max), enough_(enough) {}
  bool receive_line(std::string_view line) override {
    fuzz::expect(!over_, "nothing comes after the receiver had enough");
    fuzz::expect(!line.empty() && line.size() <= bytes_max_, "a line has a length that it may have");
    fuzz::expect(line.find('\n') == std::string_view::npos, "a line is one line");
    taken.emplace_back(line);
    over_ = taken.size() >= enough_;
    return !over_;
  }
  std::vector<std::string> taken;

 private:
  std::size_t bytes_max_;
  std::size_t enough_;
  bool over_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::ByteReader reader(fuzz::text_of(data, size));
  const std::size_t bytes_max = 1 + reader.below(200);
  const std::size_t enough = 1 + reader.below(20);
  std::string whole;
  Lines in_pieces(bytes_max, enough);
  kube::StreamLines pieces(in_pieces, bytes_max);
  bool goes_on = true;
  while (!reader.done()) {
    const std::string piece = reader.text();
    whole += piece;
    const bool wanted = pieces.receive(piece);
    fuzz::expect(goes_on || !wanted, "an end is for good");
    goes_on = wanted;
  }
  pieces.end();
  fuzz::expect(goes_on || pieces.has_enough() || pieces.line_is_too_long(), "an end has a reason");

  Lines at_once(bytes_max, enough);
  kube::StreamLines stream(at_once, bytes_max);
  (void)stream.receive(whole);
  stream.end();
  fuzz::expect(at_once.taken == in_pieces.taken, "pieces change nothing");
  fuzz::expect(stream.has_enough() == pieces.has_enough(), "pieces do not change who had enough");
  fuzz::expect(stream.line_is_too_long() == pieces.line_is_too_long(), "pieces do not change what is too long");
  return 0;
}
