// The history as objects of a bucket, one for each part of a run, never changed. Questions are asked of an SQLite file
// beside it, a cache that takes in what it does not have yet, and that can be lost (docs/adr: "S3 keeps runs, a cache
// answers").
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/ports/history_store.hpp"
#include "store/s3/s3_client.hpp"
#include "store/sql_history_store.hpp"

namespace oomscan::store {

class S3HistoryStore final : public HistoryStore {
 public:
  // `cache`: an SQLite file, made anew if it is damaged or of a newer version; empty: none can be kept, everything is
  // read each time.
  [[nodiscard]] static Result<std::unique_ptr<HistoryStore>> open(S3Place place, S3Patience patience, std::string cache,
                                                                  IncidentJudge judge);

  Result<RecordOutcome> record(const RunRecord& run, std::stop_token stop) override;
  Result<std::vector<RunSummary>> runs(std::size_t runs_max, std::stop_token stop) override;
  Result<RunRecord> run(const std::string& id, std::stop_token stop) override;
  Result<HistorySlice> slice(const Span& span, std::stop_token stop) override;
  Result<std::vector<Incident>> incidents(std::stop_token stop) override;
  Result<PruneOutcome> prune(Timestamp before, std::stop_token stop) override;
  std::vector<std::string> notes() const override;
  std::string address() const override { return place_.address; }

 private:
  S3HistoryStore(S3Place place, S3Patience patience, IncidentJudge judge)
      : place_(place), client_(std::move(place), patience), judge_(std::move(judge)) {}

  Result<void> open_cache(const std::string& path);
  // Makes the cache what the bucket is.
  Result<void> catch_up(std::stop_token stop);
  Result<void> take_in(const std::vector<std::string>& names, std::stop_token stop);
  Result<void> take_in_pruned(const std::vector<std::string>& listed);
  Result<void> note(const std::string& name, const std::string& fault);
  Result<void> forget_all();

  S3Place place_;
  S3Client client_;
  IncidentJudge judge_;
  SqlConnection* database_ = nullptr;  // the cache's, which owns it
  std::unique_ptr<SqlHistoryStore> cache_;
  std::vector<std::string> notes_;
};

// $XDG_CACHE_HOME/oom-scan/s3-<hash of where it is>.sqlite, else ~/.cache/...; empty where neither is set.
[[nodiscard]] std::string s3_cache_path(const S3Place& place, const Variables& variables);

}  // namespace oomscan::store
