// The same list in both encodings gives the same items. The input is JSON; what is no list of the API, or says
// something that protobuf cannot, is left out.
#include <algorithm>
#include <array>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "fleet_sim/protobuf_writer.hpp"
#include "fuzz/fuzz_target.hpp"
#include "fuzz/list_page.hpp"

using namespace oomscan;

namespace {

constexpr std::array<std::string_view, 9> kTimes{"creationTimestamp", "deletionTimestamp", "startTime",
                                                 "startedAt",         "finishedAt",        "firstTimestamp",
                                                 "lastTimestamp",     "eventTime",         "lastObservedTime"};

// The writer takes "25:00:99" for some time and fractions for whole numbers; an API server never writes them.
bool holds_what_no_server_writes(const nlohmann::ordered_json& value) {
  for (const auto& [key, inner] : value.items()) {
    const bool is_time = value.is_object() && std::find(kTimes.begin(), kTimes.end(), key) != kTimes.end();
    if (is_time && inner.is_string() && !parse_rfc3339(inner.get<std::string>())) return true;
    if (inner.is_number_float()) return true;
    if (inner.is_structured() && holds_what_no_server_writes(inner)) return true;
  }
  return false;
}

template <class T>
void expect_same(kube::ListDecoder<T>& json, kube::ListDecoder<T>& protobuf, const std::string& text,
                 const std::string& wire) {
  const auto from_json = fuzz::decode_page(json, text);
  const auto from_wire = fuzz::decode_page(protobuf, wire);
  fuzz::expect(from_json.end.ok() && from_wire.end.ok(), "a list that could be written can be read");
  fuzz::expect(from_json.end->unreadable == from_wire.end->unreadable, "the same elements are unreadable");
  fuzz::expect(from_json.end->continue_token == from_wire.end->continue_token, "the list goes on at the same place");
  fuzz::expect(from_json.items == from_wire.items, "both encodings give the same items");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text;
  std::string wire;
  std::string kind;
  try {
    const auto list = nlohmann::ordered_json::parse(fuzz::text_of(data, size));
    kind = list.value("kind", "");
    if (!list.contains("items") || !list.contains("metadata")) return 0;
    if (holds_what_no_server_writes(list)) return 0;
    wire = fleet_sim::protobuf_answer(list);
    text = list.dump();  // each key once
  } catch (const std::exception&) {
    return 0;
  }
  if (kind == "PodList") {
    expect_same(*kube::make_json_pod_decoder(), *kube::make_protobuf_pod_decoder(), text, wire);
  } else if (kind == "EventList") {
    expect_same(*kube::make_json_event_decoder(), *kube::make_protobuf_event_decoder(), text, wire);
  } else if (kind == "NamespaceList") {
    expect_same(*kube::make_json_name_decoder(kind), *kube::make_protobuf_name_decoder(kind), text, wire);
  }
  return 0;
}
