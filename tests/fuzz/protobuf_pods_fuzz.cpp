// Pages of a PodList in protobuf: nothing is lost in silence, nothing outside the page is read.
#include "fuzz/fuzz_target.hpp"
#include "fuzz/list_page.hpp"
#include "fuzz/wire_elements.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const auto decoder = kube::make_protobuf_pod_decoder();
  const auto page = fuzz::decode_page(*decoder, bytes);
  fuzz::expect_nothing_lost(page, fuzz::elements_on_the_wire(bytes));
  for (const auto& item : page.items) fuzz::expect_texts(item);
  fuzz::expect_same_again(*decoder, bytes, page);
  fuzz::expect_same_in_pieces(*decoder, bytes, page);
  return 0;
}
