#include "prometheus/namespace_batches.hpp"

#include <algorithm>
#include <utility>

#include "prometheus/promql.hpp"
#include "prometheus/server_url.hpp"

namespace oomscan::prometheus {
namespace {

// The longest timeout, so that a batch fits whatever it is.
constexpr Seconds kLongestTimeout{999'999'999};

// How long the longest of its targets is, for any batch: a query is a text that does not depend on the namespaces, and
// a number of times their matcher. (Building both queries for each size of each batch would take minutes.)
class TargetBytes {
 public:
  TargetBytes(const QueryFrame& frame, Dating dating, const SeriesForm& form) {
    for (std::size_t i = 0; i < queries_per_batch(dating); ++i) {
      const auto bytes = [&](const std::vector<std::string>& batch) {
        return range_target(fact_query(i, batch, frame, dating, form), frame, kLongestTimeout, "").size();
      };
      const std::size_t matchers = bytes({"aa"}) - bytes({"a"});
      queries_.push_back({bytes({"a"}) - matchers * matcher_bytes({"a"}), matchers});
    }
  }

  [[nodiscard]] std::size_t of(const std::vector<std::string>& batch) const {
    const std::size_t matcher = matcher_bytes(batch);
    std::size_t longest = 0;
    for (const Query& query : queries_) longest = std::max(longest, query.fixed_bytes + query.matchers * matcher);
    return longest;
  }

 private:
  struct Query {
    std::size_t fixed_bytes = 0;
    std::size_t matchers = 0;
  };
  static std::size_t matcher_bytes(const std::vector<std::string>& batch) {
    return query_encoded(namespace_matcher(batch)).size();
  }

  std::vector<Query> queries_;
};

}  // namespace

std::vector<std::vector<std::string>> namespace_batches(const std::vector<std::string>& namespaces,
                                                        std::size_t per_batch, const QueryFrame& frame, Dating dating,
                                                        const SeriesForm& form, std::size_t target_bytes_max) {
  const TargetBytes bytes(frame, dating, form);
  std::vector<std::vector<std::string>> batches;
  for (const std::string& name : namespaces) {
    if (!batches.empty() && batches.back().size() < per_batch) {
      std::vector<std::string>& batch = batches.back();
      batch.push_back(name);
      if (bytes.of(batch) <= target_bytes_max) continue;
      batch.pop_back();
    }
    batches.push_back({name});
  }
  return batches;
}

}  // namespace oomscan::prometheus
