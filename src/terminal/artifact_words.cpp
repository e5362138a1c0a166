#include "terminal/artifact_words.hpp"

#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "oomscan/model/text.hpp"
#include "terminal/words.hpp"

namespace oomscan::terminal {
namespace {

std::string_view directory_of(std::string_view path) { return path.substr(0, path.rfind('/')); }

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

struct Place {
  std::set<std::pair<std::string_view, std::string_view>> pods;  // name and uid
  bool descriptions = false;
  bool logs = false;
};

}  // namespace

std::string artifact_words(const Artifacts& artifacts) {
  const std::string description = printable(artifacts.description_file);
  const std::string log = printable(artifacts.pod_log_file);
  constexpr std::string_view kDescriptionEnd = "desc.txt";
  constexpr std::string_view kLogEnd = "log.txt";
  if (description.ends_with(kDescriptionEnd) && log.ends_with(kLogEnd)) {
    const std::string stem = description.substr(0, description.size() - kDescriptionEnd.size());
    if (stem == log.substr(0, log.size() - kLogEnd.size())) return stem + "*";
  }
  std::string text = description.empty() || log.empty() ? description + log : description + " " + log;
  // Where its path would stand, so that nobody looks for it.
  if (!artifacts.no_log_because.empty()) {
    text += (text.empty() ? "no log: " : "; no log: ") + printable(artifacts.no_log_because);
  }
  return text;
}

std::string artifact_names(const Artifacts& artifacts) {
  return artifact_words(
      {name_of(artifacts.description_file), name_of(artifacts.pod_log_file), artifacts.no_log_because});
}

std::vector<std::string> artifact_places(const std::vector<const Finding*>& findings) {
  std::map<std::string_view, Place> places;
  for (const Finding* finding : findings) {
    const Artifacts& artifacts = finding->artifacts;
    for (const std::string* path : {&artifacts.description_file, &artifacts.pod_log_file}) {
      if (path->empty()) continue;
      Place& place = places[directory_of(*path)];
      place.pods.emplace(finding->pod, finding->pod_uid);
      (path == &artifacts.description_file ? place.descriptions : place.logs) = true;
    }
  }
  std::vector<std::string> lines;
  for (const auto& [directory, place] : places) {
    const std::string what = !place.logs ? "descriptions" : !place.descriptions ? "logs" : "descriptions and logs";
    lines.push_back(what + " of " + counted(static_cast<std::int64_t>(place.pods.size()), "pod") + ": " +
                    printable(directory));
  }
  return lines;
}

}  // namespace oomscan::terminal
