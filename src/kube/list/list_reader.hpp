// A list of any length, page by page, from the first page to an end that is really the end.
// Invariant: only a last page of the wanted kind, with all its elements understood, makes a list complete.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "kube/door/request_path.hpp"
#include "kube/list/encoding_choice.hpp"
#include "kube/list/list_decoder.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan::kube {

// Elements of a first page; of a later one as many as were kPageBytesWanted of those before, so that small objects
// cost fewer round trips and large ones no more memory.
inline constexpr std::size_t kPageLimit = 500;
inline constexpr std::size_t kPageLimitMax = 5'000;
inline constexpr std::size_t kPageBytesWanted = std::size_t{8} << 20;
// For lists of a few items and for rows (150 to 250 bytes each): without a limit the server may answer from its cache,
// while the pages of a list come from etcd, which takes it a hundred times as long for a table.
inline constexpr std::size_t kNoPageLimit = 0;
// Ten million objects: no cluster holds as many.
inline constexpr std::size_t kPagesMax = 20'000;
// How often a list is begun again because its continue token expired.
inline constexpr int kListRestartsMax = 2;
inline constexpr std::size_t kContinueTokenBytesMax = 16 * 1024;

// How many elements to ask for after a page of so many. Pure.
[[nodiscard]] std::size_t next_page_limit(std::size_t page_bytes, std::size_t elements);

// Outcome of following one continue token to the next.
class PageTrail {
 public:
  // nullopt: go on. Otherwise the list does not end, or leads in circles.
  [[nodiscard]] std::optional<Error> follow(const std::string& token);

 private:
  std::unordered_set<std::size_t> seen_;  // hashes: 20,000 long tokens would be too much to keep
};

[[nodiscard]] Error unreadable_items(std::int64_t count);

[[nodiscard]] Error unasked_encoding();

// Blocks; from the calling thread. Each page is read by what its media type says; a page that is damaged is an error,
// not asked for again in another encoding. Errors are those of `api` and of the decoders, without context; expired
// after too many restarts. `is_ahead_of_cache`, if given, says whether it failed for that (see ApiFailure).
template <class T>
ListOutcome read_list(KubeApi& api, const ListDecoders<T>& decoders, EncodingChoice& encoding, const std::string& path,
                      ListSink<T>& sink, const std::stop_token& stop, std::size_t first_limit = kPageLimit,
                      std::string_view json_types = kJsonMediaType, bool* is_ahead_of_cache = nullptr) {
  ListOutcome outcome;
  const std::function<void(T&&)> receive = [&](T&& item) {
    ++outcome.items;
    sink.accept(std::move(item));
  };
  ApiRequest request;
  std::string token;
  std::size_t limit = first_limit;
  std::int64_t unreadable = 0;
  PageTrail trail;
  int restarts = 0;
  while (true) {
    if (stop.stop_requested()) {
      outcome.error = Error{ErrorKind::cancelled, "stopped", ""};
      return outcome;
    }
    const bool protobuf = encoding.wants_protobuf(decoders);
    request.accept = accept_header(protobuf, json_types);
    request.path = page_path(path, limit, token);
    auto answer = api.get(request, stop);
    if (answer.failure) {
      if (answer.failure->not_acceptable && protobuf) {
        encoding.protobuf_was_refused();
        continue;
      }
      const bool can_restart =
          answer.failure->error.kind == ErrorKind::expired && !token.empty() && restarts < kListRestartsMax;
      if (!can_restart) {
        if (is_ahead_of_cache != nullptr) *is_ahead_of_cache = answer.failure->ahead_of_cache;
        outcome.error = std::move(answer.failure->error);
        return outcome;
      }
      ++restarts;
      sink.restart();
      outcome.items = 0;
      unreadable = 0;
      token.clear();
      limit = first_limit;
      trail = PageTrail{};
      continue;
    }
    ListDecoder<T>* const decoder = reader_of(answer.response->content_type, decoders);
    if (decoder == nullptr) {
      outcome.error = unasked_encoding();
      return outcome;
    }
    const std::size_t page_bytes = answer.response->body.size();
    auto page = decoder->decode(answer.response->body, receive);
    if (!page) {
      outcome.error = std::move(page).error();
      return outcome;
    }
    unreadable += page->unreadable;
    if (limit != kNoPageLimit) {
      limit = next_page_limit(page_bytes, static_cast<std::size_t>(page->items + page->unreadable));
    }
    outcome.resource_version = std::move(page->resource_version);
    token = std::move(page->continue_token);
    if (token.empty()) break;
    if (auto lost = trail.follow(token)) {
      outcome.error = std::move(lost);
      return outcome;
    }
  }
  if (unreadable > 0) outcome.error = unreadable_items(unreadable);
  return outcome;
}

}  // namespace oomscan::kube
