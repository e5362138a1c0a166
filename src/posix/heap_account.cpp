#include "oomscan/posix/heap_account.hpp"

namespace oomscan {

constinit thread_local HeapPlace heap_place;

}  // namespace oomscan
