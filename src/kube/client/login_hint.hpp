// What helps where credentials are missing or not taken, for the tool and the way of logging in that the context has.
// Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "kube/door/error_frame.hpp"

namespace oomscan::kube {

// For a user who must log in again: a command where there is one, else a sentence.
[[nodiscard]] std::string login_hint(const ErrorFrame& frame);

// For a client that cannot use the context's entry of a kubeconfig, from its own words (client_words).
[[nodiscard]] std::string kubeconfig_hint(std::string_view words, const ErrorFrame& frame);

// The same for a file that it cannot read or understand.
[[nodiscard]] std::string kubeconfig_file_hint(std::string_view words, const ErrorFrame& frame);

}  // namespace oomscan::kube
