#include "kube/client/shadowed_names.hpp"

#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

using Json = nlohmann::json;

struct Kind {
  const char* list;
  const char* entry;
  std::string_view consequence;  // for a context of the later file
};
constexpr std::array kKinds{
    Kind{"contexts", "context", "the other one is not seen"},
    Kind{"clusters", "cluster", "contexts of the other file lead there, too"},
    Kind{"users", "user", "contexts of the other file go by that user, too"},
};

std::string name_of(const Json& entry) {
  if (!entry.is_object()) return {};
  const auto name = entry.find("name");
  return name != entry.end() && name->is_string() ? name->get<std::string>() : std::string{};
}

// What `config view` does not show may differ.
bool hides_something(const std::string& dumped) {
  return dumped.find("DATA+OMITTED") != std::string::npos || dumped.find("REDACTED") != std::string::npos;
}

}  // namespace

std::vector<std::string> shadowed_names(const std::vector<ViewedFile>& files, std::string_view tool) {
  struct First {
    const ViewedFile* file;
    std::string dumped;
  };
  std::vector<std::string> sentences;
  for (const Kind& kind : kKinds) {
    std::map<std::string, First> first;
    for (const ViewedFile& file : files) {
      const Json config = Json::parse(file.json, nullptr, false);
      if (!config.is_object() || !config.contains(kind.list) || !config[kind.list].is_array()) continue;
      for (const Json& entry : config[kind.list]) {
        const std::string name = name_of(entry);
        if (name.empty()) continue;
        std::string dumped = entry.dump(-1, ' ', false, Json::error_handler_t::replace);
        const auto [known, is_new] = first.try_emplace(name, First{&file, dumped});
        if (is_new || (known->second.dumped == dumped && !hides_something(dumped))) continue;
        sentences.push_back(fmt::format("{} '{}' stands in '{}' and in '{}': '{}' takes the first, and {}", kind.entry,
                                        printable(name, 200), printable(known->second.file->path, 200),
                                        printable(file.path, 200), tool, kind.consequence));
      }
    }
  }
  return sentences;
}

}  // namespace oomscan::kube
