// Tables of pods in JSON: nothing is lost in silence, and what is read could be a pod's.
#include "fuzz/fuzz_target.hpp"
#include "fuzz/json_elements.hpp"
#include "fuzz/list_page.hpp"
#include "kube/door/request_path.hpp"
#include "kube/list/pod_row_text.hpp"
#include "oomscan/model/names.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const auto decoder = kube::make_json_pod_row_decoder();
  const auto page = fuzz::decode_page(*decoder, bytes);
  fuzz::expect_nothing_lost(page, fuzz::list_in(bytes, "Table", "rows").elements);
  for (const PodRow& row : page.items) {
    fuzz::expect(is_pod_name(row.name), "a row names a pod");
    fuzz::expect_text(row.status);
    fuzz::expect(!row.status.empty(), "a pod has a status");
    for (const std::int64_t number : {row.ready, row.containers, row.restarts}) {
      fuzz::expect(number >= 0 && number <= kube::kCellNumberMax, "a number of a row is within bounds");
    }
    fuzz::expect(!row.last_restart_ago || *row.last_restart_ago >= Seconds{0}, "nothing restarted in the future");
  }
  if (page.end) {
    fuzz::expect(page.end->resource_version.size() <= kube::kResourceVersionBytesMax, "a version is short");
  }
  fuzz::expect_same_again(*decoder, bytes, page);
  return 0;
}
