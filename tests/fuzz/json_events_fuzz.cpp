// Pages of a EventList in JSON: nothing is lost in silence, and a whole list of the right kind can be read.
#include "fuzz/fuzz_target.hpp"
#include "fuzz/json_elements.hpp"
#include "fuzz/list_page.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const auto decoder = kube::make_json_event_decoder();
  const auto page = fuzz::decode_page(*decoder, bytes);
  const fuzz::JsonList list = fuzz::list_in(bytes, "EventList");
  fuzz::expect_nothing_lost(page, list.elements);
  fuzz::expect(page.end.ok() || !list.is_list, "a whole list of this kind can be read");
  for (const auto& item : page.items) fuzz::expect_texts(item);
  fuzz::expect_same_again(*decoder, bytes, page);
  return 0;
}
