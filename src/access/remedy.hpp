// The commands that turn a no into a yes. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/options.hpp"

namespace oomscan::access {

// Bindings that are told; of more namespaces, the first ones and how many more.
inline constexpr std::size_t kBindingsTold = 3;

// What an administrator runs to give exactly what a scan with these options needs: the roles and their bindings to
// `user` (empty: NAME, for the administrator to fill in).
[[nodiscard]] std::vector<std::string> grant_remedies(const Options& options, std::string_view tool,
                                                      std::string_view user);

// The same for what finds a Prometheus, to be bound in its namespace.
[[nodiscard]] std::vector<std::string> prometheus_remedies(const Options& options);

// As a POSIX shell takes it for one word.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace oomscan::access
