// Pages of lists of names (namespaces, projects), in JSON and in protobuf.
#include "fuzz/fuzz_target.hpp"
#include "fuzz/json_elements.hpp"
#include "fuzz/list_page.hpp"
#include "fuzz/wire_elements.hpp"

using namespace oomscan;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const bool protobuf = bytes.starts_with("k8s");
  for (const char* kind : {"NamespaceList", "ProjectList"}) {
    const auto decoder = protobuf ? kube::make_protobuf_name_decoder(kind) : kube::make_json_name_decoder(kind);
    const auto page = fuzz::decode_page(*decoder, bytes);
    const fuzz::JsonList list =
        protobuf ? fuzz::JsonList{fuzz::elements_on_the_wire(bytes), false} : fuzz::list_in(bytes, kind);
    fuzz::expect_nothing_lost(page, list.elements);
    fuzz::expect(page.end.ok() || !list.is_list, "a whole list of this kind can be read");
    for (const std::string& name : page.items) fuzz::expect_texts(name);
    fuzz::expect_same_again(*decoder, bytes, page);
  }
  return 0;
}
