#include "oomscan/model/shell.hpp"

#include <string>

#include <gtest/gtest.h>

#include "fakes/shell_words.hpp"

namespace oomscan {
namespace {

TEST(ShellQuoted, KeepsPlainNamesAndQuotesOthers) {
  EXPECT_EQ(shell_quoted("system:serviceaccount:a:b"), "system:serviceaccount:a:b");
  EXPECT_EQ(shell_quoted("me@example.com"), "me@example.com");
  EXPECT_EQ(shell_quoted("Jo Doe; rm -rf ~"), "'Jo Doe; rm -rf ~'");
  EXPECT_EQ(shell_quoted("CORP\\jdoe"), "'CORP\\jdoe'");
  EXPECT_EQ(shell_quoted("größe"), "'größe'");
  EXPECT_EQ(shell_quoted("https://host:6443/$(touch${IFS}pwned)"), "'https://host:6443/$(touch${IFS}pwned)'");
}

TEST(ShellQuoted, LeavesOutWhatNoQuotesMakeHarmless) {
  for (const std::string& text : {std::string{}, std::string{"-rf"}, std::string{"it's"}, std::string{"a\nb"},
                                  std::string{"a\x1b[2J"}, std::string{"a\xe2\x80\xae"}, std::string{"\xff"},
                                  std::string{"a\\"}, std::string(kShellWordBytesMax + 1, 'a')}) {
    EXPECT_EQ(shell_quoted(text), std::nullopt) << text;
  }
}

TEST(ShellQuoted, IsOneWordOfTheseBytes) {
  for (const std::string& text : fakes::hostile_shell_words()) {
    const auto quoted = shell_quoted(text);
    if (!quoted) continue;
    const auto words = fakes::shell_words(*quoted);
    ASSERT_TRUE(words) << text;
    EXPECT_EQ(*words, std::vector<std::string>{text});
  }
}

TEST(ShellQuotedUrl, IsOfAddressesOnly) {
  EXPECT_EQ(shell_quoted_url("https://api.example:6443"), "https://api.example:6443");
  EXPECT_EQ(shell_quoted_url("http://host/$(x)"), "'http://host/$(x)'");
  EXPECT_EQ(shell_quoted_url("--token=x"), std::nullopt);
  EXPECT_EQ(shell_quoted_url("api.example:6443"), std::nullopt);
}

}  // namespace
}  // namespace oomscan
