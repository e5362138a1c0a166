// One JSON document as a tree, for what is read by many names and shown rather than judged: a single object, not a
// list. Invariant: bounded whatever is sent (depth, number of values); what is missing or of another type is empty,
// never an error. Immutable once parsed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"

namespace oomscan::kube {

inline constexpr std::size_t kJsonDepthMax = 64;  // what lies deeper is null; the API's own types have about 20

class JsonTree {
 public:
  enum class Kind { null, scalar, list, object };

  // bad_answer: it is not JSON, or has more than `values_max` values. The history of who set which field
  // (managedFields) is left out: it is as long as the rest.
  [[nodiscard]] static Result<JsonTree> parse(std::string_view text, std::size_t values_max);

  [[nodiscard]] Kind kind() const { return kind_; }
  // Of an object's member: its name.
  [[nodiscard]] const std::string& key() const { return key_; }
  // Of a string its characters, of a number or boolean its JSON; else empty.
  [[nodiscard]] const std::string& text() const { return text_; }
  // The elements of a list, the members of an object, in their order.
  [[nodiscard]] const std::vector<JsonTree>& children() const { return children_; }

  // The member of an object; null if there is none. Lives as long as this, or for ever.
  [[nodiscard]] const JsonTree& operator[](std::string_view name) const;
  [[nodiscard]] const JsonTree& at(std::string_view first, std::string_view second) const {
    return (*this)[first][second];
  }
  [[nodiscard]] bool empty() const { return text_.empty() && children_.empty(); }

 private:
  class Builder;

  Kind kind_ = Kind::null;
  std::string key_;
  std::string text_;
  std::vector<JsonTree> children_;
};

}  // namespace oomscan::kube
