// All that `oc` or `kubectl` said of a failure, as one line that may be shown.
// Invariant: nothing of what stands in a kubeconfig: some versions quote it where it cannot be read. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace oomscan::kube {

inline constexpr std::size_t kClientWordsBytesMax = 600;

// Its remedy often stands in the second or third line ("Please use ..."). Left out: lines of its log (unless there is
// nothing else), warnings, its help, and the stack of a crash. Control characters are escaped.
[[nodiscard]] std::string client_words(std::string_view err);

}  // namespace oomscan::kube
