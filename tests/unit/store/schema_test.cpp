// Histories of other versions of the program. data/version-N.* are as version N made them.
#include "store/schema.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>

#include "paths/paths.hpp"
#include "unit/store/places.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class OlderHistory : public ::testing::TestWithParam<std::string> {
 protected:
  static std::string made_by(int version) {
    const std::string name = GetParam() == "PostgreSql" ? "postgresql" : "sqlite";
    std::ifstream file(source_dir() + "/tests/unit/store/data/version-" + std::to_string(version) + "." + name +
                       ".sql");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  std::unique_ptr<SqlPlace> place_ = make_sql_place(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Stores, OlderHistory, ::testing::ValuesIn(sql_store_names()),
                         [](const auto& store) { return store.param; });

TEST_P(OlderHistory, IsBroughtUpToDateWithEverythingInIt) {
  for (int version = 1; version < kSchemaVersion; ++version) {
    place_ = make_sql_place(GetParam());
    const std::string old = made_by(version);
    ASSERT_FALSE(old.empty());
    const auto made = place_->connect()->run_script(old);
    ASSERT_TRUE(made.ok()) << made.error().message;

    const auto store = place_->open();
    RunRecord expected = run("20251124T155940Z-0000000000000001",
                             {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow - kHour)})})});
    expected.clusters[0].gaps = {{"b", "logs", "forbidden", "'bob' may not get logs"}};
    expected.clusters[0].findings[0].fingerprint = "uid-1|a|web|OOMKilled";
    expected.types.clear();  // version 1 did not know
    const auto read = store->run(expected.id, {});
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(*read, expected);
    ASSERT_THAT(store->incidents({}).value(), SizeIs(1));
    EXPECT_EQ(store->incidents({}).value()[0].status, IncidentStatus::open);

    expected.id = "20251125T000000Z-0000000000000002";
    EXPECT_TRUE(store->record(expected, {}).value().added);
    EXPECT_THAT(place_->open()->runs(9, {}).value(), SizeIs(2));
  }
}

TEST_P(OlderHistory, IsCopiedFirstIfItIsAFile) {
  if (GetParam() != "Sqlite") return;
  ASSERT_TRUE(place_->connect()->run_script(made_by(1)).ok());
  (void)place_->open();
  const std::string path = static_cast<FilePlace&>(*place_).path();
  const auto copy = open_sqlite(path + ".before-upgrade.bak");
  ASSERT_TRUE(copy.ok());
  EXPECT_EQ(as_int((*copy)->query("SELECT version FROM oom_scan_schema", {}).value()[0][0]), 1);
  EXPECT_EQ(as_int((*copy)->query("SELECT count(*) FROM finding", {}).value()[0][0]), 1);
}

TEST_P(OlderHistory, IsAsItWasIfItCannotBeBroughtUpToDate) {
  ASSERT_TRUE(place_->connect()->run_script(made_by(1)).ok());
  ASSERT_TRUE(place_->connect()->run_script("CREATE TABLE kept (in_the_way TEXT)").ok());
  EXPECT_FALSE(place_->try_open().ok());
  const auto connection = place_->connect();
  EXPECT_EQ(as_int(connection->query("SELECT version FROM oom_scan_schema", {}).value()[0][0]), 1);
  EXPECT_FALSE(connection->query("SELECT unsettled FROM cluster", {}).ok());
}

TEST_P(OlderHistory, ThatIsNewerIsRefusedWithBothVersionsNamedAndLeftAlone) {
  (void)place_->open();
  ASSERT_TRUE(place_->connect()->run_script("UPDATE oom_scan_schema SET version = 99").ok());
  const auto store = place_->try_open();
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().kind, ErrorKind::bad_answer);
  EXPECT_THAT(store.error().message, HasSubstr("99"));
  EXPECT_THAT(store.error().message, HasSubstr(std::to_string(kSchemaVersion)));
  EXPECT_THAT(store.error().hint, HasSubstr("nothing was changed"));
  EXPECT_EQ(as_int(place_->connect()->query("SELECT version FROM oom_scan_schema", {}).value()[0][0]), 99);
}

}  // namespace
}  // namespace oomscan::store
