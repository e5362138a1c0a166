#include "kube/courteous_cluster_reader.hpp"

#include <memory>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_cluster_reader.hpp"

namespace oomscan::kube {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Describing : public testing::Test {
 protected:
  Describing() {
    auto inner = std::make_unique<fakes::FakeClusterReader>();
    cluster_ = inner.get();
    cluster_->set_describe("a", "p", "Name: p");
    reader_ =
        std::make_unique<CourteousClusterReader>(std::move(inner), circuit_, std::make_shared<Courtesy>(clock_, 1));
  }
  fakes::FakeClock clock_;
  std::shared_ptr<Circuit> circuit_ = std::make_shared<Circuit>(clock_);
  fakes::FakeClusterReader* cluster_ = nullptr;
  std::unique_ptr<CourteousClusterReader> reader_;
};

TEST_F(Describing, WaitsForItsTurnAsRequestsDo) {
  EXPECT_EQ(reader_->describe_pod("a", "p", {})->text, "Name: p");
  EXPECT_EQ(reader_->describe_pod("a", "p", {})->text, "Name: p");
  EXPECT_THAT(clock_.sleeps(), testing::ElementsAre(std::chrono::seconds{1}));
}

TEST_F(Describing, StartsNoChildForAClusterThatIsNotAskedAnyMore) {
  for (int i = 0; i < kFailuresInARowMax; ++i) circuit_->failed({}, Error{ErrorKind::unauthorized, "401", "oc login"});
  const auto answer = reader_->describe_pod("a", "p", {});
  EXPECT_EQ(answer.error().kind, ErrorKind::unauthorized);
  EXPECT_EQ(answer.error().hint, "oc login");
  EXPECT_THAT(answer.error().message, AllOf(HasSubstr("describing pod 'p' in 'a'"), HasSubstr("not asked any more")));
  EXPECT_EQ(cluster_->count_of("describe"), 0U);
}

TEST_F(Describing, AddsToTheFailuresInARow) {
  cluster_->fail("describe", Error{ErrorKind::unreachable, "refused", ""});
  for (int i = 0; i < 20; ++i) (void)reader_->describe_pod("a", "p", {});
  EXPECT_EQ(cluster_->count_of("describe"), static_cast<std::size_t>(kFailuresInARowMax));
}

TEST_F(Describing, TakesAPodThatIsGoneForAnAnswer) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(reader_->describe_pod("a", "gone", {}).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(circuit_->closed());
}

TEST_F(Describing, EndsWhenStopped) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(reader_->describe_pod("a", "p", stop.get_token()).error().kind, ErrorKind::cancelled);
  EXPECT_EQ(cluster_->count_of("describe"), 0U);
}

}  // namespace
}  // namespace oomscan::kube
