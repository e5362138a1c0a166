// Pages in protobuf that are cut, damaged or hostile: an error, or sound items and a count of what was not understood.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fleet_sim/protobuf_writer.hpp"
#include "kube/list/list_decoder.hpp"
#include "oomscan/model/text.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::SizeIs;

// One for each byte in turn: all of them on all bytes, tried once, took a minute.
constexpr unsigned kMasks[] = {0x01, 0x80, 0x02, 0xff, 0x08, 0x40, 0x04};
// The two fields behind the list, which are always empty: without them nothing is missing.
constexpr std::size_t kTrailerBytes = 4;

Decoded<PodObservation> pods(std::string page) { return decode(*make_protobuf_pod_decoder(), std::move(page)); }
Decoded<PodObservation> pods_of(std::string_view list) {
  return pods(fleet_sim::protobuf_envelope("v1", "PodList", list));
}

std::string varint(std::uint64_t value) {
  std::string text;
  for (; value > 0x7f; value >>= 7U) text += static_cast<char>((value & 0x7fU) | 0x80U);
  return text + static_cast<char>(value);
}
std::string message(std::uint32_t number, std::string_view bytes) {
  return varint(number << 3U | 2U) + varint(bytes.size()) + std::string(bytes);
}
const std::string kListMetadata = message(1, "");

// What was not in the page before it was damaged, whatever may have been made of it.
void expect_sound(const PodObservation& pod) {
  EXPECT_NE(pod.name, "");
  for (const std::string* text : {&pod.name, &pod.namespace_name, &pod.uid, &pod.node, &pod.phase, &pod.message}) {
    ASSERT_EQ(*text, valid_utf8(*text));
  }
  for (const auto& container : pod.containers) {
    EXPECT_NE(container.name, "");
    const int states =
        int{container.waiting.has_value()} + int{container.running} + int{container.terminated.has_value()};
    EXPECT_LE(states, 1);
  }
}
void expect_sound(const EventObservation& event) {
  EXPECT_GE(event.count, 1);
  ASSERT_EQ(event.message, valid_utf8(event.message));
}

template <class T>
void expect_no_cut_unseen(ListDecoder<T>& decoder, const std::string& page) {
  const std::size_t whole = page.size() - kTrailerBytes;
  const auto all = decode(decoder, page);
  for (std::size_t size = 0; size < page.size(); ++size) {
    const auto decoded = decode(decoder, page.substr(0, size));
    if (size == whole || size == whole + 2) continue;  // all of the list is there
    ASSERT_FALSE(decoded.end.ok()) << "cut after " << size << " bytes";
    ASSERT_EQ(decoded.end.error().kind, ErrorKind::bad_answer);
    // What came whole before the cut is sound.
    ASSERT_LE(decoded.items.size(), all.items.size());
    ASSERT_TRUE(std::equal(decoded.items.begin(), decoded.items.end(), all.items.begin())) << size;
  }
  EXPECT_TRUE(all.end.ok());
}

template <class T>
void expect_no_flip_unseen(ListDecoder<T>& decoder, const std::string& page) {
  const std::size_t items = decode(decoder, page).items.size();
  for (std::size_t at = 0; at < page.size(); ++at) {
    std::string damaged = page;
    damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ kMasks[at % std::size(kMasks)]);
    const auto decoded = decode(decoder, damaged);
    for (const T& item : decoded.items) expect_sound(item);
    if (decoded.end.ok() && decoded.end->unreadable == 0) {
      ASSERT_THAT(decoded.items, SizeIs(items)) << "byte " << at;
    }
  }
}

TEST(ProtobufDamage, FindsACutAtEveryByteOfRealPages) {
  expect_no_cut_unseen(*make_protobuf_pod_decoder(), recorded_by_testbed("oom-job-never.pods.pb"));
  expect_no_cut_unseen(*make_protobuf_event_decoder(), recorded_by_testbed("oom-two-containers.events.pb"));
}

TEST(ProtobufDamage, LosesNoItemInSilenceToAChangedByte) {
  expect_no_flip_unseen(*make_protobuf_pod_decoder(), recorded_by_testbed("oom-job-retried.pods.pb"));
  expect_no_flip_unseen(*make_protobuf_event_decoder(), recorded_by_testbed("oom-init.events.pb"));
}

TEST(ProtobufDamage, NeverReadsAnythingElseAsAnEmptyList) {
  const std::string magic("k8s\0", 4);
  const std::string type_meta = message(1, message(1, "v1") + message(2, "PodList"));
  for (const std::string& page :
       {std::string(), std::string("k8s"), magic, magic + type_meta, magic + message(2, kListMetadata),
        magic + type_meta + message(2, ""), magic + type_meta + message(2, kListMetadata) + message(3, "gzip"),
        magic + type_meta + message(2, kListMetadata) + message(4, "application/json"),
        std::string(R"({"kind":"PodList","items":[]})"), std::string("<html></html>"), std::string(100, '\0'),
        std::string(100, '\xff'), "K8S" + magic.substr(3) + type_meta + message(2, kListMetadata)}) {
    const auto decoded = pods(page);
    ASSERT_FALSE(decoded.end.ok()) << printable(page);
    EXPECT_EQ(decoded.end.error().kind, ErrorKind::bad_answer);
  }
  EXPECT_TRUE(pods(magic + type_meta + message(2, kListMetadata)).end.ok());
}

TEST(ProtobufDamage, SurvivesHostileLengths) {
  for (const std::uint64_t length : {std::uint64_t{1}, std::uint64_t{0x7fffffff}, std::uint64_t{0x80000000},
                                     std::uint64_t{0xffffffff}, std::uint64_t{0x7fffffffffffffff}, ~std::uint64_t{0}}) {
    for (const std::string& list :
         {kListMetadata + "\x12" + varint(length), kListMetadata + message(2, "\x0a" + varint(length)),
          kListMetadata + message(2, message(1, "\x5a" + varint(length)))}) {
      EXPECT_FALSE(pods_of(list).end.ok()) << length;
    }
    EXPECT_FALSE(pods(std::string("k8s\0\x12", 5) + varint(length)).end.ok());
  }
  EXPECT_FALSE(pods_of(kListMetadata + std::string(11, '\xff')).end.ok()) << "a number without an end";
}

TEST(ProtobufDamage, IsALengthOrAKeyThatOnlyItsLow32BitsMakeSmall) {
  const std::string pod = message(1, message(1, "a"));
  for (const std::uint64_t too_much : {std::uint64_t{1} << 32U, std::uint64_t{1} << 40U, std::uint64_t{3} << 62U}) {
    EXPECT_FALSE(pods_of(kListMetadata + "\x12" + varint(too_much + pod.size()) + pod).end.ok()) << too_much;
    EXPECT_FALSE(pods_of(kListMetadata + varint(too_much + 0x12) + varint(pod.size()) + pod).end.ok()) << too_much;
  }
}

TEST(ProtobufDamage, KeepsItemsThatCameBeforeIt) {
  const std::string pod = message(2, message(1, message(1, "a")));
  const auto decoded = pods_of(kListMetadata + pod + message(2, message(1, message(1, "b") + "\x0a\x7f")));
  EXPECT_FALSE(decoded.end.ok());
  ASSERT_THAT(decoded.items, SizeIs(1));
  EXPECT_EQ(decoded.items[0].name, "a");
}

TEST(ProtobufDamage, IsNotDeepNesting) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep = message(3, deep);
  const auto decoded = pods_of(kListMetadata + message(2, message(1, message(1, "a")) + deep));
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_THAT(decoded.items, SizeIs(1));
}

TEST(ProtobufDamage, IsAKnownFieldOfAnotherWireType) {
  const std::string number_for_name = "\x08\x01";
  EXPECT_FALSE(pods_of(kListMetadata + message(2, message(1, number_for_name))).end.ok());
  const std::string text_for_ready = message(3, message(8, message(1, "c") + message(4, "yes")));
  EXPECT_FALSE(pods_of(kListMetadata + message(2, message(1, message(1, "a")) + text_for_ready)).end.ok());
}

TEST(ProtobufDamage, IsANumberThatDoesNotFitItsField) {
  const std::string count = message(3, message(8, message(1, "c") + "\x28" + varint(std::uint64_t{1} << 33U)));
  EXPECT_FALSE(pods_of(kListMetadata + message(2, message(1, message(1, "a")) + count)).end.ok());
}

TEST(ProtobufPage, SkipsUnknownFieldsOfEveryWireType) {
  using namespace std::string_literals;
  const std::string unknown = varint(500U << 3U) + "\x96\x01" + varint(501U << 3U | 1U) + "12345678"s +
                              varint(502U << 3U | 5U) + "1234"s + message(503, "\xff\xff\xff");
  const std::string container = message(8, unknown + message(1, "c") + message(3, unknown + message(3, unknown)));
  const std::string pod = message(1, unknown + message(1, "a") + unknown) + unknown + message(3, unknown + container);
  const auto decoded = pods_of(message(1, unknown + message(3, "next")) + message(2, pod));
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->continue_token, "next");
  EXPECT_EQ(decoded.end->unreadable, 0);
  ASSERT_THAT(decoded.items, SizeIs(1));
  EXPECT_TRUE(decoded.items[0].containers.at(0).last_terminated.has_value());
}

TEST(ProtobufPage, CountsAnUnknownFieldOfTheListItselfAsNotUnderstood) {
  const auto decoded = pods_of(kListMetadata + message(2, message(1, message(1, "a"))) + message(3, "new"));
  ASSERT_TRUE(decoded.end.ok());
  EXPECT_EQ(decoded.end->items, 1);
  EXPECT_EQ(decoded.end->unreadable, 1);
}

TEST(ProtobufPage, HasTextAsTheServersJsonHasIt) {
  const std::string status = message(3, message(3, "caf\xc3\xa9 \xff\xe2\x82"));
  const auto decoded = pods_of(kListMetadata + message(2, message(1, message(1, "a")) + status));
  EXPECT_EQ(decoded.items.at(0).message, "caf\xc3\xa9 \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(ProtobufPage, TakesACountOfZeroForNone) {
  // Go writes every number of an object, also those that its JSON omits.
  const std::string event = message(1, message(1, "e")) + "\x40\x05" + message(11, std::string("\x08\x00", 2));
  const auto decoded = decode(*make_protobuf_event_decoder(),
                              fleet_sim::protobuf_envelope("v1", "EventList", kListMetadata + message(2, event)));
  EXPECT_EQ(decoded.items.at(0).count, 5);
}

}  // namespace
}  // namespace oomscan::kube
