// A list in one answer, read as it comes.
//
// Pages of a list come from etcd on most servers (from the watch cache only since 1.34, and not always), each element
// decoded and encoded anew; a whole list comes from the watch cache, consistent since 1.31, and is streamed since 1.33,
// so that it costs the server no memory either (KEP-2340, KEP-5116). Older servers are asked page by page.
// Invariant: what cannot be had whole and sound is not kept; it is then read page by page.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "kube/door/server_version.hpp"
#include "kube/list/list_decoder.hpp"
#include "kube/list/list_reader.hpp"
#include "kube/list/media_type.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// The first version that streams a whole list instead of building it in memory.
inline constexpr ServerVersion kStreamsLists{1, 33};

// Would pages fail, too?
[[nodiscard]] inline bool is_said_of_the_list(const ApiFailure& failure) {
  const ErrorKind kind = failure.error.kind;
  return failure.permanent || kind == ErrorKind::cancelled || kind == ErrorKind::forbidden ||
         kind == ErrorKind::unauthorized || kind == ErrorKind::not_found;
}

// Blocks; from the calling thread. nullopt: it cannot be had whole; what `sink` got has been taken back.
template <class T>
std::optional<ListOutcome> read_whole_list(KubeApi& api, ListDecoder<T>& decoder, const std::string& path,
                                           ListSink<T>& sink, const std::stop_token& stop) {
  ListOutcome outcome;
  const std::unique_ptr<ListStream> list = decoder.stream([&](T&& item) {
    ++outcome.items;
    sink.accept(std::move(item));
  });
  if (list == nullptr) return std::nullopt;
  ApiRequest request;
  request.path = path;
  request.accept = kProtobufMediaType;
  request.receiver = list.get();
  auto answer = api.get(request, stop);
  if (answer.failure) {
    if (is_said_of_the_list(*answer.failure)) {
      outcome.error = std::move(answer.failure->error);
      return outcome;
    }
  } else {
    // A door that does not stream.
    if (!answer.response->body.empty()) list->receive(answer.response->body);
    auto end = list->end();
    if (end && end->continue_token.empty()) {
      outcome.resource_version = std::move(end->resource_version);
      if (end->unreadable > 0) outcome.error = unreadable_items(end->unreadable);
      return outcome;
    }
  }
  sink.restart();
  return std::nullopt;
}

}  // namespace oomscan::kube
