#include "kube/list/list_reader.hpp"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_kube_api.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string names_page(const std::string& names, const std::string& token) {
  std::string items;
  for (const char name : names) {
    items += std::string(items.empty() ? "" : ",") + R"({"metadata":{"name":")" + name + "\"}}";
  }
  return R"({"kind":"NamespaceList","apiVersion":"v1","metadata":{"continue":")" + token + R"("},"items":[)" + items +
         "]}";
}

class ReadList : public testing::Test {
 protected:
  void page(const std::string& names, const std::string& token) {
    api_.will_answer(fakes::kube_answer(names_page(names, token)));
  }
  ListOutcome read(std::stop_token stop = {}) { return read_list(api_, decoders_, encoding_, "/list", sink_, stop); }
  std::vector<std::string> paths() const {
    std::vector<std::string> found;
    for (const auto& request : api_.requests()) found.push_back(request.path);
    return found;
  }
  fakes::FakeKubeApi api_;
  ListDecoders<std::string> decoders_{make_protobuf_name_decoder("NamespaceList"),
                                      make_json_name_decoder("NamespaceList")};
  EncodingChoice encoding_;
  CollectingSink<std::string> sink_;
};

TEST_F(ReadList, FollowsTheContinueTokenToTheEnd) {
  page("ab", "t+1");
  page("", "t/2");  // filtered away, but not the end
  page("c", "");
  const auto outcome = read();
  EXPECT_EQ(outcome.error, std::nullopt);
  EXPECT_EQ(outcome.items, 3);
  EXPECT_THAT(sink_.items, ElementsAre("a", "b", "c"));
  EXPECT_THAT(paths(),
              ElementsAre("/list?limit=500", "/list?limit=5000&continue=t%2B1", "/list?limit=500&continue=t%2F2"));
}

TEST(NextPage, HasAsManyElementsAsAreEightMebibytes) {
  EXPECT_EQ(next_page_limit(500 * 8192, 500), 1024);
  EXPECT_EQ(next_page_limit(500 * 100, 500), kPageLimitMax);
  EXPECT_EQ(next_page_limit(500 * 100'000, 500), kPageLimit);
  EXPECT_EQ(next_page_limit(100, 0), kPageLimit);
  EXPECT_EQ(next_page_limit(3, 500), kPageLimitMax);
}

TEST_F(ReadList, ReadsRecordedPages) {
  for (const char* name : {"pods_page1.json", "pods_page2.json", "pods_page3.json"}) {
    api_.will_answer(fakes::kube_answer(recorded(name)));
  }
  CollectingSink<PodObservation> pods;
  const ListDecoders<PodObservation> decoders{make_protobuf_pod_decoder(), make_json_pod_decoder()};
  const auto outcome = read_list(api_, decoders, encoding_, "/api/v1/pods", pods, {});
  EXPECT_EQ(outcome.error, std::nullopt);
  EXPECT_EQ(outcome.items, 6);
}

TEST_F(ReadList, BeginsAgainWhenTheTokenExpired) {
  page("ab", "t1");
  api_.will_answer(fakes::kube_failure(ErrorKind::expired));
  page("abc", "t1");  // the same token is no circle in a new list
  page("d", "");
  const auto outcome = read();
  EXPECT_EQ(outcome.error, std::nullopt);
  EXPECT_EQ(sink_.restarts, 1);
  EXPECT_EQ(outcome.items, 4);
  EXPECT_THAT(sink_.items, ElementsAre("a", "b", "c", "d"));
}

TEST_F(ReadList, GivesUpOnAListThatExpiresAgainAndAgain) {
  for (int i = 0; i <= kListRestartsMax; ++i) {
    page("a", "t");
    api_.will_answer(fakes::kube_failure(ErrorKind::expired));
  }
  const auto outcome = read();
  EXPECT_EQ(outcome.error->kind, ErrorKind::expired);
  EXPECT_EQ(sink_.restarts, kListRestartsMax);
  EXPECT_EQ(outcome.items, 1);
}

TEST_F(ReadList, DoesNotBeginAgainWhenTheFirstPageIsExpired) {
  api_.will_answer(fakes::kube_failure(ErrorKind::expired));
  EXPECT_EQ(read().error->kind, ErrorKind::expired);
  EXPECT_EQ(sink_.restarts, 0);
}

TEST_F(ReadList, KeepsWhatCameBeforeAnError) {
  page("ab", "t");
  api_.will_answer(fakes::kube_failure(ErrorKind::timed_out));
  const auto outcome = read();
  EXPECT_EQ(outcome.error->kind, ErrorKind::timed_out);
  EXPECT_EQ(outcome.items, 2);
  EXPECT_THAT(sink_.items, ElementsAre("a", "b"));
}

TEST_F(ReadList, RefusesATokenThatRepeats) {
  page("a", "t1");
  page("b", "t2");
  page("c", "t1");
  EXPECT_THAT(read().error->message, HasSubstr("repeats"));
  EXPECT_EQ(api_.requests().size(), 3U);
}

TEST_F(ReadList, RefusesAListWithoutEnd) {
  int n = 0;
  api_.on_get = [&](const ApiRequest&, const std::stop_token&) {
    return fakes::kube_answer(names_page("", "t" + std::to_string(n++)));
  };
  EXPECT_EQ(read().error->kind, ErrorKind::bad_answer);
  EXPECT_EQ(api_.requests().size(), kPagesMax);
}

TEST_F(ReadList, RefusesANextPageOfAnotherKind) {
  page("a", "t1");
  api_.will_answer(fakes::kube_answer(recorded("empty_pods.json")));
  const auto outcome = read();
  EXPECT_EQ(outcome.error->kind, ErrorKind::bad_answer);
  EXPECT_EQ(outcome.items, 1);
}

TEST_F(ReadList, RefusesAMonstrousToken) {
  page("a", std::string(kContinueTokenBytesMax + 1, 'x'));
  EXPECT_EQ(read().error->kind, ErrorKind::bad_answer);
}

TEST_F(ReadList, IsIncompleteWhenAnElementIsNotUnderstood) {
  api_.will_answer(fakes::kube_answer(R"({"kind":"NamespaceList","items":[null,{"metadata":{"name":"a"}}]})"));
  const auto outcome = read();
  EXPECT_EQ(outcome.error->kind, ErrorKind::bad_answer);
  EXPECT_THAT(outcome.error->message, HasSubstr("1 element of the list"));
  EXPECT_EQ(outcome.items, 1);
}

TEST_F(ReadList, StopsBetweenPages) {
  std::stop_source source;
  api_.on_get = [&](const ApiRequest&, const std::stop_token&) {
    source.request_stop();
    return fakes::kube_answer(names_page("a", "t"));
  };
  const auto outcome = read(source.get_token());
  EXPECT_EQ(outcome.error->kind, ErrorKind::cancelled);
  EXPECT_EQ(api_.requests().size(), 1U);
}

constexpr const char* kProtobufType = "application/vnd.kubernetes.protobuf";
constexpr const char* kBothTypes = "application/vnd.kubernetes.protobuf, application/json";

TEST_F(ReadList, PrefersProtobufAndReadsEachPageByItsType) {
  api_.will_answer(fakes::kube_answer(as_protobuf(names_page("ab", "t1")), kProtobufType));
  page("c", "t2");
  api_.will_answer(fakes::kube_answer(names_page("d", "t3"), ""));  // as `get --raw` gives it
  api_.will_answer(fakes::kube_answer(as_protobuf(names_page("e", "")), kProtobufType));
  EXPECT_EQ(read().error, std::nullopt);
  EXPECT_THAT(sink_.items, ElementsAre("a", "b", "c", "d", "e"));
  for (const auto& request : api_.requests()) EXPECT_EQ(request.accept, kBothTypes);
}

TEST_F(ReadList, AsksForJsonAloneOnceProtobufWasRefused) {
  page("a", "t1");
  ApiFailure refusal{Error{ErrorKind::bad_answer, "refused", ""}, std::nullopt};
  refusal.not_acceptable = true;
  api_.will_answer(fakes::kube_failure(refusal));
  page("b", "");
  EXPECT_EQ(read().error, std::nullopt);
  EXPECT_THAT(sink_.items, ElementsAre("a", "b"));
  EXPECT_THAT(paths(), ElementsAre("/list?limit=500", "/list?limit=5000&continue=t1", "/list?limit=5000&continue=t1"));
  page("c", "");
  EXPECT_EQ(read().error, std::nullopt);
  std::vector<std::string> accepted;
  for (const auto& request : api_.requests()) accepted.push_back(request.accept);
  EXPECT_THAT(accepted, ElementsAre(kBothTypes, kBothTypes, "application/json", "application/json"));
}

TEST_F(ReadList, DoesNotAskForeverWhatIsRefusedInEveryEncoding) {
  ApiFailure refusal{Error{ErrorKind::bad_answer, "refused", ""}, std::nullopt};
  refusal.not_acceptable = true;
  api_.on_get = [&](const ApiRequest&, const std::stop_token&) { return fakes::kube_failure(refusal); };
  EXPECT_EQ(read().error->message, "refused");
  EXPECT_EQ(api_.requests().size(), 2U);
}

TEST_F(ReadList, DoesNotHideDamagedProtobufBehindJson) {
  std::string damaged = as_protobuf(names_page("ab", ""));
  damaged.resize(damaged.size() - 6);
  api_.will_answer(fakes::kube_answer(damaged, kProtobufType));
  page("ab", "");
  EXPECT_EQ(read().error->kind, ErrorKind::bad_answer);
  EXPECT_EQ(api_.requests().size(), 1U);
}

TEST_F(ReadList, DoesNotAskForProtobufWhereThereIsNoDecoder) {
  decoders_.protobuf.reset();
  api_.will_answer(fakes::kube_answer(as_protobuf(names_page("a", "")), kProtobufType));
  EXPECT_EQ(read().error->message, "the answer is in protobuf, which was not asked for");
  EXPECT_EQ(api_.requests().front().accept, "application/json");
}

}  // namespace
}  // namespace oomscan::kube
