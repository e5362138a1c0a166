// What the queries mean is tested against a real Prometheus (tests/prometheus); here, what must stand in them.
#include "prometheus/fact_queries.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::prometheus {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const QueryFrame kFrame = fine_frame({"7d", Timestamp{Seconds{1'764'912'360}}, Timestamp{Seconds{1'765'517'160}}});

std::string all(Dating dating, const std::vector<std::string>& names = {"a", "b"}, const SeriesForm& form = {}) {
  std::string text;
  for (std::size_t i = 0; i < queries_per_batch(dating); ++i) text += fact_query(i, names, kFrame, dating, form) + " ";
  return text;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(FactQueries, AskAboutNoOtherNamespaces) {
  for (const Dating dating : {Dating::by_timestamp, Dating::by_restarts, Dating::by_either}) {
    const std::string text = all(dating);
    // Every selector has its braces, and every pair of braces its namespaces; the one other pair counts a pattern.
    EXPECT_EQ(count(text, "{") - count(text, "{36}"), count(text, R"(namespace=~"a|b")"));
  }
}

TEST(FactQueries, AskForWhatIsNeededToDateAndNoMore) {
  EXPECT_THAT(all(Dating::by_timestamp),
              AllOf(HasSubstr("last_terminated_timestamp"), Not(HasSubstr("restarts_total"))));
  EXPECT_THAT(all(Dating::by_restarts),
              AllOf(HasSubstr("restarts_total"), Not(HasSubstr("last_terminated_timestamp"))));
  EXPECT_THAT(all(Dating::by_either), AllOf(HasSubstr("restarts_total"), HasSubstr("last_terminated_timestamp")));
}

TEST(FactQueries, LookOneStepBack) { EXPECT_THAT(all(Dating::by_timestamp), HasSubstr(" offset 60s")); }

TEST(FactQueries, LeaveOutTerminationsBeforeTheRange) {
  EXPECT_EQ(count(all(Dating::by_timestamp), ">=1764912360"), 2U);
}

TEST(FactQueries, KeepHostileNamesWithinTheirMatcher) {
  EXPECT_THAT(all(Dating::by_timestamp, {"a\"} or up or x{y=\"", "b"}),
              HasSubstr(R"(namespace=~"a\"\\} or up or x\\{y=\"|b")"));
}

}  // namespace
}  // namespace oomscan::prometheus
