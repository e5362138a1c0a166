// A connection to an SQL database, as far as the history needs one: statements with parameters, rows of values.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "oomscan/model/result.hpp"

namespace oomscan::store {

using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;  // monostate: NULL
using SqlRow = std::vector<SqlValue>;

[[nodiscard]] inline std::int64_t as_int(const SqlValue& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}
[[nodiscard]] inline std::string as_text(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string{} : *text;
}
[[nodiscard]] inline bool is_null(const SqlValue& value) { return std::holds_alternative<std::monostate>(value); }

enum class SqlDialect { sqlite, postgresql };

// Not thread-safe. Errors: unauthorized, unreachable (the connection is lost: what was not committed did not happen),
// io (disk full, read-only), bad_answer (damaged, or a statement that the database refuses).
class SqlConnection {
 public:
  virtual ~SqlConnection() = default;

  // Parameters stand in the text as $1, $2, ..., the first ones of `values`. Every column of a row is given.
  [[nodiscard]] virtual Result<std::vector<SqlRow>> query(const std::string& sql,
                                                          const std::vector<SqlValue>& values) = 0;
  // Several statements without parameters.
  [[nodiscard]] virtual Result<void> run_script(const std::string& sql) = 0;
  [[nodiscard]] virtual SqlDialect dialect() const = 0;
  // The most parameters of one statement.
  [[nodiscard]] virtual std::size_t values_max() const = 0;
};

// Runs `work` in a transaction that excludes other writers from its beginning; committed if it succeeds, else as if it
// had never been.
[[nodiscard]] Result<void> in_transaction(SqlConnection& connection, const std::function<Result<void>()>& work);

// Runs `work`, which only reads, on one state of the database, whatever is written meanwhile.
[[nodiscard]] Result<void> in_snapshot(SqlConnection& connection, const std::function<Result<void>()>& work);

// INSERT INTO `table` (columns) VALUES many rows `suffix`, in as few statements as may be. Each row has a value for
// each column. Rows that `suffix` ("ON CONFLICT DO NOTHING") passes over are no error.
[[nodiscard]] Result<void> insert_rows(SqlConnection& connection, std::string_view table, std::string_view columns,
                                       const std::vector<SqlRow>& rows, std::string_view suffix);

}  // namespace oomscan::store
