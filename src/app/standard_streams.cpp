#include "app/standard_streams.hpp"

#include <cerrno>
#include <initializer_list>

#include <fcntl.h>
#include <unistd.h>

namespace oomscan::app {

void occupy_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
    // Read-only for all three: what cannot be written must not look written. The lowest free number is this one.
    if (::open("/dev/null", O_RDONLY) != descriptor) return;
  }
}

}  // namespace oomscan::app
