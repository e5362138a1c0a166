#include "store/sqlite_connection.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "oomscan/model/text.hpp"
#include "oomscan/posix/system_error.hpp"
#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::store {
namespace {

constexpr int kBusyWaitMilliseconds = 60'000;
// SQLITE_MAX_VARIABLE_NUMBER of SQLite since 3.32.
constexpr std::size_t kValuesMax = 32'766;
constexpr std::size_t kStatementsKept = 64;

Error error_of(sqlite3* database, int code, std::string_view doing, const std::string& path) {
  const char* words = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  const std::string message = fmt::format("{} '{}': {}", doing, printable(path), printable(words));
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {ErrorKind::io, message, "free some space, or choose another place (--store)"};
    case SQLITE_IOERR:
      return {ErrorKind::io, message, "is the disk full, or the file system gone?"};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorKind::io, message, "choose a file that you may write to (--store)"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::timed_out, message, "another process is writing to it for a long time; try again"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::bad_answer, message,
              "the file is damaged or is no history: restore a backup, or move it away and a new one is made"};
    default:
      return {ErrorKind::bad_answer, message, ""};
  }
}

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

class SqliteConnection final : public SqlConnection {
 public:
  SqliteConnection(std::unique_ptr<sqlite3, CloseDatabase> database, std::string path)
      : database_(std::move(database)), path_(std::move(path)) {}

  Result<std::vector<SqlRow>> query(const std::string& sql, const std::vector<SqlValue>& values) override {
    auto prepared = prepare(sql);
    if (!prepared) return prepared.error();
    sqlite3_stmt* statement = *prepared;
    bind(statement, values);
    std::vector<SqlRow> rows;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) rows.push_back(row_of(statement));
    // Before the reset: it clears the words of the error.
    Error error = code == SQLITE_DONE ? Error{} : failure(code);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (code != SQLITE_DONE) return error;
    return rows;
  }

  Result<void> run_script(const std::string& sql) override {
    const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(code);
    return {};
  }

  SqlDialect dialect() const override { return SqlDialect::sqlite; }
  std::size_t values_max() const override { return kValuesMax; }
  sqlite3* database() const { return database_.get(); }

 private:
  Error failure(int code) const { return error_of(database_.get(), code, "history in", path_); }

  Result<sqlite3_stmt*> prepare(const std::string& sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second.get();
    // SQLite numbers "$2" by its first use, "?2" by its number. No statement of ours has a '$' otherwise.
    std::string numbered = sql;
    std::replace(numbered.begin(), numbered.end(), '$', '?');
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(database_.get(), numbered.c_str(), -1, &statement, nullptr);
    if (code != SQLITE_OK) return failure(code);
    if (statements_.size() >= kStatementsKept) statements_.clear();
    return statements_.emplace(sql, Statement(statement)).first->second.get();
  }

  static void bind(sqlite3_stmt* statement, const std::vector<SqlValue>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int at = static_cast<int>(i) + 1;
      if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
        sqlite3_bind_int64(statement, at, *number);
      } else if (const auto* real = std::get_if<double>(&values[i])) {
        sqlite3_bind_double(statement, at, *real);
      } else if (const auto* text = std::get_if<std::string>(&values[i])) {
        sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
      } else {
        sqlite3_bind_null(statement, at);
      }
    }
  }

  static SqlRow row_of(sqlite3_stmt* statement) {
    SqlRow row;
    const int columns = sqlite3_column_count(statement);
    row.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) {
      switch (sqlite3_column_type(statement, i)) {
        case SQLITE_INTEGER:
          row.emplace_back(static_cast<std::int64_t>(sqlite3_column_int64(statement, i)));
          break;
        case SQLITE_FLOAT:
          row.emplace_back(sqlite3_column_double(statement, i));
          break;
        case SQLITE_NULL:
          row.emplace_back(std::monostate{});
          break;
        default:
          row.emplace_back(std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, i)),
                                       static_cast<std::size_t>(sqlite3_column_bytes(statement, i))));
      }
    }
    return row;
  }

  std::unique_ptr<sqlite3, CloseDatabase> database_;
  std::string path_;
  std::unordered_map<std::string, Statement> statements_;
};

// SQLite makes files with the umask's mode; a history is its owner's alone.
Result<void> create_private(const std::string& path) {
  const std::filesystem::path directory = std::filesystem::path(path).parent_path();
  if (!directory.empty() && !std::filesystem::exists(directory)) {
    const mode_t before = ::umask(077);
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    ::umask(before);
    if (failed) {
      return Error{ErrorKind::io,
                   fmt::format("creating '{}': {}", printable(directory.string()), reason_of(failed.value())),
                   "choose another place (--store)"};
    }
  }
  const UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file && errno != EROFS && errno != EACCES) {
    return Error{ErrorKind::io, fmt::format("opening '{}': {}", printable(path), reason_of(errno)),
                 "choose another file (--store)"};
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<SqlConnection>> open_sqlite(const std::string& path) {
  if (path != ":memory:") {
    const auto created = create_private(path);
    if (!created) return created.error();
  }
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  std::unique_ptr<sqlite3, CloseDatabase> database(raw);
  if (code != SQLITE_OK) return error_of(database.get(), code, "opening", path);
  sqlite3_busy_timeout(database.get(), kBusyWaitMilliseconds);
  sqlite3_extended_result_codes(database.get(), 1);
  auto connection = std::make_unique<SqliteConnection>(std::move(database), path);
  // Readers go on while one writes. FULL: what was committed survives the loss of power, too.
  for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON"}) {
    const auto set = connection->query(pragma, {});
    if (!set) return set.error();
  }
  return std::unique_ptr<SqlConnection>(std::move(connection));
}

Result<void> back_up_sqlite(SqlConnection& connection, const std::string& copy) {
  std::error_code ignored;
  std::filesystem::remove(copy, ignored);
  // VACUUM INTO writes a whole database or fails; the file is made beforehand so that its mode is ours.
  const auto created = create_private(copy);
  if (!created) return created.error();
  const auto copied = connection.query("VACUUM INTO $1", {copy});
  if (!copied) return with_context(copied.error(), "backing up the history before it is brought up to date");
  return {};
}

}  // namespace oomscan::store
