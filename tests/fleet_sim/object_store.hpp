// All objects of one kind in one cluster, as JSON text in the order of an etcd range read, in one piece of memory: any
// page of any list is a slice of it, so that serving costs no rendering. Immutable after filling; then thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace oomscan::fleet_sim {

struct ResourceKind {
  std::string_view kind;      // "Pod"
  std::string_view resource;  // "pods"
  std::string_view api_version;
  bool namespaced = true;
};

class ObjectStore {
 public:
  explicit ObjectStore(ResourceKind kind) : kind_(kind) {}

  [[nodiscard]] const ResourceKind& kind() const { return kind_; }

  struct Object {
    std::string name;
    std::string json;  // without kind and apiVersion, as in lists
  };
  void reserve(std::size_t bytes) { text_.reserve(bytes); }
  // Objects of one namespace ("" for cluster-wide kinds), sorted here. Namespaces come in the order of `key_before`.
  void append(const std::string& namespace_name, std::vector<Object> objects);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  // Empty namespace: everything.
  [[nodiscard]] Range range(std::string_view namespace_name) const;
  // First object whose key is not before namespace/name.
  [[nodiscard]] std::size_t lower_bound(std::string_view namespace_name, std::string_view name) const;
  [[nodiscard]] std::optional<std::size_t> find(std::string_view namespace_name, std::string_view name) const;

  [[nodiscard]] const std::string& namespace_of(std::size_t index) const { return namespaces_[entries_[index].space]; }
  [[nodiscard]] const std::string& name_of(std::size_t index) const { return entries_[index].name; }
  [[nodiscard]] std::string_view json(std::size_t index) const;
  // Objects separated by commas: what stands between the brackets of "items".
  [[nodiscard]] std::string_view slice(Range range) const;

 private:
  struct Entry {
    std::size_t space;  // index into namespaces_
    std::string name;
    std::size_t offset;
    std::size_t length;
  };
  ResourceKind kind_;
  std::vector<std::string> namespaces_;
  std::vector<Entry> entries_;
  std::string text_;
};

// etcd sorts by "<namespace>/<name>": "a-b/x" comes before "a/x".
[[nodiscard]] bool key_before(std::string_view left_namespace, std::string_view right_namespace);

}  // namespace oomscan::fleet_sim
