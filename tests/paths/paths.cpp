#include "paths/paths.hpp"

namespace oomscan {

std::string source_dir() { return OOMSCAN_SOURCE_DIR; }

}  // namespace oomscan
