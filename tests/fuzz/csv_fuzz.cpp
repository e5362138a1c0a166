// The CSV export, read back as RFC 4180 says: same rows and columns, same text, and nothing that a spreadsheet runs.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "export/csv_cell.hpp"
#include "export/csv_exporter.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/report_maker.hpp"
#include "oomscan/model/text.hpp"

using namespace oomscan;

namespace {

constexpr std::size_t kType = 3;  // cluster, namespace, pod, type
using Rows = std::vector<std::vector<std::string>>;

// RFC 4180, section 2; a file of ours never breaks its rules.
Rows read_back(std::string_view text) {
  Rows rows;
  std::size_t at = 0;
  while (at < text.size()) {
    auto& row = rows.emplace_back();
    for (;;) {
      std::string& cell = row.emplace_back();
      if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
          fuzz::expect(at < text.size(), "a quote is closed");
          if (text[at] != '"') {
            cell += text[at];
          } else if (at + 1 < text.size() && text[at + 1] == '"') {
            cell += text[at++];
          } else {
            ++at;
            break;
          }
        }
      } else {
        while (at < text.size() && text[at] != ',' && text[at] != '\r') {
          fuzz::expect(text[at] != '"' && text[at] != '\n', "a cell that needs quotes has them");
          cell += text[at++];
        }
      }
      fuzz::expect(at < text.size(), "a row is ended");
      if (text[at] == ',') {
        ++at;
        continue;
      }
      fuzz::expect(text.substr(at, 2) == "\r\n", "a row ends in CRLF");
      at += 2;
      break;
    }
  }
  return rows;
}

// As a spreadsheet may see it: without blanks and quotes before it.
bool runs(std::string_view cell) {
  const std::size_t first = cell.find_first_not_of(" \"");
  return first != std::string_view::npos && std::string_view("=+-@").find(cell[first]) != std::string_view::npos;
}

std::string without_apostrophes(std::string_view text) {
  std::string out(text);
  std::erase(out, '\'');
  return out;
}

// What is to be read back: everything but controls as it is, controls in visible form.
std::string shown(std::string_view text) {
  std::string out;
  std::string_view rest = text;
  for (std::size_t cut = rest.find_first_of("\n\t"); cut != std::string_view::npos; cut = rest.find_first_of("\n\t")) {
    out += printable(rest.substr(0, cut)) + rest[cut];
    rest.remove_prefix(cut + 1);
  }
  return out + printable(rest);
}

void expect_cell(std::string_view text) {
  const Rows rows = read_back(exports::csv_cell(text) + "\r\n");
  fuzz::expect(rows.size() == 1 && rows.front().size() == 1, "a cell is one cell");
  const std::string& cell = rows.front().front();
  fuzz::expect(valid_utf8(cell) == cell, "a cell is UTF-8");
  // Also for a reader that splits at ';' or tab, and row by row.
  std::size_t begin = 0;
  while (begin <= cell.size()) {
    const std::size_t end = std::min(cell.find_first_of(",;\t\n", begin), cell.size());
    fuzz::expect(!runs(std::string_view(cell).substr(begin, end - begin)), "no cell begins as a formula");
    begin = end + 1;
  }
  fuzz::expect(without_apostrophes(cell) == without_apostrophes(shown(text)), "a cell holds the text");
  fuzz::expect(cell.size() <= shown(text).size() * 2 + 1, "a cell grows by apostrophes alone");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  expect_cell(bytes);
  fuzz::ByteReader reader(bytes);
  const ScanReport report = fuzz::made_report(reader);
  std::ostringstream out;
  exports::CsvExporter{}.write(report, out);
  Rows rows = read_back(out.str());
  // Behind the findings stand what was not seen and how far back was seen, as rows of their own.
  while (rows.size() > report.findings.size() + 1 && (rows.back()[kType] == "GAP" || rows.back()[kType] == "SEEN")) {
    rows.pop_back();
  }
  fuzz::expect(rows.size() == report.findings.size() + 1, "one row for each finding, and the header");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    fuzz::expect(rows[i].size() == rows.front().size(), "each row has all columns");
    if (i > 0) {
      fuzz::expect(without_apostrophes(rows[i][2]) == without_apostrophes(shown(report.findings[i - 1].pod)),
                   "a row is its finding's");
    }
  }
  return 0;
}
