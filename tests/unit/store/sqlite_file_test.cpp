#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "store/open_store.hpp"
#include "store/sqlite_connection.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::store {
namespace {

using ::testing::HasSubstr;

class SqliteFile : public ::testing::Test {
 protected:
  SqliteFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "oom-scan-store.XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  ~SqliteFile() override { std::filesystem::remove_all(directory_); }
  [[nodiscard]] std::string path() const { return directory_ + "/history.sqlite"; }
  void write(const std::string& content) const { std::ofstream(path(), std::ios::binary) << content; }

  std::string directory_;
};

TEST_F(SqliteFile, IsItsOwnersAlone) {
  const auto store = open_store({StoreKind::sqlite, directory_ + "/deep/history.sqlite"}, {});
  ASSERT_TRUE(store.ok());
  struct stat status{};
  ASSERT_EQ(::stat((directory_ + "/deep/history.sqlite").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  ASSERT_EQ(::stat((directory_ + "/deep").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST_F(SqliteFile, ThatIsNoHistoryIsLeftAsItIs) {
  write("cluster,namespace,pod\n" + std::string(2000, 'x'));
  const auto store = open_store({StoreKind::sqlite, path()}, {});
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().kind, ErrorKind::bad_answer);
  EXPECT_THAT(store.error().message, HasSubstr(path()));
  EXPECT_THAT(store.error().hint, HasSubstr("restore a backup"));
  EXPECT_EQ(std::filesystem::file_size(path()), 2022U);
}

TEST_F(SqliteFile, ThatIsALinkIsNotFollowed) {
  std::filesystem::create_symlink(directory_ + "/elsewhere", path());
  EXPECT_FALSE(open_store({StoreKind::sqlite, path()}, {}).ok());
  EXPECT_FALSE(std::filesystem::exists(directory_ + "/elsewhere"));
}

TEST_F(SqliteFile, ThatIsDamagedIsAnErrorAndNotAnEmptyHistory) {
  {
    auto store = open_store({StoreKind::sqlite, path()}, {});
    ASSERT_TRUE(store.ok());
    for (int i = 0; i < 20; ++i) {
      const auto done = (*store)->record(
          run("r" + std::to_string(i), {cluster("uid-1", {finding("uid-1", "a", "web", "OOMKilled", {at(kNow)})})}),
          {});
      ASSERT_TRUE(done.ok());
    }
  }
  {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    for (int page = 1; page < 40; ++page) {
      file.seekp(page * 4096 + 8);
      file << std::string(2000, '\x7f');
    }
  }
  const auto store = open_store({StoreKind::sqlite, path()}, {});
  const bool said = !store.ok() || !(*store)->slice({kNow - kHour, kNow}, {}).ok();
  EXPECT_TRUE(said);
}

TEST(StoreAddressText, NamesTheKindOfStore) {
  EXPECT_EQ(parse_store("history.db")->kind, StoreKind::sqlite);
  EXPECT_EQ(parse_store("sqlite:/var/lib/x")->where, "/var/lib/x");
  EXPECT_EQ(parse_store("postgresql://db.example/x")->kind, StoreKind::postgresql);
}

TEST(StoreAddressText, OfAnUnknownSchemeIsAnErrorWithoutWhatStandsBehindIt) {
  const auto address = parse_store("mysql://root:hunter2@db/x");
  ASSERT_FALSE(address.ok());
  EXPECT_EQ(address.error().kind, ErrorKind::usage);
  EXPECT_EQ(address.error().message.find("hunter2"), std::string::npos);
}

TEST(DefaultStorePath, FollowsTheXdgSpecification) {
  EXPECT_EQ(default_store_path("/state", "/home/x").value(), "/state/oom-scan/history.sqlite");
  EXPECT_EQ(default_store_path("relative", "/home/x").value(), "/home/x/.local/state/oom-scan/history.sqlite");
  EXPECT_FALSE(default_store_path({}, {}).ok());
}

}  // namespace
}  // namespace oomscan::store
