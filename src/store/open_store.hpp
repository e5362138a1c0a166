// From the address that a person gives to a store.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"
#include "oomscan/model/run_record.hpp"
#include "oomscan/ports/history_store.hpp"

namespace oomscan::store {

enum class StoreKind { sqlite, postgresql, s3 };

// "sqlite:PATH" or a path; "postgresql://..." or "postgres://..."; "s3://bucket/prefix".
struct StoreAddress {
  StoreKind kind = StoreKind::sqlite;
  std::string where;  // the path, or the whole address
};

// usage: a scheme that nobody knows, or no path. Never repeats a password.
[[nodiscard]] Result<StoreAddress> parse_store(std::string_view text);

// $XDG_STATE_HOME/oom-scan/history.sqlite, else ~/.local/state/...; usage where neither variable is an absolute path.
[[nodiscard]] Result<std::string> default_store_path(const std::optional<std::string>& xdg_state_home,
                                                     const std::optional<std::string>& home);

// With its tables, brought up to date; an empty `judge` keeps no incidents: a SQLite file of an older version is copied
// to "<file>.before-upgrade.bak" first.
[[nodiscard]] Result<std::unique_ptr<HistoryStore>> open_store(const StoreAddress& address, IncidentJudge judge);

}  // namespace oomscan::store
