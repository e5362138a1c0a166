// The history that the options name.
#pragma once

#include <memory>
#include <string>

#include "app/commands.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/history_store.hpp"
#include "store/open_store.hpp"

namespace oomscan::app {

// Of `--store`; where that names none, and for its "default", where the program keeps one. usage: it cannot be one.
[[nodiscard]] Result<store::StoreAddress> store_address(const Options& options);

// Made if it is not there. Incidents are judged as runs are recorded.
[[nodiscard]] Result<std::unique_ptr<HistoryStore>> open_history(const store::StoreAddress& address);

// For questions, of what the job's options name: not_found if there is none yet, and none is made.
[[nodiscard]] Result<std::unique_ptr<HistoryStore>> existing_history(const Job& job);

// What is said where a history is there and holds no run.
[[nodiscard]] Error nothing_recorded(const Job& job, const std::string& address);

// --now, else the clock.
[[nodiscard]] Timestamp asked_at(const Job& job);

}  // namespace oomscan::app
