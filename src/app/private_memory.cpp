#include "app/private_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace oomscan::app {

void keep_memory_private() {
  // Inherited by children, which the other one is not: the client tools hold tokens, too.
  const rlimit none{0, 0};
  [[maybe_unused]] const int limited = ::setrlimit(RLIMIT_CORE, &none);
  [[maybe_unused]] const int closed = ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace oomscan::app
