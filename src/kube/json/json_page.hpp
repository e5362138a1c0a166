// One page of a Kubernetes list in JSON: its kind, its continue token, its items one by one.
// Template over the JSON reader, so that the library stays in .cpp files.
// Invariant: a page that is cut short, is not JSON or is not a list of the wanted kind is bad_answer, never an empty
// list; an element with a field that could not be understood is given, and counts as unreadable. What is skipped is
// checked for its structure, not for the spelling of its literals.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "kube/json/json_walk.hpp"
#include "kube/list/list_decoder.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {

[[nodiscard]] inline Error broken_page() {
  return {ErrorKind::bad_answer, "the answer was cut short or is not a list in JSON", ""};
}

// For lists of which nothing but metadata and items is of interest.
struct PassBy {
  template <class Value>
  void operator()(std::string_view /*key*/, Value& /*value*/) const {}
};

// decode_item(Value& item, Walk&) → false: the element is not such an item.
// visit_other(std::string_view key, Value& value) sees each field that is neither metadata nor the items.
template <class Parser, class DecodeItem, class VisitOther = PassBy>
Result<PageEnd> decode_json_page(Parser& parser, std::size_t padding, std::string& page, std::string_view list_kind,
                                 DecodeItem&& decode_item, std::string_view items_key = "items",
                                 VisitOther&& visit_other = {}) {
  page.reserve(page.size() + padding);
  auto document = parser.iterate(page.data(), page.size(), page.capacity());
  if (document.error()) return broken_page();
  auto& root = document.value_unsafe();

  // The kind comes first, so that items of another kind are never taken for ours, wherever it stands.
  auto kind = root.find_field_unordered("kind").get_string();
  if (kind.error()) return broken_page();
  if (kind.value_unsafe() != list_kind) {
    return Error{
        ErrorKind::bad_answer,
        "the answer is a '" + printable(kind.value_unsafe(), 100) + "', not a '" + std::string(list_kind) + "'", ""};
  }
  root.rewind();
  auto object = root.get_object();
  if (object.error()) return broken_page();

  Walk walk;
  PageEnd end;
  bool is_list = false;
  each_field_of(object, walk, [&](std::string_view key, auto& value) {
    if (key == "metadata") {
      each_field(value, walk, [&](std::string_view name, auto& field) {
        if (name == "continue") read(field, walk, end.continue_token);
        if (name == "resourceVersion") {
          Walk spare;  // a list is no less whole without it
          read(field, spare, end.resource_version);
          walk.broken = walk.broken || spare.broken;
          if (end.resource_version.size() > kResourceVersionBytesMax) end.resource_version.clear();
        }
      });
    } else if (key == items_key) {
      // Go writes a nil slice as null: an empty list.
      is_list = first_char(value) == 'n' || each_element(value, walk, [&](auto& item) {
                  Walk item_walk;
                  const bool given = decode_item(item, item_walk) && !item_walk.broken;
                  walk.broken = item_walk.broken;
                  if (given) ++end.items;
                  if (!given || item_walk.mistyped) ++end.unreadable;
                });
    } else {
      visit_other(key, value);
    }
  });
  if (walk.broken) return broken_page();
  // The reader stops at the closing brace: the text must stop there, too. Being at the end is an error here.
  if (!root.current_location().error()) return broken_page();
  if (!is_list)
    return Error{ErrorKind::bad_answer,
                 "the answer is a '" + std::string(list_kind) + "' without " + std::string(items_key), ""};
  // Of the list itself: where its continue token cannot be read, it may be any part of the whole.
  if (walk.mistyped) return Error{ErrorKind::bad_answer, "the list's continue token cannot be read: it may go on", ""};
  return end;
}

}  // namespace oomscan::kube
