// A list decoded from JSON, and the same list from protobuf: what a test of both runs with.
#pragma once

#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "fleet_sim/protobuf_writer.hpp"
#include "kube/list/list_decoder.hpp"

namespace oomscan::kube {

template <class T>
struct Decoded {
  Result<PageEnd> end = Error{};
  std::vector<T> items;
};

template <class T>
Decoded<T> decode(ListDecoder<T>& decoder, std::string page) {
  Decoded<T> decoded;
  decoded.end = decoder.decode(page, [&](T&& item) { decoded.items.push_back(std::move(item)); });
  return decoded;
}

struct Encoding {
  const char* name;
  std::string (*from_json)(const std::string& json);
  std::unique_ptr<ListDecoder<PodObservation>> (*pods)();
  std::unique_ptr<ListDecoder<EventObservation>> (*events)();
  std::unique_ptr<ListDecoder<std::string>> (*names)(std::string list_kind);
};

inline std::string as_it_is(const std::string& json) { return json; }
inline std::string as_protobuf(const std::string& json) {
  return fleet_sim::protobuf_answer(nlohmann::ordered_json::parse(json));
}

inline constexpr Encoding kJson{"Json", as_it_is, make_json_pod_decoder, make_json_event_decoder,
                                make_json_name_decoder};
inline constexpr Encoding kProtobuf{"Protobuf", as_protobuf, make_protobuf_pod_decoder, make_protobuf_event_decoder,
                                    make_protobuf_name_decoder};

inline void PrintTo(const Encoding& encoding, std::ostream* out) { *out << encoding.name; }

}  // namespace oomscan::kube
