// Where the client looks for its kubeconfig, as far as that explains why it finds none. Looks at names and kinds of
// files only: what stands in them is read by the client alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"

namespace oomscan::kube {

// As the client is told: by an option, else by the environment, else nothing.
struct KubeconfigPlaces {
  std::string option;    // --kubeconfig; empty: not given
  std::string variable;  // KUBECONFIG; empty: not set
  std::string home;      // HOME
};

// What keeps the client from reading the file of the option at all, which it does not say: it takes a missing file for
// an empty one. config. nullopt: nothing, or there is no option.
[[nodiscard]] std::optional<Error> trouble_with_option(const KubeconfigPlaces& places, std::string_view tool);

// Why there is no context: which files were looked for, and which of them are there. config.
[[nodiscard]] Error no_context_in(const KubeconfigPlaces& places);

// The files of KUBECONFIG that are there, in its order; empty where an option takes their place.
[[nodiscard]] std::vector<std::string> merged_files(const KubeconfigPlaces& places);

}  // namespace oomscan::kube
