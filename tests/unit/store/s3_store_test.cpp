// What only a history on S3 has: a cache that can be lost, objects that can be damaged, a network in between.
// Against a real server (with_s3.sh), and a proxy before it that does what networks do.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>

#include "store/s3/run_object.hpp"
#include "store/s3/s3_history_store.hpp"
#include "unit/store/fault_proxy.hpp"
#include "unit/store/places.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Once where there is a server.
class Bucket : public ::testing::TestWithParam<std::string> {
 protected:
  static RunRecord nth(int number) {
    const Timestamp time = kNow + number * kHour;
    return run("run-" + std::to_string(1000 + number),
               {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(time)})}, time)}, time);
  }
  std::vector<std::string> names() {
    S3Client client(place_.where(), place_.patience);
    auto keys = client.list(place_.where().prefix, {});
    EXPECT_TRUE(keys.ok());
    for (std::string& key : *keys) key = key.substr(place_.where().prefix.size());
    return *keys;
  }
  Result<std::unique_ptr<HistoryStore>> through(const FaultProxy& proxy, const std::string& secret = "testsecret") {
    S3Place where = place_.where();
    where.url = proxy.url();
    where.secret_key = secret;
    return S3HistoryStore::open(where, place_.patience, place_.cache(7), {});
  }

  BucketPlace place_;
  FaultProxy proxy_{BucketPlace::server()};
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Bucket);
INSTANTIATE_TEST_SUITE_P(Servers, Bucket,
                         ::testing::ValuesIn(BucketPlace::server().empty() ? std::vector<std::string>{}
                                                                           : std::vector<std::string>{"S3"}),
                         [](const auto& store) { return store.param; });

TEST_P(Bucket, HoldsOneObjectForEachPartOfARunNamedByDayRunAndContent) {
  const auto store = place_.open();
  EXPECT_TRUE(store->record(nth(1), {}).value().added);
  EXPECT_FALSE(store->record(nth(1), {}).value().added);
  RunRecord other_shard = nth(1);
  other_shard.clusters = {cluster("uid-2", {})};
  EXPECT_TRUE(store->record(other_shard, {}).value().added);
  const std::vector<std::string> all = names();
  ASSERT_THAT(all, SizeIs(2));
  for (const std::string& name : all) {
    EXPECT_THAT(name, ::testing::MatchesRegex("runs/v1/date=2025-11-24/run-1001\\.[0-9a-f]+\\.json\\.zst"));
  }
  EXPECT_THAT(place_.open()->runs(9, {}).value(), SizeIs(1));
}

TEST_P(Bucket, IsReadAgainWhereTheCacheIsLostOrDamaged) {
  (void)place_.open()->record(nth(1), {});
  for (const bool lost : {true, false}) {
    for (const int machine : {0, 1}) {
      if (lost) std::filesystem::remove_all(std::filesystem::path(place_.cache(machine)).parent_path());
      std::filesystem::create_directories(std::filesystem::path(place_.cache(machine)).parent_path());
      if (!lost) {
        for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(place_.cache(machine) + end);
        std::ofstream(place_.cache(machine)) << std::string(9000, 'x');
      }
      const auto store = place_.open();
      EXPECT_THAT(store->runs(9, {}).value(), SizeIs(1));
      EXPECT_THAT(store->notes(), IsEmpty());
    }
  }
}

TEST_P(Bucket, IsReadWithoutACacheWhereNoneCanBeKept) {
  (void)place_.open()->record(nth(1), {});
  const auto store = S3HistoryStore::open(place_.where(), place_.patience, "/proc/nowhere/cache.sqlite", {});
  ASSERT_TRUE(store.ok());
  EXPECT_THAT((*store)->runs(9, {}).value(), SizeIs(1));
  EXPECT_THAT((*store)->notes(), ElementsAre(HasSubstr("each time")));
}

TEST_P(Bucket, SaysWhichRunCannotBeReadAndGoesOn) {
  const auto store = place_.open();
  (void)store->record(nth(1), {});
  S3Client client(place_.where(), place_.patience);
  const RunObject object = run_object(nth(2));
  const std::string prefix = place_.where().prefix;
  ASSERT_TRUE(client.put_new(prefix + object.name, object.bytes.substr(0, object.bytes.size() / 2), {}).value());
  ASSERT_TRUE(client.put_new(prefix + "runs/v1/date=2025-11-24/README.txt", "somebody else's", {}).value());
  EXPECT_THAT(store->slice({kNow - 9 * kHour, kNow + 9 * kHour}, {}).value().failures, SizeIs(1));
  EXPECT_THAT(store->notes(), ElementsAre(HasSubstr("run-1002")));
}

TEST_P(Bucket, ForgetsWhatWasRemovedFromIt) {
  const auto store = place_.open();
  (void)store->record(nth(1), {});
  (void)store->record(nth(2), {});
  S3Client client(place_.where(), place_.patience);
  ASSERT_TRUE(client.remove(place_.where().prefix + run_object(nth(1)).name, {}).ok());
  EXPECT_THAT(store->runs(9, {}).value(), SizeIs(1));
  EXPECT_THAT(store->slice({kNow - 9 * kHour, kNow + 9 * kHour}, {}).value().failures, SizeIs(1));
}

TEST_P(Bucket, IsPrunedForEveryMachine) {
  const auto here = place_.open();
  const auto elsewhere = place_.open();
  (void)here->record(nth(1), {});
  (void)here->record(nth(200), {});
  EXPECT_THAT(elsewhere->run("run-1001", {}).value().clusters[0].findings, SizeIs(1));
  EXPECT_EQ(here->prune(kNow + 100 * kHour, {}).value().runs, 1);
  EXPECT_THAT(names(), ElementsAre(Not(HasSubstr("1001.json")), HasSubstr("run-1200")));
  place_.judge = [](const RunRecord&, const std::vector<Incident>&) { return std::vector<IncidentStep>{}; };
  std::filesystem::remove_all(std::filesystem::path(place_.cache(1)).parent_path());
  (void)place_.open();
  const auto anew = place_.open();
  EXPECT_THAT(anew->run("run-1001", {}).value().clusters[0].findings, IsEmpty());
  EXPECT_THAT(anew->slice({kNow, kNow + 300 * kHour}, {}).value().failures, SizeIs(2));
  EXPECT_THAT(anew->runs(9, {}).value(), SizeIs(2));
  EXPECT_THAT(elsewhere->runs(9, {}).value(), SizeIs(2));
  EXPECT_EQ(here->prune(kNow + 100 * kHour, {}).value().runs, 0);
}

TEST_P(Bucket, IsAskedAgainWhereItIsBusyOrTheConnectionIsCut) {
  for (const Fault fault : {Fault::slow_down, Fault::cut_upload, Fault::lost_answer, Fault::away}) {
    const int number = 10 + static_cast<int>(fault);
    const auto store = through(proxy_);
    ASSERT_TRUE(store.ok());
    proxy_.next("PUT", {fault, fault});
    const auto outcome = (*store)->record(nth(number), {});
    ASSERT_TRUE(outcome.ok()) << outcome.error().message;
    EXPECT_TRUE(outcome->added);
    EXPECT_EQ(proxy_.left(), 0U);
    proxy_.next("GET", {fault, fault});
    EXPECT_EQ((*store)->runs(1, {}).value().at(0).id, nth(number).id);
  }
  EXPECT_THAT(names(), SizeIs(4));  // a cut upload leaves nothing
}

TEST_P(Bucket, GivesUpAfterSomeTriesWithNothingRecorded) {
  const auto store = through(proxy_);
  for (const Fault fault : {Fault::slow_down, Fault::cut_upload, Fault::away}) {
    proxy_.next("PUT", std::vector<Fault>(static_cast<std::size_t>(place_.patience.tries), fault));
    const auto outcome = (*store)->record(nth(1), {});
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.error().kind, fault == Fault::slow_down ? ErrorKind::throttled : ErrorKind::unreachable);
    EXPECT_THAT(outcome.error().message, HasSubstr("s3://"));
    EXPECT_FALSE(outcome.error().hint.empty());
    EXPECT_THAT(names(), IsEmpty());
  }
  // And comes back.
  EXPECT_TRUE((*store)->record(nth(1), {}).value().added);
}

TEST_P(Bucket, DoesNotPrintKeysThatAreWrong) {
  const auto refused = through(proxy_, "wrong-secret");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().kind, ErrorKind::unauthorized);
  proxy_.next("GET", {Fault::refused});
  const auto quoting = through(proxy_);
  ASSERT_FALSE(quoting.ok());
  EXPECT_EQ(quoting.error().kind, ErrorKind::unauthorized);
  for (const Error& error : {refused.error(), quoting.error()}) {
    for (const char* secret : {"wrong-secret", "testsecret", "AKIDSECRET", "0123"}) {
      EXPECT_THAT(error.message + error.hint, Not(HasSubstr(secret)));
    }
  }
}

TEST_P(Bucket, ThatIsNotThereIsAnErrorOfTheAddress) {
  S3Place where = place_.where();
  where.url = where.url.substr(0, where.url.rfind('/')) + "/no-such-bucket";
  const auto store = S3HistoryStore::open(where, place_.patience, place_.cache(0), {});
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().kind, ErrorKind::config);
}

TEST_P(Bucket, StopsWaitingWhenItIsToldTo) {
  place_.patience.first_wait = std::chrono::hours{1};
  place_.patience.wait_max = std::chrono::hours{1};
  const auto store = through(proxy_);
  proxy_.next("GET", std::vector<Fault>(50, Fault::slow_down));
  std::stop_source stop;
  std::jthread stopper([&] {
    while (proxy_.left() == 50) std::this_thread::yield();
    stop.request_stop();
  });
  EXPECT_EQ((*store)->runs(1, stop.get_token()).error().kind, ErrorKind::cancelled);
}

TEST_P(Bucket, TakesPrefixesAndRunIdsOfAnyCharacters) {
  S3Place where = place_.where();
  where.prefix += "it's a +/prefix=\xc3\xa9 &/";
  RunRecord odd = nth(1);
  odd.id = "20251124 a+b&c=d/e%2f'\xc3\xa9";
  for (const int machine : {0, 1}) {
    const auto store = S3HistoryStore::open(where, place_.patience, place_.cache(machine), {});
    ASSERT_TRUE(store.ok()) << store.error().message;
    EXPECT_EQ((*store)->record(odd, {}).value().added, machine == 0);
    EXPECT_TRUE((*store)->run(odd.id, {}).ok());
  }
}

}  // namespace
}  // namespace oomscan::store
