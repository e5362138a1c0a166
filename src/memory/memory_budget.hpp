// The memory of a run behind the port MemoryBudget: counted by `new` (see counted_new.hpp), held to one limit.
#pragma once

#include <cstdint>
#include <memory>

#include "oomscan/ports/memory_budget.hpp"

namespace oomscan::memory {

// `limit_bytes`: of all that the program keeps for clusters; the process itself needs a little more, for what an
// allocator cannot give back and for libraries in C. One at a time in a process. Starts a thread; without one (the
// system's limit of threads) an ended share only finds out by its allocations.
[[nodiscard]] std::unique_ptr<MemoryBudget> make_memory_budget(std::int64_t limit_bytes);

}  // namespace oomscan::memory
