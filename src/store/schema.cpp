#include "store/schema.hpp"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace oomscan::store {
namespace {

// One step each, from version N to N + 1. {key}: a number of its own. {whole}: a table that is found by its primary key
// alone. Integers are 64 bits; times are seconds since 1970, UTC.
constexpr std::array<std::string_view, kSchemaVersion> kSteps{
    R"(
CREATE TABLE cluster (
  cluster_no {key},
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  server TEXT NOT NULL,
  named_at {int} NOT NULL
) {table};
CREATE TABLE run (
  run_no {key},
  id TEXT NOT NULL UNIQUE,
  started_at {int} NOT NULL,
  finished_at {int} NOT NULL,
  version TEXT NOT NULL,
  origin TEXT NOT NULL,
  range_requested TEXT NOT NULL,
  range_from {int} NOT NULL,
  range_to {int} NOT NULL,
  interrupted {int} NOT NULL
) {table};
CREATE INDEX run_by_time ON run (finished_at);
CREATE TABLE namespace_set (
  set_no {key},
  hash TEXT NOT NULL UNIQUE
) {table};
CREATE TABLE namespace_in_set (
  set_no {int} NOT NULL REFERENCES namespace_set,
  namespace TEXT NOT NULL,
  PRIMARY KEY (set_no, namespace)
) {whole};
CREATE TABLE run_cluster (
  run_no {int} NOT NULL REFERENCES run,
  cluster_no {int} NOT NULL REFERENCES cluster,
  status TEXT NOT NULL,
  pods {int} NOT NULL,
  complete_set {int} NOT NULL REFERENCES namespace_set,
  PRIMARY KEY (run_no, cluster_no)
) {whole};
CREATE TABLE seen (
  run_no {int} NOT NULL REFERENCES run,
  cluster_no {int} NOT NULL REFERENCES cluster,
  source TEXT NOT NULL,
  seen_from {int} NOT NULL,
  seen_to {int} NOT NULL,
  set_no {int} NOT NULL REFERENCES namespace_set,
  PRIMARY KEY (run_no, cluster_no, source, seen_from, seen_to, set_no)
) {whole};
CREATE INDEX seen_by_time ON seen (seen_to, seen_from);
CREATE TABLE gap (
  run_no {int} NOT NULL REFERENCES run,
  cluster_no {int} NOT NULL REFERENCES cluster,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  set_no {int} NOT NULL REFERENCES namespace_set,
  detail TEXT NOT NULL,
  PRIMARY KEY (run_no, cluster_no, what, why, set_no)
) {whole};
CREATE TABLE subject (
  subject_no {key},
  fingerprint TEXT NOT NULL UNIQUE,
  cluster_no {int} NOT NULL REFERENCES cluster,
  namespace TEXT NOT NULL,
  workload_kind TEXT NOT NULL,
  workload_name TEXT NOT NULL,
  container TEXT NOT NULL,
  type TEXT NOT NULL
) {table};
CREATE TABLE pod (
  pod_no {key},
  cluster_no {int} NOT NULL REFERENCES cluster,
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  node TEXT NOT NULL,
  UNIQUE (cluster_no, uid)
) {table};
CREATE TABLE failure (
  subject_no {int} NOT NULL REFERENCES subject,
  pod_no {int} NOT NULL REFERENCES pod,
  earliest {int} NOT NULL,
  latest {int} NOT NULL,
  PRIMARY KEY (subject_no, pod_no, earliest, latest)
) {whole};
CREATE INDEX failure_by_time ON failure (latest);
CREATE INDEX failure_by_pod ON failure (pod_no);
CREATE TABLE verdict (
  verdict_no {key},
  state TEXT NOT NULL,
  confidence TEXT NOT NULL,
  cause TEXT NOT NULL,
  exit_code {int} NOT NULL,
  memory_limit_bytes {int} NOT NULL,
  image TEXT NOT NULL,
  UNIQUE (state, confidence, cause, exit_code, memory_limit_bytes, image)
) {table};
CREATE TABLE finding (
  run_no {int} NOT NULL REFERENCES run,
  subject_no {int} NOT NULL REFERENCES subject,
  pod_no {int} NOT NULL REFERENCES pod,
  verdict_no {int} NOT NULL REFERENCES verdict,
  restart_count {int},
  PRIMARY KEY (run_no, subject_no, pod_no)
) {whole};
CREATE TABLE namespace_size (
  cluster_no {int} NOT NULL REFERENCES cluster,
  namespace TEXT NOT NULL,
  day {int} NOT NULL,
  pods {int} NOT NULL,
  PRIMARY KEY (cluster_no, namespace, day)
) {whole};
CREATE TABLE incident (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  status TEXT NOT NULL,
  opened_at {int} NOT NULL,
  last_failure_at {int} NOT NULL,
  last_seen_at {int} NOT NULL,
  resolved_at {int},
  failures {int} NOT NULL,
  runs {int} NOT NULL,
  last_run TEXT NOT NULL,
  healthy_runs {int} NOT NULL,
  healthy_since {int},
  turns TEXT NOT NULL
) {whole};
)",
    // Incidents follow from all runs in their order, however they came: what is needed to judge a cluster's runs anew.
    // A cluster may have had several addresses while its uid was not known.
    R"(
{ids by bytes}
ALTER TABLE run ADD COLUMN types TEXT NOT NULL DEFAULT '';
ALTER TABLE cluster ADD COLUMN unsettled {int} NOT NULL DEFAULT 0;
CREATE TABLE cluster_address (
  server TEXT NOT NULL,
  cluster_no {int} NOT NULL REFERENCES cluster,
  seen_at {int} NOT NULL,
  PRIMARY KEY (server, cluster_no)
) {whole};
INSERT INTO cluster_address SELECT server, cluster_no, named_at FROM cluster WHERE id <> server;
CREATE INDEX run_cluster_by_cluster ON run_cluster (cluster_no, run_no);
ALTER TABLE incident ADD COLUMN counts_after {int} NOT NULL DEFAULT 0;
CREATE TABLE incident_base (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  status TEXT NOT NULL,
  opened_at {int} NOT NULL,
  last_failure_at {int} NOT NULL,
  last_seen_at {int} NOT NULL,
  resolved_at {int},
  failures {int} NOT NULL,
  runs {int} NOT NULL,
  last_run TEXT NOT NULL,
  healthy_runs {int} NOT NULL,
  healthy_since {int},
  turns TEXT NOT NULL,
  counts_after {int} NOT NULL
) {whole};
CREATE TABLE resolution (
  subject_no {int} NOT NULL REFERENCES subject,
  run TEXT {bytes} NOT NULL,
  resolved_at {int} NOT NULL,
  PRIMARY KEY (subject_no, run)
) {whole};
CREATE TABLE kept (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) {whole};
)"};

std::string in_dialect(std::string_view step, SqlDialect dialect) {
  using Words = std::pair<std::string_view, std::string_view>;
  const bool sqlite = dialect == SqlDialect::sqlite;
  const std::array<Words, 6> words{{
      {"{bytes}", sqlite ? "" : "COLLATE \"C\""},
      // Run ids sort by time as bytes do; a server's language may pass over their dashes.
      {"{ids by bytes}", sqlite ? "" : "ALTER TABLE run ALTER COLUMN id TYPE TEXT COLLATE \"C\";"},
      {"{key}", sqlite ? "INTEGER PRIMARY KEY" : "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"},
      {"{int}", sqlite ? "INTEGER" : "BIGINT"},
      {"{table}", sqlite ? "STRICT" : ""},
      {"{whole}", sqlite ? "STRICT, WITHOUT ROWID" : ""},
  }};
  std::string sql(step);
  for (const auto& [name, text] : words) {
    for (std::size_t at = sql.find(name); at != std::string::npos; at = sql.find(name, at + text.size())) {
      sql.replace(at, name.size(), text);
    }
  }
  return sql;
}

Error of_a_newer_version(std::int64_t version) {
  return {ErrorKind::bad_answer,
          fmt::format("the history has tables of version {}, and this program knows up to {}", version, kSchemaVersion),
          "use the newer oom-scan that made it, or another history (--store); nothing was changed"};
}

Result<std::int64_t> version_of(SqlConnection& connection) {
  const auto made = connection.run_script("CREATE TABLE IF NOT EXISTS oom_scan_schema (version " +
                                          in_dialect("{int} NOT NULL) {table}", connection.dialect()));
  if (!made) return made.error();
  const auto rows = connection.query("SELECT version FROM oom_scan_schema", {});
  if (!rows) return rows.error();
  return rows->empty() ? std::int64_t{0} : as_int(rows->front().front());
}

}  // namespace

Result<void> prepare_schema(SqlConnection& connection, const std::function<Result<void>()>& before_upgrade) {
  {
    // The common case without a writer's lock: many readers, no waiting.
    const auto rows = connection.query("SELECT version FROM oom_scan_schema", {});
    if (rows && !rows->empty()) {
      const std::int64_t version = as_int(rows->front().front());
      if (version == kSchemaVersion) return {};
      if (version > kSchemaVersion) return of_a_newer_version(version);
      const auto saved = before_upgrade();
      if (!saved) return saved;
    } else if (!rows && rows.error().kind != ErrorKind::bad_answer) {
      return rows.error();
    }
  }
  return in_transaction(connection, [&]() -> Result<void> {
    const auto version = version_of(connection);
    if (!version) return version.error();
    if (*version > kSchemaVersion) return of_a_newer_version(*version);
    for (auto step = static_cast<std::size_t>(*version); step < kSteps.size(); ++step) {
      const auto done = connection.run_script(in_dialect(kSteps[step], connection.dialect()));
      if (!done) return done;
    }
    const auto noted = connection.run_script(
        fmt::format("DELETE FROM oom_scan_schema; INSERT INTO oom_scan_schema VALUES ({})", kSchemaVersion));
    return noted;
  });
}

}  // namespace oomscan::store
