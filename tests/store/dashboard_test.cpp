// The queries of docs/HISTORY_STORE.md, asked of what they are written for.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "analyze/run_judge.hpp"
#include "paths/paths.hpp"
#include "unit/store/places.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<std::string> queries_of_the_document() {
  std::ifstream file(source_dir() + "/docs/HISTORY_STORE.md");
  std::ostringstream text;
  text << file.rdbuf();
  const std::string document = text.str();
  std::vector<std::string> queries;
  const std::string begin = "```sql\n";
  for (std::size_t at = document.find(begin); at != std::string::npos; at = document.find(begin, at)) {
    at += begin.size();
    queries.push_back(document.substr(at, document.find("```", at) - at));
  }
  return queries;
}

class Dashboard : public ::testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Stores, Dashboard, ::testing::ValuesIn(sql_store_names()),
                         [](const auto& store) { return store.param; });

TEST_P(Dashboard, GetsWhatTheDocumentSays) {
  const auto place = make_sql_place(GetParam());
  place->judge = [](const RunRecord& run, const std::vector<Incident>& before) {
    return analyze::judge_run(run, before, {});
  };
  const auto store = place->open();
  RecordedCluster first = cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - kHour)}),
                                            finding("uid-1", "b", "api", "OOMKilled", {at(kNow - 2 * kHour)})});
  first.gaps = {{"c", "logs", "forbidden", "may not"}, {"d", "logs", "forbidden", "may not"}};
  ASSERT_TRUE(store->record(run("run-1", {first}), {}).ok());
  RecordedCluster second =
      cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow + kHour)})}, kNow + 2 * kHour);
  second.gaps = {{"c", "logs", "forbidden", "may not"}, {"d", "logs", "forbidden", "may not"}};
  second.complete_namespaces = {"a"};
  ASSERT_TRUE(store->record(run("run-2", {second}, kNow + 2 * kHour), {}).ok());

  const auto connection = place->connect();
  std::vector<std::vector<SqlRow>> answers;
  for (const std::string& query : queries_of_the_document()) {
    const auto rows = connection->query(query, {});
    ASSERT_TRUE(rows.ok()) << rows.error().message << '\n' << query;
    answers.push_back(*rows);
  }
  const auto text = [](const char* word) { return SqlValue{std::string(word)}; };
  const auto number = [](std::int64_t value) { return SqlValue{value}; };
  ASSERT_THAT(answers, SizeIs(6));
  EXPECT_THAT(answers[0],
              ElementsAre(SqlRow{text("prd"), text("a"), number(2)}, SqlRow{text("prd"), text("b"), number(1)}));
  EXPECT_THAT(answers[1], ElementsAre(SqlRow{number(1'763'942'400), text("OOMKilled"), number(3)}));
  ASSERT_THAT(answers[2], SizeIs(2));
  EXPECT_EQ(answers[2][0][1], text("b"));
  EXPECT_EQ(answers[2][0][7], number(2));  // not seen by the second run
  EXPECT_EQ(answers[2][1][7], number(0));
  ASSERT_THAT(answers[3], SizeIs(1));
  EXPECT_EQ(answers[3][0][6], text("registry.example/web:1"));
  EXPECT_THAT(answers[4], ElementsAre(SqlRow{text("prd"), text("logs"), text("forbidden"), number(2)}));
  EXPECT_THAT(answers[5], ElementsAre(SqlRow{text("prd"), number(0)}));
}

}  // namespace
}  // namespace oomscan::store
