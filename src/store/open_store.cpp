#include "store/open_store.hpp"

#include <functional>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "store/postgres_connection.hpp"
#include "store/s3/s3_history_store.hpp"
#include "store/schema.hpp"
#include "store/sql_history_store.hpp"
#include "store/sqlite_connection.hpp"

namespace oomscan::store {
namespace {

constexpr std::string_view kSqlite = "sqlite:";
constexpr std::string_view kFormsHint = "--store takes a file, sqlite:PATH, postgresql://... or s3://bucket/prefix";

Result<std::unique_ptr<HistoryStore>> ready(std::unique_ptr<SqlConnection> connection, std::string address,
                                            IncidentJudge judge, const std::function<Result<void>()>& before_upgrade) {
  const auto prepared = prepare_schema(*connection, before_upgrade);
  if (!prepared) return with_context(prepared.error(), "opening the history in " + address);
  return std::unique_ptr<HistoryStore>(
      std::make_unique<SqlHistoryStore>(std::move(connection), std::move(address), std::move(judge)));
}

Result<std::unique_ptr<HistoryStore>> open_file(const std::string& path, IncidentJudge judge) {
  auto connection = open_sqlite(path);
  if (!connection) return connection.error();
  SqlConnection& database = **connection;
  return ready(*std::move(connection), "'" + printable(path) + "'", std::move(judge),
               [&database, path] { return back_up_sqlite(database, path + ".before-upgrade.bak"); });
}

Result<std::unique_ptr<HistoryStore>> open_server(const std::string& url, IncidentJudge judge) {
  auto connection = open_postgres(url);
  if (!connection) return connection.error();
  return ready(*std::move(connection), postgres_place(url), std::move(judge), [] { return Result<void>{}; });
}

Result<std::unique_ptr<HistoryStore>> open_bucket(const std::string& address, IncidentJudge judge) {
  const Variables variables = process_environment();
  auto place = s3_place(address, variables);
  if (!place) return place.error();
  std::string cache = s3_cache_path(*place, variables);
  return S3HistoryStore::open(*std::move(place), {}, std::move(cache), std::move(judge));
}

}  // namespace

Result<StoreAddress> parse_store(std::string_view text) {
  const Error empty{ErrorKind::usage, "the history's address is empty", std::string(kFormsHint)};
  if (text.empty() || text == kSqlite) return empty;
  if (text.starts_with(kSqlite)) return StoreAddress{StoreKind::sqlite, std::string(text.substr(kSqlite.size()))};
  if (text.starts_with("postgresql://") || text.starts_with("postgres://")) {
    return StoreAddress{StoreKind::postgresql, std::string(text)};
  }
  if (text.starts_with("s3://")) return StoreAddress{StoreKind::s3, std::string(text)};
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos) {
    return Error{ErrorKind::usage,
                 fmt::format("a history cannot be kept in '{}://'", printable(text.substr(0, scheme))),
                 std::string(kFormsHint)};
  }
  return StoreAddress{StoreKind::sqlite, std::string(text)};
}

Result<std::string> default_store_path(const std::optional<std::string>& xdg_state_home,
                                       const std::optional<std::string>& home) {
  // The XDG Base Directory Specification ignores relative paths.
  if (xdg_state_home && xdg_state_home->starts_with('/')) return *xdg_state_home + "/oom-scan/history.sqlite";
  if (home && home->starts_with('/')) return *home + "/.local/state/oom-scan/history.sqlite";
  return Error{ErrorKind::usage, "there is no place for the history: neither XDG_STATE_HOME nor HOME is set",
               "name one with --store"};
}

Result<std::unique_ptr<HistoryStore>> open_store(const StoreAddress& address, IncidentJudge judge) {
  switch (address.kind) {
    case StoreKind::sqlite:
      return open_file(address.where, std::move(judge));
    case StoreKind::postgresql:
      return open_server(address.where, std::move(judge));
    case StoreKind::s3:
      return open_bucket(address.where, std::move(judge));
  }
  return Error{ErrorKind::usage, "no such kind of history", ""};
}

}  // namespace oomscan::store
