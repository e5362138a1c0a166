// Numbers of rows for names: what is not there is added, what is there keeps its number.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "oomscan/model/result.hpp"
#include "store/sql_connection.hpp"

namespace oomscan::store {

using Numbers = std::unordered_map<std::string, std::int64_t>;

// Where names are kept: "pod", "pod_no", "uid", and "cluster_no = 7" or "TRUE".
struct NameTable {
  std::string_view table;
  std::string_view number;
  std::string_view name;
  std::string condition = "TRUE";
};

// The numbers of those `names` that are there.
[[nodiscard]] Result<Numbers> numbers_of(SqlConnection& connection, const NameTable& where,
                                         const std::vector<std::string>& names);

// Number of a set of namespaces; equal sets have one number, whatever the order in `namespaces`.
[[nodiscard]] Result<std::int64_t> namespace_set(SqlConnection& connection, std::vector<std::string> namespaces);

}  // namespace oomscan::store
