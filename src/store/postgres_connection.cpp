#include "store/postgres_connection.hpp"

#include <charconv>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>
#include <postgresql/libpq-fe.h>

#include "oomscan/model/names.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::store {
namespace {

constexpr std::size_t kErrorBytesMax = 300;
// The protocol counts parameters in 16 bits.
constexpr std::size_t kValuesMax = 65'535;
// pg_type.dat of PostgreSQL.
constexpr Oid kInt8 = 20;
constexpr Oid kInt4 = 23;
constexpr Oid kInt2 = 21;
constexpr Oid kText = 25;
constexpr Oid kFloat8 = 701;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

// libpq puts a password into its messages nowhere; what it quotes of an address it cannot read is left out by us.
// It breaks them into lines, each of which may begin with a tab.
std::string words_of(const char* message) {
  std::string line;
  for (const char c : std::string_view(trimmed(message))) {
    const bool blank = c == '\n' || c == '\t';
    if (!blank || !line.ends_with(' ')) line += blank ? ' ' : c;
  }
  return printable(line, kErrorBytesMax);
}

Error not_connected(PGconn* connection) {
  const std::string words = words_of(PQerrorMessage(connection));
  if (PQconnectionNeedsPassword(connection) != 0 || PQconnectionUsedPassword(connection) != 0 ||
      words.find("authentication failed") != std::string::npos ||
      words.find("no pg_hba.conf entry") != std::string::npos) {
    return {ErrorKind::unauthorized, "connecting to PostgreSQL: " + words,
            "check user and password: ~/.pgpass, PGPASSFILE or PGPASSWORD"};
  }
  return {ErrorKind::unreachable, "connecting to PostgreSQL: " + words, "is the server up, and the address right?"};
}

class PostgresConnection final : public SqlConnection {
 public:
  explicit PostgresConnection(std::unique_ptr<PGconn, Finish> connection) : connection_(std::move(connection)) {}

  Result<std::vector<SqlRow>> query(const std::string& sql, const std::vector<SqlValue>& values) override {
    const auto back = come_back();
    if (!back) return back.error();
    std::vector<std::string> texts;
    std::vector<const char*> pointers;
    std::vector<Oid> types;
    texts.reserve(values.size());
    for (const SqlValue& value : values) {
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        texts.push_back(std::to_string(*number));
        types.push_back(kInt8);
      } else if (const auto* real = std::get_if<double>(&value)) {
        texts.push_back(fmt::format("{}", *real));
        types.push_back(kFloat8);
      } else if (const auto* text = std::get_if<std::string>(&value)) {
        texts.push_back(without_nul(*text));
        types.push_back(kText);
      } else {
        texts.emplace_back();
        types.push_back(0);
      }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      pointers.push_back(is_null(values[i]) ? nullptr : texts[i].c_str());
    }
    const Answer answer(PQexecParams(connection_.get(), sql.c_str(), static_cast<int>(values.size()), types.data(),
                                     pointers.data(), nullptr, nullptr, 0));
    return rows_of(answer.get());
  }

  Result<void> run_script(const std::string& sql) override {
    const auto back = come_back();
    if (!back) return back;
    return exec(sql.c_str());
  }

  Result<void> settle() { return exec("SET client_min_messages = error; SET TIME ZONE 'UTC'"); }

  SqlDialect dialect() const override { return SqlDialect::postgresql; }
  std::size_t values_max() const override { return kValuesMax; }

 private:
  // A connection that was lost is made anew. That is never in the middle of a transaction: whoever has one gives it up
  // at the first error.
  Result<void> come_back() {
    if (PQstatus(connection_.get()) != CONNECTION_BAD) return {};
    PQreset(connection_.get());
    if (PQstatus(connection_.get()) != CONNECTION_OK) return not_connected(connection_.get());
    return settle();
  }

  Result<void> exec(const char* sql) {
    const Answer answer(PQexec(connection_.get(), sql));
    const auto rows = rows_of(answer.get());
    if (!rows) return rows.error();
    return {};
  }

  // PostgreSQL's text holds no NUL and only UTF-8.
  static std::string without_nul(const std::string& text) {
    std::string valid = valid_utf8(text);
    for (std::size_t at = valid.find('\0'); at != std::string::npos; at = valid.find('\0', at)) {
      valid.replace(at, 1, "\xef\xbf\xbd");
    }
    return valid;
  }

  Result<std::vector<SqlRow>> rows_of(const PGresult* answer) const {
    const ExecStatusType status = PQresultStatus(answer);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) return failure(answer);
    std::vector<SqlRow> rows;
    const int columns = PQnfields(answer);
    for (int row = 0; row < PQntuples(answer); ++row) {
      SqlRow values;
      values.reserve(static_cast<std::size_t>(columns));
      for (int column = 0; column < columns; ++column) values.push_back(value_of(answer, row, column));
      rows.push_back(std::move(values));
    }
    return rows;
  }

  static SqlValue value_of(const PGresult* answer, int row, int column) {
    if (PQgetisnull(answer, row, column) != 0) return std::monostate{};
    const char* text = PQgetvalue(answer, row, column);
    const auto length = static_cast<std::size_t>(PQgetlength(answer, row, column));
    switch (PQftype(answer, column)) {
      case kInt8:
      case kInt4:
      case kInt2: {
        std::int64_t number = 0;
        std::from_chars(text, text + length, number);
        return number;
      }
      case kFloat8:
        return std::strtod(text, nullptr);
      default:
        return std::string(text, length);
    }
  }

  Error failure(const PGresult* answer) const {
    if (PQstatus(connection_.get()) == CONNECTION_BAD) {
      return {ErrorKind::unreachable,
              "PostgreSQL: the connection was lost: " + words_of(PQerrorMessage(connection_.get())),
              "is the server up? what was not committed did not happen; run it again"};
    }
    const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const std::string_view sqlstate = state == nullptr ? "" : state;
    // The primary message alone: details quote rows.
    const char* primary = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    const std::string message =
        fmt::format("PostgreSQL: {} ({})", words_of(primary == nullptr ? "" : primary), sqlstate);
    // Classes of PostgreSQL's appendix A.
    if (sqlstate.starts_with("53")) return {ErrorKind::io, message, "the server lacks disk, memory or connections"};
    if (sqlstate.starts_with("28") || sqlstate == "42501") {
      return {ErrorKind::unauthorized, message, "the user needs CREATE on the schema, or tables of its own"};
    }
    if (sqlstate.starts_with("57"))
      return {ErrorKind::unreachable, message, "the server is shutting down; run it again"};
    if (sqlstate == "25006") return {ErrorKind::io, message, "the server is a read-only replica; name the primary one"};
    return {ErrorKind::bad_answer, message, ""};
  }

  std::unique_ptr<PGconn, Finish> connection_;
};

}  // namespace

Result<std::unique_ptr<SqlConnection>> open_postgres(const std::string& url) {
  char* fault = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &fault);
  if (options == nullptr) {
    PQfreemem(fault);  // it quotes the address
    return Error{ErrorKind::config, "the address of the PostgreSQL history cannot be read",
                 "it looks like postgresql://user@host:5432/database?sslmode=verify-full; "
                 "the password belongs in ~/.pgpass or PGPASSWORD"};
  }
  PQconninfoFree(options);
  std::unique_ptr<PGconn, Finish> connection(PQconnectdb(url.c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK) return not_connected(connection.get());
  PQsetClientEncoding(connection.get(), "UTF8");
  auto result = std::make_unique<PostgresConnection>(std::move(connection));
  const auto quiet = result->settle();
  if (!quiet) return quiet.error();
  return std::unique_ptr<SqlConnection>(std::move(result));
}

std::string postgres_place(const std::string& url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return "postgresql:";
  std::string rest = url.substr(scheme + 3);
  rest = rest.substr(0, rest.find_first_of("?#"));
  const std::size_t at = rest.rfind('@');
  return "postgresql://" + (at == std::string::npos ? rest : rest.substr(at + 1));
}

}  // namespace oomscan::store
