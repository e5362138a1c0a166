// Names that stand in several files of KUBECONFIG: the client silently takes the first of each, so that a context of a
// later file may lead to the cluster, or go by the user, of an earlier one ("kubernetes-admin@kubernetes").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oomscan::kube {

// One kubeconfig by itself, as `config view -o json` prints it.
struct ViewedFile {
  std::string path;
  std::string json;
};

// Sentences for a person, one for each name; none for entries that are the same as far as can be seen, and hide
// nothing. Pure.
[[nodiscard]] std::vector<std::string> shadowed_names(const std::vector<ViewedFile>& files, std::string_view tool);

}  // namespace oomscan::kube
