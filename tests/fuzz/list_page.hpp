// One page of a list through a decoder, and what must hold of it whatever it holds.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/fuzz_target.hpp"
#include "kube/list/list_decoder.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::fuzz {

template <class T>
struct DecodedPage {
  Result<kube::PageEnd> end = Error{};
  std::vector<T> items;
};

template <class T>
DecodedPage<T> decode_page(kube::ListDecoder<T>& decoder, std::string_view bytes) {
  DecodedPage<T> page;
  std::string text(bytes);
  page.end = decoder.decode(text, [&](T&& item) { page.items.push_back(std::move(item)); });
  return page;
}

inline void expect_one_printable_line(std::string_view text) {
  expect(printable(text) == text, "an error's words are one printable line");
}

// `elements`: how many stand in the page, counted in another way; -1: not known.
template <class T>
void expect_nothing_lost(const DecodedPage<T>& page, std::int64_t elements) {
  if (!page.end) {
    expect(page.end.error().kind == ErrorKind::bad_answer, "a page that cannot be read is a bad answer");
    expect(!page.end.error().message.empty(), "an error says what it is");
    expect_one_printable_line(page.end.error().message);
    return;
  }
  const kube::PageEnd& end = *page.end;
  expect(end.items == static_cast<std::int64_t>(page.items.size()), "each item that is counted was given");
  expect(end.unreadable >= 0, "a count is not negative");
  if (elements < 0) return;
  // An item with a field that could not be understood is given, and counted unreadable besides.
  expect(end.items + end.unreadable >= elements, "each element is an item or counted unreadable");
  expect(end.items <= elements && end.unreadable <= elements, "no element is counted twice");
}

// The same page again with the same decoder, whose buffers are in use by now.
template <class T>
void expect_same_again(kube::ListDecoder<T>& decoder, std::string_view bytes, const DecodedPage<T>& before) {
  const DecodedPage<T> again = decode_page(decoder, bytes);
  expect(again.end.ok() == before.end.ok() && again.items == before.items, "the same page gives the same items");
}

// The same list, coming in pieces that are as long as its bytes say.
template <class T>
void expect_same_in_pieces(kube::ListDecoder<T>& decoder, std::string_view bytes, const DecodedPage<T>& before) {
  DecodedPage<T> pieces;
  const auto stream = decoder.stream([&](T&& item) { pieces.items.push_back(std::move(item)); });
  bool wanted = true;
  while (wanted && !bytes.empty()) {
    const std::size_t length = 1 + static_cast<unsigned char>(bytes.back()) % 61;
    wanted = stream->receive(bytes.substr(0, length));
    bytes.remove_prefix(std::min(length, bytes.size()));
  }
  pieces.end = stream->end();
  expect(pieces.end.ok() == before.end.ok() && pieces.items == before.items, "pieces give the items of the whole");
  expect(!before.end || before.end->unreadable == pieces.end->unreadable, "pieces are as readable as the whole");
}

inline void expect_text(std::string_view text) { expect(valid_utf8(text) == text, "text from a decoder is UTF-8"); }

inline void expect_texts(const std::string& name) {
  expect(!name.empty(), "an item has a name");
  expect_text(name);
}

inline void expect_texts(const EventObservation& event) {
  for (const std::string* text : {&event.namespace_name, &event.involved_kind, &event.involved_namespace,
                                  &event.involved_name, &event.involved_uid, &event.field_path, &event.type,
                                  &event.reason, &event.message, &event.source_component, &event.source_host}) {
    expect_text(*text);
  }
  expect(event.count >= 1, "an Event happened at least once");
}

inline void expect_texts(const PodObservation& pod) {
  expect(!pod.name.empty(), "a pod has a name");
  for (const std::string* text : {&pod.namespace_name, &pod.name, &pod.uid, &pod.node, &pod.phase, &pod.reason,
                                  &pod.message, &pod.restart_policy, &pod.disruption_reason, &pod.mirror_uid}) {
    expect_text(*text);
  }
  for (const auto& [key, value] : pod.labels) expect_text(value);
  for (const auto& [key, value] : pod.annotations) expect_text(value);
  for (const ContainerObservation& container : pod.containers) {
    expect(!container.name.empty(), "a container has a name");
    expect_text(container.name);
    const int states = (container.waiting ? 1 : 0) + (container.running ? 1 : 0) + (container.terminated ? 1 : 0);
    expect(states <= 1, "a container is in one state at most");
    for (const auto& end : {container.terminated, container.last_terminated}) {
      if (end) expect_text(end->reason), expect_text(end->message);
    }
    for (const auto& bytes : {container.memory_limit_bytes, container.memory_request_bytes}) {
      expect(!bytes || *bytes >= 0, "memory is not negative");
    }
  }
}

}  // namespace oomscan::fuzz
