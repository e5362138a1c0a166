// Pods by the server's own table of them: one short row for each, and whole only those that a row, an Event or a metric
// gives reason to look at.
// Invariant: what is in the store afterwards leads to the findings of a whole list, but for those about init and
// ephemeral containers that have ended, which no table shows; a read that failed is an error of the outcome.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <string_view>

#include "oomscan/ports/cluster_reader.hpp"
#include "scan/evidence_store.hpp"
#include "scan/scan_parts.hpp"

namespace oomscan::scan {

// A name alone does not say where its pod is: the server looks through all of its pods for it.
inline constexpr std::size_t kSearchesMax = 20;
// More pods than this, and more than every tenth, are read faster by list.
inline constexpr std::size_t kSinglePodsMin = 20;
inline constexpr std::size_t kSinglePodsPerMille = 100;
// A page of 500 pods costs the server as much as about ten small requests.
inline constexpr std::size_t kRowsPerRequest = 50;

enum class QuickWay {
  table,          // done
  whole_list,     // nothing was read: a whole list is better, or the server makes no table
  by_namespaces,  // nothing was read: of the whole cluster too many pods would have to be searched for
};

struct QuickRead {
  QuickWay way = QuickWay::table;
  ListOutcome pods;       // its items are the rows
  std::string_view note;  // why the way is not the table; or empty
};

// What a quick read works with. References outlive it.
struct QuickScene {
  const std::string& where;  // a namespace; empty: the whole cluster, of which all namespaces are selected
  std::size_t namespaces;    // how many are selected
  std::size_t workers;       // requests at once
  ClusterReader& reader;
  const ScanParts& parts;
};

// Events and metrics of `where` are in the store already. Blocks; requests come from several threads, the store is
// touched by the calling one only. After an error, what was read is in the store.
[[nodiscard]] QuickRead read_pods_quickly(const QuickScene& scene, EvidenceStore& store, std::stop_token stop);

}  // namespace oomscan::scan
