#include "prometheus/bearer_token.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

namespace oomscan::prometheus {
namespace {

class TokenFile : public testing::Test {
 protected:
  TokenFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "oomscan-token-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  ~TokenFile() override { std::filesystem::remove_all(directory_); }

  std::string holding(const std::string& content) {
    std::ofstream(directory_ + "/token", std::ios::binary) << content;
    return directory_ + "/token";
  }

  std::string directory_;
};

TEST_F(TokenFile, GivesTheTokenWithoutItsLineEnd) {
  EXPECT_EQ(read_token_file(holding("sha256~abc.DEF-1_2\r\n")).value(), "sha256~abc.DEF-1_2");
}

TEST_F(TokenFile, RefusesWhatIsNoTokenWithoutShowingIt) {
  for (const std::string& content :
       {std::string(), std::string(" \n"), std::string("geheim geheim"), std::string("geheim\nX-Other: 1"),
        std::string("geheim\0", 7), std::string(70'000, 'x')}) {
    const auto token = read_token_file(holding(content));
    ASSERT_FALSE(token.ok());
    EXPECT_EQ(token.error().kind, ErrorKind::config);
    EXPECT_THAT(token.error().message, testing::Not(testing::HasSubstr("geheim")));
    EXPECT_FALSE(token.error().hint.empty());
  }
}

TEST_F(TokenFile, NamesAFileThatIsNotThere) {
  const auto token = read_token_file(directory_ + "/none");
  ASSERT_FALSE(token.ok());
  EXPECT_THAT(token.error().message, testing::HasSubstr(directory_ + "/none"));
}

TEST_F(TokenFile, CannotBeADirectory) { EXPECT_FALSE(read_token_file(directory_).ok()); }

}  // namespace
}  // namespace oomscan::prometheus
