// A second opinion on lists in JSON: how many elements stand in one, counted by another library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace oomscan::fuzz {

struct JsonList {
  std::int64_t elements = -1;  // of all items together; -1: it cannot be told
  bool is_list = false;        // JSON, of this kind, with items, and nothing in it that readers may see differently
};

// Counts while it reads: a key that stands twice counts twice, as it does for a decoder that reads once.
class ElementCounter : public nlohmann::json_sax<nlohmann::json> {
 public:
  ElementCounter(std::string_view kind, std::string_view items_key) : kind_(kind), items_key_(items_key) {}

  bool null() override { return value(Type::null); }
  bool boolean(bool /*value*/) override { return value(Type::other); }
  bool number_integer(number_integer_t /*value*/) override { return value(Type::other); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return value(Type::other); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return value(Type::other); }
  bool string(string_t& text) override {
    if (depth_ == 1 && key_ == "kind") {
      ++kinds_;
      is_kind_ = text == kind_;
    }
    return value(Type::text);
  }
  bool binary(binary_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*elements*/) override { return open(Type::object); }
  bool key(string_t& text) override {
    if (depth_ == 1) key_ = text;
    if (depth_ == 2) inner_key_ = text;
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*elements*/) override { return open(Type::array); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*why*/) override {
    return false;
  }

  [[nodiscard]] JsonList result() const {
    return {elements_, root_is_object_ && is_kind_ && !is_odd_ && kinds_ == 1 && lists_ == 1 && depth_max_ < kDepthMax};
  }

 private:
  static constexpr int kDepthMax = 500;  // readers differ in how deep they go
  enum class Type { null, text, object, array, other };

  bool value(Type type) {
    if (depth_ == 1 && key_ == items_key_ && (type == Type::null || type == Type::array)) {
      ++lists_;
      if (elements_ < 0) elements_ = 0;
    } else if (depth_ == 2 && in_items_) {
      ++elements_;
    }
    // A decoder must not go on without knowing whether the list does.
    if (depth_ == 1 && key_ == "metadata" && type != Type::null && type != Type::object) is_odd_ = true;
    if (depth_ == 2 && in_metadata_ && inner_key_ == "continue" && type != Type::null && type != Type::text) {
      is_odd_ = true;
    }
    return true;
  }
  bool open(Type type) {
    value(type);
    if (depth_ == 0) root_is_object_ = type == Type::object;
    if (depth_ == 1) {
      in_items_ = key_ == items_key_ && type == Type::array;
      in_metadata_ = key_ == "metadata" && type == Type::object;
    }
    ++depth_;
    if (depth_ > depth_max_) depth_max_ = depth_;
    return true;
  }
  bool close() {
    --depth_;
    if (depth_ == 1) in_items_ = in_metadata_ = false;
    return true;
  }

  std::string kind_;
  std::string items_key_;
  std::string key_;
  std::string inner_key_;
  std::int64_t elements_ = -1;
  int depth_ = 0;
  int depth_max_ = 0;
  int kinds_ = 0;
  int lists_ = 0;
  bool is_kind_ = false;
  bool is_odd_ = false;
  bool in_items_ = false;
  bool in_metadata_ = false;
  bool root_is_object_ = false;
};

// Keys with escapes are read by some and not by others, and this library takes a NUL for the end: such a text is no
// proof of anything.
[[nodiscard]] inline JsonList list_in(std::string_view text, std::string_view kind,
                                      std::string_view items_key = "items") {
  ElementCounter counter(kind, items_key);
  const bool whole = nlohmann::json::sax_parse(text, &counter);
  JsonList list = counter.result();
  if (!whole || text.find_first_of(std::string_view("\\\0", 2)) != std::string_view::npos) return {};
  if (!list.is_list) list.elements = -1;
  return list;
}

}  // namespace oomscan::fuzz
