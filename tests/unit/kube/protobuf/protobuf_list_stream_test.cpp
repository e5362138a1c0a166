#include "kube/protobuf/protobuf_list_stream.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "kube/list/list_decoder.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

// A list that comes in pieces of so many bytes, as `decode` gives one that is there whole.
Decoded<PodObservation> in_pieces(const std::string& list, std::size_t bytes) {
  Decoded<PodObservation> decoded;
  const auto stream =
      make_protobuf_pod_decoder()->stream([&](PodObservation&& pod) { decoded.items.push_back(std::move(pod)); });
  bool wanted = true;
  for (std::size_t at = 0; at < list.size() && wanted; at += bytes) wanted = stream->receive(list.substr(at, bytes));
  decoded.end = stream->end();
  EXPECT_TRUE(wanted || !decoded.end.ok());
  return decoded;
}

Decoded<PodObservation> whole(const std::string& list) { return decode(*make_protobuf_pod_decoder(), list); }

void expect_same(const Decoded<PodObservation>& left, const Decoded<PodObservation>& right) {
  ASSERT_EQ(left.end.ok(), right.end.ok());
  EXPECT_EQ(left.items, right.items);
  if (left.end) {
    EXPECT_EQ(left.end->items, right.end->items);
    EXPECT_EQ(left.end->unreadable, right.end->unreadable);
    EXPECT_EQ(left.end->continue_token, right.end->continue_token);
  } else {
    EXPECT_EQ(left.end.error().message, right.end.error().message);
  }
}

class ListInPieces : public testing::Test {
 protected:
  const std::string list_ = recorded_by_testbed("oom-init.pods.pb");
};

TEST_F(ListInPieces, IsTheSameWhereverItIsCut) {
  const auto expected = whole(list_);
  ASSERT_TRUE(expected.end.ok());
  ASSERT_FALSE(expected.items.empty());
  for (std::size_t bytes = 1; bytes <= list_.size(); bytes += bytes < 64 ? 1 : 97) {
    SCOPED_TRACE(bytes);
    expect_same(in_pieces(list_, bytes), expected);
  }
}

TEST_F(ListInPieces, IsAsDamagedAsTheWhole) {
  for (std::size_t at = 0; at < list_.size(); at += at < 64 ? 1 : 31) {
    for (const unsigned mask : {0x01U, 0x80U, 0xffU}) {
      std::string damaged = list_;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ mask);
      SCOPED_TRACE(at);
      const auto expected = whole(damaged);
      for (const std::size_t bytes : {1UL, 7UL, 4096UL}) expect_same(in_pieces(damaged, bytes), expected);
    }
  }
}

TEST_F(ListInPieces, IsNotWholeBeforeItsEnd) {
  for (std::size_t kept = 0; kept + 4 < list_.size(); ++kept) {  // the last two fields are empty
    ASSERT_FALSE(in_pieces(list_.substr(0, kept), 100).end.ok()) << kept;
  }
}

TEST_F(ListInPieces, IsRefusedBeforeAnElementOfAnySizeIsKept) {
  const auto stream = make_protobuf_pod_decoder()->stream([](PodObservation&&) {});
  // An envelope, a list of 4 GiB, an item of 1 GiB.
  const std::string head = std::string("k8s\0", 4) + "\x0a\x09\x12\x07PodList" + "\x12\x80\x80\x80\x80\x10" +
                           std::string("\x0a\x00", 2) + "\x12\x80\x80\x80\x80\x04";
  EXPECT_FALSE(stream->receive(head));
  EXPECT_FALSE(stream->end().ok());
}

TEST(EndlessList, IsGivenUp) {
  constexpr std::int64_t kEnough = 1000;
  std::int64_t given = 0;
  ProtobufListStream stream("PodList", [&](std::string_view, WireWalk&) { return ++given > 0; }, kEnough);
  // An envelope, and a list of 4 GiB of empty items.
  stream.receive(std::string("k8s\0", 4) + "\x0a\x09\x12\x07PodList" + "\x12\x80\x80\x80\x80\x10" +
                 std::string("\x0a\x00", 2));
  std::string items;
  for (int i = 0; i < 300; ++i) items += std::string("\x12\x00", 2);
  bool wanted = true;
  while (wanted && given <= 2 * kEnough) wanted = stream.receive(items);
  EXPECT_FALSE(wanted);
  EXPECT_EQ(given, kEnough + 1);
  const auto end = stream.end();
  ASSERT_FALSE(end.ok());
  EXPECT_NE(end.error().message.find("does not end"), std::string::npos);
}

TEST_F(ListInPieces, HasNothingBehindItThatIsNotOfTheEnvelope) {
  EXPECT_FALSE(in_pieces(list_ + "x", 50).end.ok());
  EXPECT_FALSE(in_pieces(list_ + list_, 50).end.ok());
}

}  // namespace
}  // namespace oomscan::kube
