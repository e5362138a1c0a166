// Makes a benchmark count its memory as a scan does: linked to a second copy of one, the ratio of the two is what
// counting costs.
#include <memory>

#include "memory/memory_budget.hpp"

namespace oomscan {
namespace {

struct Counted {
  std::unique_ptr<MemoryBudget> budget = memory::make_memory_budget(std::int64_t{4} << 30);
  std::unique_ptr<MemoryBudget::Share> share = budget->open([] {});
};
const Counted counted;  // NOLINT: before main, on the thread that measures

}  // namespace
}  // namespace oomscan
