// Where histories are kept in tests. SQLite is here always; PostgreSQL where OOMSCAN_TEST_POSTGRES names a server that
// the test may use (tests/store/with_postgresql.sh starts one), S3 where OOMSCAN_TEST_S3 does (with_s3.sh).
#pragma once

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "store/open_store.hpp"
#include "store/postgres_connection.hpp"
#include "store/s3/s3_history_store.hpp"
#include "store/sqlite_connection.hpp"

namespace oomscan::store {

// A place of its own for each test; gone with it.
class Place {
 public:
  virtual ~Place() = default;
  IncidentJudge judge;
  // Another connection to the same history.
  [[nodiscard]] std::unique_ptr<HistoryStore> open() {
    auto store = try_open();
    EXPECT_TRUE(store.ok()) << (store ? "" : store.error().message);
    return *std::move(store);
  }
  [[nodiscard]] virtual Result<std::unique_ptr<HistoryStore>> try_open() = 0;
};

// One that is a database of its own.
class SqlPlace : public Place {
 public:
  [[nodiscard]] virtual std::unique_ptr<SqlConnection> connect() = 0;
};

class FilePlace final : public SqlPlace {
 public:
  FilePlace() {
    std::string pattern = (std::filesystem::temp_directory_path() / "oom-scan-store.XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  ~FilePlace() override { std::filesystem::remove_all(directory_); }
  Result<std::unique_ptr<HistoryStore>> try_open() override { return open_store({StoreKind::sqlite, path()}, judge); }
  std::unique_ptr<SqlConnection> connect() override {
    auto connection = open_sqlite(path());
    EXPECT_TRUE(connection.ok()) << (connection ? "" : connection.error().message);
    return *std::move(connection);
  }
  [[nodiscard]] std::string path() const { return directory_ + "/new/history.sqlite"; }

 private:
  std::string directory_;
};

class ServerPlace final : public SqlPlace {
 public:
  ServerPlace() {
    static std::atomic<int> number{0};
    schema_ = "t" + std::to_string(::getpid()) + "_" + std::to_string(++number);
    auto connection = open_postgres(server());
    EXPECT_TRUE(connection.ok()) << (connection ? "" : connection.error().message);
    EXPECT_TRUE((*connection)->run_script("CREATE SCHEMA " + schema_).ok());
  }
  ~ServerPlace() override {
    auto connection = open_postgres(server());
    if (connection) (void)(*connection)->run_script("DROP SCHEMA " + schema_ + " CASCADE");
  }
  Result<std::unique_ptr<HistoryStore>> try_open() override {
    return open_store({StoreKind::postgresql, address()}, judge);
  }
  std::unique_ptr<SqlConnection> connect() override {
    auto connection = open_postgres(address());
    EXPECT_TRUE(connection.ok()) << (connection ? "" : connection.error().message);
    return *std::move(connection);
  }
  [[nodiscard]] std::string address() const { return server() + "&options=-csearch_path%3D" + schema_; }
  static std::string server() {
    const char* url = std::getenv("OOMSCAN_TEST_POSTGRES");
    return url == nullptr ? "" : url;
  }

 private:
  std::string schema_;
};

// A prefix of its own in a bucket of OOMSCAN_TEST_S3 ("http://127.0.0.1:PORT/BUCKET", keys "test" and "testsecret";
// tests/store/with_s3.sh starts a server). Every second connection is another machine's, with a cache of its own.
class BucketPlace final : public Place {
 public:
  explicit BucketPlace(std::string url = server()) : url_(std::move(url)) {
    static std::atomic<int> number{0};
    std::string pattern = (std::filesystem::temp_directory_path() / "oom-scan-s3-cache.XXXXXX").string();
    caches_ = ::mkdtemp(pattern.data());
    prefix_ = "t" + std::to_string(::getpid()) + "-" + std::to_string(++number);
  }
  ~BucketPlace() override { std::filesystem::remove_all(caches_); }
  Result<std::unique_ptr<HistoryStore>> try_open() override {
    const int machine = opened_++ % 2;
    return S3HistoryStore::open(where(), patience, cache(machine), judge);
  }
  [[nodiscard]] S3Place where() const {
    S3Place place;
    place.address = "s3://" + bucket() + "/" + prefix_;
    place.bucket = bucket();
    place.prefix = prefix_ + "/";
    place.url = url_;
    place.region = "us-east-1";
    place.access_key = "test";
    place.secret_key = "testsecret";
    return place;
  }
  [[nodiscard]] std::string cache(int machine) const {
    return caches_ + "/" + std::to_string(machine) + "/cache.sqlite";
  }
  static std::string server() {
    const char* url = std::getenv("OOMSCAN_TEST_S3");
    return url == nullptr ? "" : url;
  }
  static std::string bucket() { return server().substr(server().rfind('/') + 1); }

  S3Patience patience{6, std::chrono::milliseconds{1}, std::chrono::milliseconds{4}, std::chrono::seconds{20},
                      std::chrono::seconds{60}};

 private:
  std::string url_;
  std::string prefix_;
  std::string caches_;
  std::atomic<int> opened_{0};
};

// Those that are here. First the databases.
inline std::vector<std::string> sql_store_names() {
  if (ServerPlace::server().empty()) return {"Sqlite"};
  return {"Sqlite", "PostgreSql"};
}

inline std::unique_ptr<SqlPlace> make_sql_place(const std::string& name) {
  if (name == "PostgreSql") return std::make_unique<ServerPlace>();
  return std::make_unique<FilePlace>();
}

inline std::vector<std::string> store_names() {
  std::vector<std::string> names = sql_store_names();
  if (!BucketPlace::server().empty()) names.emplace_back("S3");
  return names;
}

inline std::unique_ptr<Place> make_place(const std::string& name) {
  if (name == "S3") return std::make_unique<BucketPlace>();
  return make_sql_place(name);
}

}  // namespace oomscan::store
