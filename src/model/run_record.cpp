#include "oomscan/model/run_record.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace oomscan {

bool operator==(const RecordedCluster& left, const RecordedCluster& right) {
  const auto same_size = [](const HistorySlice::NamespaceSize& a, const HistorySlice::NamespaceSize& b) {
    return a.namespace_name == b.namespace_name && a.pods == b.pods;
  };
  return left.id == right.id && left.name == right.name && left.server == right.server && left.status == right.status &&
         left.pods == right.pods && left.seen == right.seen && left.complete_namespaces == right.complete_namespaces &&
         left.gaps == right.gaps && left.findings == right.findings &&
         std::equal(left.sizes.begin(), left.sizes.end(), right.sizes.begin(), right.sizes.end(), same_size);
}

bool is_run_id(std::string_view text) {
  constexpr std::string_view kForm = "00000000T000000Z-";
  constexpr std::size_t kWordMax = 64;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() <= kForm.size() || text.size() > kForm.size() + kWordMax) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == '0' ? !digit(text[i]) : text[i] != kForm[i]) return false;
  }
  return std::all_of(text.begin() + kForm.size(), text.end(), [&](char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
  });
}

std::string new_run_id(Timestamp started_at, std::uint64_t random) {
  std::string time = format_rfc3339(started_at);
  std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
  return fmt::format("{}-{:016x}", time, random);
}

}  // namespace oomscan
