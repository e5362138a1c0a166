// The report on a terminal: whatever a cluster sends, the terminal gets printable lines.
#include <sstream>
#include <string>

#include "fuzz/fuzz_target.hpp"
#include "fuzz/report_maker.hpp"
#include "oomscan/model/text.hpp"
#include "terminal/results_view.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::ByteReader reader(fuzz::text_of(data, size));
  terminal::TerminalStyle style;
  style.width = static_cast<int>(reader.byte());
  style.details = reader.flag();
  const ScanReport report = fuzz::made_report(reader);
  std::ostringstream out;
  terminal::render_results(report, {reader.text()}, style, out);
  const std::string text = out.str();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    fuzz::expect(printable(line) == line, "nothing in a line acts on the terminal");
    begin = end + 1;
  }
  return 0;
}
