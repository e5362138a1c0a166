#include "store/s3/s3_history_store.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/sha256.hpp"
#include "oomscan/model/text.hpp"
#include "store/numbering.hpp"
#include "store/s3/run_object.hpp"
#include "store/schema.hpp"
#include "store/sqlite_connection.hpp"

namespace oomscan::store {
namespace {

// Fetched at once, and held in memory until they are in the cache.
constexpr std::size_t kObjectsAtOnce = 4 * kRequestsAtOnce;
constexpr std::size_t kNotesMax = 20;

// What is in the cache can be had again: no wait for the disk with each run. What could not be read is tried again by
// each process: a newer program may know how.
constexpr std::string_view kCacheTables = R"(
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS s3_object (name TEXT NOT NULL PRIMARY KEY, fault TEXT NOT NULL) STRICT, WITHOUT ROWID;
DELETE FROM s3_object WHERE fault <> '';
)";

Result<std::unique_ptr<SqlConnection>> ready_cache(const std::string& path) {
  auto connection = open_sqlite(path);
  if (!connection) return connection;
  auto prepared = prepare_schema(**connection, [] { return Result<void>{}; });
  if (prepared) prepared = (*connection)->run_script(std::string(kCacheTables));
  if (!prepared) return prepared.error();
  return connection;
}

}  // namespace

std::string s3_cache_path(const S3Place& place, const Variables& variables) {
  const std::string name = "/oom-scan/s3-" + sha256_hex(place.url + "\n" + place.prefix).substr(0, 16) + ".sqlite";
  // The XDG Base Directory Specification ignores relative paths.
  const std::string cache = variables("XDG_CACHE_HOME").value_or("");
  if (cache.starts_with('/')) return cache + name;
  const std::string home = variables("HOME").value_or("");
  return home.starts_with('/') ? home + "/.cache" + name : std::string{};
}

Result<std::unique_ptr<HistoryStore>> S3HistoryStore::open(S3Place place, S3Patience patience, std::string cache,
                                                           IncidentJudge judge) {
  std::unique_ptr<S3HistoryStore> store(new S3HistoryStore(std::move(place), patience, std::move(judge)));
  const auto there = store->client_.check({});
  if (!there) return there.error();
  const auto opened = store->open_cache(cache);
  if (!opened) return opened.error();
  return std::unique_ptr<HistoryStore>(std::move(store));
}

Result<void> S3HistoryStore::open_cache(const std::string& path) {
  Result<std::unique_ptr<SqlConnection>> connection = Error{ErrorKind::io, "there is no place for a cache", ""};
  if (!path.empty()) {
    connection = ready_cache(path);
    if (!connection && connection.error().kind == ErrorKind::bad_answer) {
      std::error_code ignored;
      for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end, ignored);
      connection = ready_cache(path);
    }
  }
  if (!connection) {
    notes_.push_back("everything is read from " + place_.address + " each time: " + connection.error().message);
    connection = ready_cache(":memory:");
  }
  if (!connection) return connection.error();
  database_ = connection->get();
  cache_ = std::make_unique<SqlHistoryStore>(*std::move(connection), place_.address, judge_);
  return {};
}

Result<void> S3HistoryStore::note(const std::string& name, const std::string& fault) {
  return insert_rows(*database_, "s3_object", "name, fault", {{name, fault}},
                     "ON CONFLICT (name) DO UPDATE SET fault = excluded.fault");
}

Result<void> S3HistoryStore::forget_all() {
  return in_transaction(*database_, [&]() -> Result<void> {
    auto done = database_->run_script("PRAGMA defer_foreign_keys = ON");
    const auto tables = database_->query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> "
        "'oom_scan_schema'",
        {});
    if (!tables) return tables.error();
    for (const SqlRow& table : *tables) {
      if (done) done = database_->run_script("DELETE FROM " + as_text(table.front()));
    }
    return done;
  });
}

Result<void> S3HistoryStore::catch_up(std::stop_token stop) {
  // First what is known, then what is there: another process with this cache may add to both meanwhile.
  auto known = database_->query("SELECT name FROM s3_object", {});
  if (!known) return known.error();
  const auto keys = client_.list(place_.prefix + std::string(kRunObjects), stop);
  if (!keys) return keys.error();
  std::set<std::string> pruned;
  std::vector<std::string> listed;
  for (const std::string& key : *keys) {
    std::string name = key.substr(place_.prefix.size());
    if (!is_run_object(name)) continue;
    if (is_pruned(name)) pruned.insert(part_of(name));
    listed.push_back(std::move(name));
  }
  // Both are there only for a moment: the pruned one takes the place of the other.
  std::erase_if(listed, [&](const std::string& name) { return !is_pruned(name) && pruned.contains(part_of(name)); });
  std::set<std::string> parts;
  for (const std::string& name : listed) parts.insert(part_of(name));
  const bool lost = std::any_of(known->begin(), known->end(),
                                [&](const SqlRow& row) { return !parts.contains(part_of(as_text(row.front()))); });
  if (lost) {
    // Runs were removed from the bucket: what only they told is not remembered any more.
    const auto done = forget_all();
    if (!done) return done;
    known->clear();
  }
  std::set<std::string> known_parts;
  for (const SqlRow& row : *known) known_parts.insert(part_of(as_text(row.front())));
  std::vector<std::string> fresh;
  for (const std::string& name : listed) {
    if (!known_parts.contains(part_of(name))) fresh.push_back(name);
  }
  // In the order of the runs, so that incidents need not be judged twice.
  std::sort(fresh.begin(), fresh.end(),
            [](const std::string& a, const std::string& b) { return part_of(a) < part_of(b); });
  const auto taken = take_in(fresh, std::move(stop));
  if (!taken) return taken;
  return take_in_pruned(listed);
}

Result<void> S3HistoryStore::take_in(const std::vector<std::string>& names, std::stop_token stop) {
  for (std::size_t begin = 0; begin < names.size(); begin += kObjectsAtOnce) {
    const std::size_t end = std::min(begin + kObjectsAtOnce, names.size());
    std::vector<std::string> keys;
    for (std::size_t i = begin; i < end; ++i) keys.push_back(place_.prefix + names[i]);
    const auto answers = client_.get(keys, stop);
    for (std::size_t i = begin; i < end; ++i) {
      const Result<std::string>& bytes = answers[i - begin];
      std::string fault;
      if (!bytes) {
        if (bytes.error().kind == ErrorKind::not_found) continue;  // pruned meanwhile
        if (bytes.error().kind != ErrorKind::bad_answer) return bytes.error();
        fault = bytes.error().message;
      } else if (const auto run = read_run_object(*bytes); !run) {
        fault = run.error().message;
      } else {
        const auto recorded = cache_->record(*run, stop);
        if (!recorded) return recorded.error();
      }
      const auto noted = note(names[i], fault);
      if (!noted) return noted;
    }
  }
  return {};
}

// The runs that are pruned in the bucket are pruned in the cache.
Result<void> S3HistoryStore::take_in_pruned(const std::vector<std::string>& listed) {
  if (!judge_) return {};                     // their incidents are to be judged first
  std::map<std::string, std::string> pruned;  // by part
  for (const std::string& name : listed) {
    if (is_pruned(name)) pruned.emplace(part_of(name), name);
  }
  if (pruned.empty()) return {};
  const auto details = database_->query(
      "SELECT max(finished_at) FROM run WHERE id <= $1 AND EXISTS (SELECT 1 FROM finding WHERE finding.run_no = "
      "run.run_no)",
      {run_of(pruned.rbegin()->first)});
  if (!details) return details.error();
  if (!is_null(details->front().front())) {
    const auto done = cache_->prune(Timestamp{Seconds{as_int(details->front().front()) + 1}}, {});
    if (!done) return done.error();
  }
  for (const auto& [part, name] : pruned) {
    const auto renamed =
        database_->query("UPDATE s3_object SET name = $1 WHERE name = $2", {name, name_before_pruning(name)});
    if (!renamed) return renamed.error();
  }
  return {};
}

Result<RecordOutcome> S3HistoryStore::record(const RunRecord& run, std::stop_token stop) {
  const auto caught_up = catch_up(stop);
  if (!caught_up) return with_context(caught_up.error(), "recording the run");
  const RunObject object = run_object(run);
  const auto known = database_->query("SELECT 1 FROM s3_object WHERE name = $1", {object.name});
  if (!known) return known.error();
  if (!known->empty()) return RecordOutcome{};
  const auto written = client_.put_new(place_.prefix + object.name, object.bytes, stop);
  if (!written) return with_context(written.error(), "recording the run");
  // From here on the run is recorded, whatever becomes of the cache.
  auto outcome = cache_->record(run, {});
  if (!outcome) {
    notes_.push_back("the run is recorded, but not judged: " + outcome.error().message);
    return RecordOutcome{true, {}};
  }
  const auto noted = note(object.name, "");
  if (!noted) notes_.push_back("the run is recorded, but not in the cache: " + noted.error().message);
  return outcome;
}

Result<std::vector<RunSummary>> S3HistoryStore::runs(std::size_t runs_max, std::stop_token stop) {
  const auto caught_up = catch_up(stop);
  if (!caught_up) return caught_up.error();
  return cache_->runs(runs_max, std::move(stop));
}

Result<RunRecord> S3HistoryStore::run(const std::string& id, std::stop_token stop) {
  const auto caught_up = catch_up(stop);
  if (!caught_up) return caught_up.error();
  return cache_->run(id, std::move(stop));
}

Result<HistorySlice> S3HistoryStore::slice(const Span& span, std::stop_token stop) {
  const auto caught_up = catch_up(stop);
  if (!caught_up) return caught_up.error();
  return cache_->slice(span, std::move(stop));
}

Result<std::vector<Incident>> S3HistoryStore::incidents(std::stop_token stop) {
  const auto caught_up = catch_up(stop);
  if (!caught_up) return caught_up.error();
  return cache_->incidents(std::move(stop));
}

Result<PruneOutcome> S3HistoryStore::prune(Timestamp before, std::stop_token stop) {
  const auto caught_up = catch_up(stop);
  if (!caught_up) return caught_up.error();
  // Those of cache_->prune: all before the first that stays.
  const std::int64_t time = before.time_since_epoch().count();
  const auto stays = database_->query("SELECT min(id) FROM run WHERE finished_at >= $1", {time});
  if (!stays) return stays.error();
  const auto objects = database_->query("SELECT name FROM s3_object WHERE fault = '' ORDER BY name", {});
  if (!objects) return objects.error();
  for (const SqlRow& row : *objects) {
    const std::string name = as_text(row.front());
    if (is_pruned(name)) continue;
    if (!is_null(stays->front().front()) && run_of(name) >= percent_encoded(as_text(stays->front().front()), false)) {
      continue;
    }
    const auto bytes = client_.get({place_.prefix + name}, stop);
    if (!bytes.front()) {
      if (bytes.front().error().kind == ErrorKind::not_found) continue;
      return bytes.front().error();
    }
    const auto run = read_run_object(*bytes.front());
    if (!run) return with_context(run.error(), "pruning '" + printable(name) + "'");
    const RunObject less = pruned_object(name, *run);
    const auto written = client_.put_new(place_.prefix + less.name, less.bytes, stop);
    if (!written) return written.error();
    const auto removed = client_.remove(place_.prefix + name, stop);
    if (!removed) return removed.error();
    const auto renamed = database_->query("UPDATE s3_object SET name = $1 WHERE name = $2", {less.name, name});
    if (!renamed) return renamed.error();
  }
  return cache_->prune(before, std::move(stop));
}

std::vector<std::string> S3HistoryStore::notes() const {
  std::vector<std::string> notes = notes_;
  const auto faults = database_->query("SELECT name, fault FROM s3_object WHERE fault <> '' ORDER BY name", {});
  if (!faults) return notes;
  for (const SqlRow& row : *faults) {
    if (notes.size() >= kNotesMax) {
      notes.push_back(fmt::format("{} objects in all cannot be read", faults->size()));
      break;
    }
    notes.push_back(fmt::format("the run in '{}' cannot be read: {}", printable(as_text(row[0])), as_text(row[1])));
  }
  return notes;
}

}  // namespace oomscan::store
