#include "store/numbering.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "oomscan/model/sha256.hpp"

namespace oomscan::store {
namespace {

constexpr std::size_t kNamesPerQuestion = 500;

}  // namespace

Result<Numbers> numbers_of(SqlConnection& connection, const NameTable& where, const std::vector<std::string>& names) {
  Numbers numbers;
  for (std::size_t begin = 0; begin < names.size(); begin += kNamesPerQuestion) {
    const std::size_t end = std::min(begin + kNamesPerQuestion, names.size());
    std::vector<SqlValue> values(names.begin() + static_cast<std::ptrdiff_t>(begin),
                                 names.begin() + static_cast<std::ptrdiff_t>(end));
    std::string marks;
    for (std::size_t i = 1; i <= values.size(); ++i) marks += fmt::format("{}${}", i == 1 ? "" : ", ", i);
    const auto rows = connection.query(fmt::format("SELECT {}, {} FROM {} WHERE {} AND {} IN ({})", where.name,
                                                   where.number, where.table, where.condition, where.name, marks),
                                       values);
    if (!rows) return rows.error();
    for (const SqlRow& row : *rows) numbers.emplace(as_text(row[0]), as_int(row[1]));
  }
  return numbers;
}

Result<std::int64_t> namespace_set(SqlConnection& connection, std::vector<std::string> namespaces) {
  std::sort(namespaces.begin(), namespaces.end());
  namespaces.erase(std::unique(namespaces.begin(), namespaces.end()), namespaces.end());
  // No name of a namespace holds a line end. The one name that is empty (a whole cluster) is not the set without names.
  const bool whole_cluster = namespaces.size() == 1 && namespaces.front().empty();
  const std::string hash = sha256_hex(whole_cluster ? "\n" : fmt::format("{}", fmt::join(namespaces, "\n")));
  const NameTable where{"namespace_set", "set_no", "hash"};
  const auto known = numbers_of(connection, where, {hash});
  if (!known) return known.error();
  if (const auto found = known->find(hash); found != known->end()) return found->second;
  const auto added = insert_rows(connection, "namespace_set", "hash", {{hash}}, "");
  if (!added) return added.error();
  const auto numbered = numbers_of(connection, where, {hash});
  if (!numbered) return numbered.error();
  const std::int64_t number = numbered->at(hash);
  std::vector<SqlRow> rows;
  for (const std::string& name : namespaces) rows.push_back({number, name});
  const auto filled = insert_rows(connection, "namespace_in_set", "set_no, namespace", rows, "");
  if (!filled) return filled.error();
  return number;
}

}  // namespace oomscan::store
