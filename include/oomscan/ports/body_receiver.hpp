// An answer's body, taken as it comes instead of kept: for lists that are larger than what should be in memory.
#pragma once

#include <string_view>

namespace oomscan {

// Used from the thread that asked, until its request returns.
class BodyReceiver {
 public:
  virtual ~BodyReceiver() = default;
  // The next bytes. False: no more are wanted, for they make no sense (bad_answer). Throws nothing but bad_alloc.
  virtual bool receive(std::string_view bytes) = 0;
};

}  // namespace oomscan
