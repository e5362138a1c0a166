#include "kube/json/json_tree.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>
#include <simdjson.h>

namespace oomscan::kube {
namespace {

constexpr std::string_view kPassedOver = "managedFields";

std::string scalar_text(const simdjson::dom::element& value) {
  switch (value.type()) {
    case simdjson::dom::element_type::STRING:
      return std::string(std::string_view(value));
    case simdjson::dom::element_type::INT64:
      return fmt::format("{}", std::int64_t(value));
    case simdjson::dom::element_type::UINT64:
      return fmt::format("{}", std::uint64_t(value));
    case simdjson::dom::element_type::DOUBLE:
      return fmt::format("{}", double(value));
    case simdjson::dom::element_type::BOOL:
      return bool(value) ? "true" : "false";
    default:
      return "";
  }
}

}  // namespace

class JsonTree::Builder {
 public:
  explicit Builder(std::size_t values_max) : left_(values_max) {}

  [[nodiscard]] bool exhausted() const { return exhausted_; }

  void fill(JsonTree& node, const simdjson::dom::element& value, std::size_t depth) {
    if (left_ == 0) {
      exhausted_ = true;
      return;
    }
    --left_;
    if (depth > kJsonDepthMax) return;
    if (value.is_object()) {
      node.kind_ = Kind::object;
      for (const auto& [name, member] : simdjson::dom::object(value)) {
        if (name == kPassedOver) continue;
        JsonTree& child = node.children_.emplace_back();
        child.key_ = name;
        fill(child, member, depth + 1);
        if (exhausted_) return;
      }
    } else if (value.is_array()) {
      node.kind_ = Kind::list;
      for (const auto& element : simdjson::dom::array(value)) {
        fill(node.children_.emplace_back(), element, depth + 1);
        if (exhausted_) return;
      }
    } else if (!value.is_null()) {
      node.kind_ = Kind::scalar;
      node.text_ = scalar_text(value);
    }
  }

 private:
  std::size_t left_;
  bool exhausted_ = false;
};

Result<JsonTree> JsonTree::parse(std::string_view text, std::size_t values_max) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) {
    return Error{ErrorKind::bad_answer, "the answer was cut short or is not JSON", ""};
  }
  JsonTree tree;
  Builder builder(values_max);
  builder.fill(tree, root, 0);
  if (builder.exhausted()) {
    return Error{ErrorKind::bad_answer, fmt::format("the answer has more than {} values", values_max), ""};
  }
  return tree;
}

const JsonTree& JsonTree::operator[](std::string_view name) const {
  static const JsonTree none;
  if (kind_ != Kind::object) return none;
  const auto found =
      std::find_if(children_.begin(), children_.end(), [&](const JsonTree& child) { return child.key_ == name; });
  return found == children_.end() ? none : *found;
}

}  // namespace oomscan::kube
