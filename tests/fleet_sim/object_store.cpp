#include "fleet_sim/object_store.hpp"

#include <algorithm>

namespace oomscan::fleet_sim {

bool key_before(std::string_view left, std::string_view right) {
  return std::string(left) + "/" < std::string(right) + "/";
}

void ObjectStore::append(const std::string& namespace_name, std::vector<Object> objects) {
  std::sort(objects.begin(), objects.end(), [](const Object& a, const Object& b) { return a.name < b.name; });
  namespaces_.push_back(namespace_name);
  for (Object& object : objects) {
    if (!text_.empty()) text_ += ',';
    entries_.push_back({namespaces_.size() - 1, std::move(object.name), text_.size(), object.json.size()});
    text_ += object.json;
  }
}

std::size_t ObjectStore::lower_bound(std::string_view namespace_name, std::string_view name) const {
  const auto before = [this](const Entry& entry, const std::pair<std::string_view, std::string_view>& key) {
    const std::string& space = namespaces_[entry.space];
    if (space != key.first) return key_before(space, key.first);
    return entry.name < key.second;
  };
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), std::pair(namespace_name, name), before);
  return static_cast<std::size_t>(found - entries_.begin());
}

ObjectStore::Range ObjectStore::range(std::string_view namespace_name) const {
  if (namespace_name.empty()) return {0, entries_.size()};
  Range range{lower_bound(namespace_name, ""), 0};
  range.end = range.begin;
  while (range.end < entries_.size() && namespace_of(range.end) == namespace_name) ++range.end;
  return range;
}

std::optional<std::size_t> ObjectStore::find(std::string_view namespace_name, std::string_view name) const {
  const std::size_t index = lower_bound(namespace_name, name);
  if (index == entries_.size() || name_of(index) != name || namespace_of(index) != namespace_name) return std::nullopt;
  return index;
}

std::string_view ObjectStore::json(std::size_t index) const {
  return std::string_view(text_).substr(entries_[index].offset, entries_[index].length);
}

std::string_view ObjectStore::slice(Range range) const {
  if (range.begin >= range.end) return {};
  const Entry& last = entries_[range.end - 1];
  const std::size_t begin = entries_[range.begin].offset;
  return std::string_view(text_).substr(begin, last.offset + last.length - begin);
}

}  // namespace oomscan::fleet_sim
