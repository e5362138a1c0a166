// Lists of which only the names matter: namespaces, projects.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "kube/json/json_page.hpp"
#include "kube/json/json_walk.hpp"
#include "kube/list/list_decoder.hpp"

namespace oomscan::kube {
namespace {

using Value = simdjson::ondemand::value;

class JsonNameDecoder : public ListDecoder<std::string> {
 public:
  explicit JsonNameDecoder(std::string list_kind) : list_kind_(std::move(list_kind)) {}

  Result<PageEnd> decode(std::string& page, const std::function<void(std::string&&)>& receive) override {
    return decode_json_page(parser_, simdjson::SIMDJSON_PADDING, page, list_kind_, [&](Value& item, Walk& walk) {
      std::string name;
      each_field(item, walk, [&](std::string_view key, Value& metadata) {
        if (key != "metadata") return;
        each_field(metadata, walk, [&](std::string_view field, Value& value) {
          if (field == "name") read(value, walk, name);
        });
      });
      if (walk.broken || name.empty()) return false;
      receive(std::move(name));
      return true;
    });
  }

 private:
  std::string list_kind_;
  simdjson::ondemand::parser parser_;
};

}  // namespace

std::unique_ptr<ListDecoder<std::string>> make_json_name_decoder(std::string list_kind) {
  return std::make_unique<JsonNameDecoder>(std::move(list_kind));
}

}  // namespace oomscan::kube
