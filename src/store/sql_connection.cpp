#include "store/sql_connection.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace oomscan::store {
namespace {

// One writer at a time, also for PostgreSQL: moments are reduced from what is there, so two must not read at once. The
// number is the advisory lock's name: "oomscan" in ASCII.
constexpr std::string_view kBeginPostgresql = "BEGIN; SELECT pg_advisory_xact_lock(31366238292894062);";
constexpr std::string_view kBeginSqlite = "BEGIN IMMEDIATE";
constexpr std::string_view kSnapshotPostgresql = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
constexpr std::string_view kSnapshotSqlite = "BEGIN";
constexpr std::size_t kRowsPerStatement = 500;

Result<void> between(SqlConnection& connection, std::string_view for_sqlite, std::string_view for_postgresql,
                     const std::function<Result<void>()>& work) {
  const bool sqlite = connection.dialect() == SqlDialect::sqlite;
  Result<void> begun = connection.run_script(std::string(sqlite ? for_sqlite : for_postgresql));
  if (!begun) {
    if (!sqlite) (void)connection.run_script("ROLLBACK");
    return begun;
  }
  Result<void> done = work();
  if (done) done = connection.run_script("COMMIT");
  // A failed COMMIT may have left the transaction open (a full disk, a busy reader).
  if (!done) (void)connection.run_script("ROLLBACK");
  return done;
}

}  // namespace

Result<void> in_transaction(SqlConnection& connection, const std::function<Result<void>()>& work) {
  return between(connection, kBeginSqlite, kBeginPostgresql, work);
}

Result<void> in_snapshot(SqlConnection& connection, const std::function<Result<void>()>& work) {
  return between(connection, kSnapshotSqlite, kSnapshotPostgresql, work);
}

Result<void> insert_rows(SqlConnection& connection, std::string_view table, std::string_view columns,
                         const std::vector<SqlRow>& rows, std::string_view suffix) {
  if (rows.empty()) return {};
  const std::size_t width = rows.front().size();
  const std::size_t at_once = std::clamp<std::size_t>(connection.values_max() / width, 1, kRowsPerStatement);
  for (std::size_t begin = 0; begin < rows.size(); begin += at_once) {
    const std::size_t end = std::min(begin + at_once, rows.size());
    std::string sql = fmt::format("INSERT INTO {} ({}) VALUES ", table, columns);
    std::vector<SqlValue> values;
    values.reserve((end - begin) * width);
    for (std::size_t row = begin; row < end; ++row) {
      sql += row == begin ? "(" : ", (";
      for (std::size_t column = 0; column < width; ++column) {
        if (column > 0) sql += ", ";
        values.push_back(rows[row][column]);
        sql += fmt::format("${}", values.size());
      }
      sql += ')';
    }
    sql += ' ';
    sql += suffix;
    const auto inserted = connection.query(sql, values);
    if (!inserted) return inserted.error();
  }
  return {};
}

}  // namespace oomscan::store
