#include "kube/list/whole_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_kube_api.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string names_list(const std::string& token = "") {
  return as_protobuf(R"({"kind":"NamespaceList","apiVersion":"v1","metadata":{"continue":")" + token +
                     R"("},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]})");
}

class WholeList : public testing::Test {
 protected:
  std::optional<ListOutcome> read() { return read_whole_list(api_, *decoder_, "/list", sink_, {}); }
  // A door that streams: `bytes` come, then the request ends as `end` says.
  void streams(const std::string& bytes, KubeApi::Answer end) {
    api_.on_get = [bytes, end](const ApiRequest& request, const std::stop_token&) {
      for (const char byte : bytes) {
        if (!request.receiver->receive({&byte, 1})) return fakes::kube_failure(ErrorKind::bad_answer, "nonsense");
      }
      return end;
    };
  }
  fakes::FakeKubeApi api_;
  std::unique_ptr<ListDecoder<std::string>> decoder_ = make_protobuf_name_decoder("NamespaceList");
  CollectingSink<std::string> sink_;
};

TEST_F(WholeList, IsAskedForOnceWithoutALimitAndInProtobufAlone) {
  streams(names_list(), fakes::kube_answer(""));
  const auto outcome = read();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->error, std::nullopt);
  EXPECT_EQ(outcome->items, 2);
  EXPECT_THAT(sink_.items, ElementsAre("a", "b"));
  ASSERT_EQ(api_.requests().size(), 1);
  EXPECT_EQ(api_.requests().front().path, "/list");
  EXPECT_EQ(api_.requests().front().accept, "application/vnd.kubernetes.protobuf");
}

TEST_F(WholeList, IsReadFromADoorThatDoesNotStream) {
  api_.will_answer(fakes::kube_answer(names_list(), "application/vnd.kubernetes.protobuf"));
  const auto outcome = read();
  ASSERT_TRUE(outcome);
  EXPECT_THAT(sink_.items, ElementsAre("a", "b"));
}

TEST_F(WholeList, IsTakenBackWhereItBreaksOff) {
  const std::string list = names_list();
  for (std::size_t bytes = 0; bytes < list.size() - 4; ++bytes) {  // the last fields are empty
    sink_.restarts = 0;
    streams(list.substr(0, bytes), fakes::kube_failure(ErrorKind::unreachable));
    EXPECT_EQ(read(), std::nullopt) << bytes;
    streams(list.substr(0, bytes), fakes::kube_answer(""));
    EXPECT_EQ(read(), std::nullopt) << bytes;
    EXPECT_EQ(sink_.restarts, 2);
    EXPECT_THAT(sink_.items, IsEmpty());
  }
}

TEST_F(WholeList, IsTakenBackWhereItIsAPageOrNoListAtAll) {
  for (const std::string& body :
       {names_list("there-is-more"), std::string(R"({"kind":"NamespaceList","items":[]})"), std::string("<html>"),
        as_protobuf(R"({"kind":"PodList","apiVersion":"v1","metadata":{},"items":[]})")}) {
    streams(body, fakes::kube_answer(""));
    EXPECT_EQ(read(), std::nullopt);
    EXPECT_THAT(sink_.items, IsEmpty());
  }
}

TEST_F(WholeList, IsRefusedForGoodWhereItsPagesWouldBeToo) {
  for (const ErrorKind kind :
       {ErrorKind::forbidden, ErrorKind::unauthorized, ErrorKind::not_found, ErrorKind::cancelled}) {
    api_.will_answer(fakes::kube_failure(kind));
    const auto outcome = read();
    ASSERT_TRUE(outcome) << to_id(kind);
    EXPECT_EQ(outcome->error->kind, kind);
  }
  for (const ErrorKind kind :
       {ErrorKind::throttled, ErrorKind::server_error, ErrorKind::timed_out, ErrorKind::bad_answer}) {
    api_.will_answer(fakes::kube_failure(kind));
    EXPECT_EQ(read(), std::nullopt) << to_id(kind);
  }
}

TEST_F(WholeList, WithAnElementThatWasNotUnderstoodIsIncomplete) {
  streams(as_protobuf(R"({"kind":"NamespaceList","apiVersion":"v1","metadata":{},"items":[{"metadata":{}},)"
                      R"({"metadata":{"name":"b"}}]})"),
          fakes::kube_answer(""));
  const auto outcome = read();
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->error->kind, ErrorKind::bad_answer);
  EXPECT_THAT(sink_.items, ElementsAre("b"));
}

}  // namespace
}  // namespace oomscan::kube
