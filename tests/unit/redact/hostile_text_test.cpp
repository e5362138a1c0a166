// Text that was made to make the redactor slow, wrong or crash. That a run comes to its end within the test's time
// limit is what shows that work is linear: anything quadratic in 4 MiB takes hours.
#include <array>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "fakes/planted_log.hpp"
#include "redact/redactor.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kBytes = std::size_t{4} << 20;

std::string repeated(std::string_view piece, std::size_t bytes = kBytes) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  return text;
}

TEST(HostileText, IsReadOnceHoweverItRepeats) {
  const auto redactor = make_redactor();
  constexpr auto kPieces = std::to_array<std::string_view>({"A",
                                                            "=",
                                                            ":",
                                                            "-",
                                                            "\\",
                                                            "\"",
                                                            " ",
                                                            "\n",
                                                            "/",
                                                            "@",
                                                            "[",
                                                            "<",
                                                            std::string_view("\0", 1),
                                                            "\xff",
                                                            "eyJ",
                                                            "eyJ.",
                                                            "eyJabcdefghij.",
                                                            "-----BEGIN",
                                                            "-----BEGIN PRIVATE KEY-----",
                                                            "-----BEGIN PRIVATE KEY-----\n",
                                                            "-----BEGIN PRIVATE KEY-----\nx\n",
                                                            "-----END PRIVATE KEY-----",
                                                            "-----END PRIVATE KEY-----\n",
                                                            "-----BEGIN PRIVATE KEY-----\n\n\n",
                                                            "token",
                                                            "token=",
                                                            "token:",
                                                            "token ",
                                                            "password",
                                                            "password=",
                                                            "password=,",
                                                            "password=)",
                                                            "password: |\n ",
                                                            "\"password\":\"",
                                                            "\\\"password\\\":",
                                                            "--token\n",
                                                            "://",
                                                            "://a:b/",
                                                            "://a:",
                                                            "://a@",
                                                            "Bearer ",
                                                            "basic A",
                                                            "Authorization: Digest ",
                                                            "AKIAIOSFODNN7EXAMPLE",
                                                            "[redacted: ",
                                                            "key"});
  for (const std::string_view piece : kPieces) {
    std::string text = repeated(piece, piece.size() == 1 || piece.starts_with("-----") ? kBytes : kBytes / 4);
    redactor->redact(text);
    std::string again = text;
    EXPECT_EQ(redactor->redact(again), 0U) << piece;
    EXPECT_EQ(again, text) << piece;
  }
}

TEST(HostileText, AKeyWithoutAnEndIsTakenToTheEnd) {
  std::string text =
      "-----BEGIN PRIVATE KEY-----\n" + repeated("MIIEowIBAAKCAQEA0Zr3QkVqGq7hVZs1mQe1s0r2y7o3x8t6v5u4w3e2r1t0y9u8\n");
  EXPECT_EQ(make_redactor()->redact(text), 1U);
  EXPECT_LT(text.size(), 100U);
}

TEST(HostileText, ASecretOfAnyLengthIsTakenWhole) {
  for (const std::string before :
       {"password=", "\"password\":\"", "Authorization: Bearer ", "eyJhbGciOiJ.", "sha256~", "--password "}) {
    std::string text = before + repeated("aB3");
    EXPECT_EQ(make_redactor()->redact(text), 1U) << before;
    EXPECT_LT(text.size(), 100U) << before;
  }
}

TEST(HostileText, BytesThatAreNoTextAreKept) {
  using namespace std::string_literals;
  std::string text = "\0\xff\xfe password=hunter2 \xc0\xaf\0 end\x80"s;
  const std::string expected = "\0\xff\xfe password=[redacted: password] \xc0\xaf\0 end\x80"s;
  EXPECT_EQ(make_redactor()->redact(text), 1U);
  EXPECT_EQ(text, expected);
  std::string secret = "password=h\xffnt\xc3\xa4r2 x";
  make_redactor()->redact(secret);
  EXPECT_EQ(secret, "password=[redacted: password] x");
}

TEST(HostileText, AForgedMarkerHidesNothing) {
  for (const std::string forged :
       {"[redacted: password]", "[redacted: ", "[redacted: x]", "[redacted: password hunter2]"}) {
    std::string text = forged + " password=hunter2 " + forged + "password=hunter2";
    make_redactor()->redact(text);
    EXPECT_EQ(text.find("=hunter2"), std::string::npos) << text;
  }
}

// Pieces that matchers look for, in any order.
TEST(HostileText, ASecondTimeChangesNothing) {
  constexpr auto kPieces = std::to_array<std::string_view>({"password",
                                                            "token",
                                                            "secret",
                                                            "api_key",
                                                            "DB_PASSWORD",
                                                            "key",
                                                            "pwd",
                                                            "=",
                                                            ": ",
                                                            ":",
                                                            " ",
                                                            "  ",
                                                            "\n",
                                                            "\"",
                                                            "\\\"",
                                                            "'",
                                                            ",",
                                                            ";",
                                                            "&",
                                                            "{",
                                                            "}",
                                                            "[",
                                                            "]",
                                                            "(",
                                                            ")",
                                                            "<",
                                                            ">",
                                                            "\\n",
                                                            "hunter2",
                                                            "abc",
                                                            "a8f3k29dkq",
                                                            "expired",
                                                            "true",
                                                            "5",
                                                            "://",
                                                            "user",
                                                            "@",
                                                            "host",
                                                            "/",
                                                            "Authorization",
                                                            "Bearer ",
                                                            "Basic ",
                                                            "YXBwOmh1bnRlcjI=",
                                                            "eyJhbGciOiJIUzI1NiJ9",
                                                            ".",
                                                            "-----BEGIN PRIVATE KEY-----",
                                                            "-----END PRIVATE KEY-----",
                                                            "MIIEowIBAAKCAQEA0Zr3QkVqGq7h",
                                                            "AKIAIOSFODNN7EXAMPLE",
                                                            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                                                            "sha256~abcdefghijklmnopqrstuvwxyz",
                                                            "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                                                            "name",
                                                            "value",
                                                            "--",
                                                            "|",
                                                            "      ",
                                                            "[redacted: token]"});
  const auto redactor = make_redactor();
  std::mt19937_64 random(7);
  for (int round = 0; round < 60'000; ++round) {
    std::string text;
    for (std::uint64_t pieces = 2 + random() % 14; pieces > 0; --pieces) text += kPieces[random() % kPieces.size()];
    std::string once = text;
    redactor->redact(once);
    std::string twice = once;
    ASSERT_EQ(redactor->redact(twice), 0U) << "text:  " << text << "\nonce:  " << once << "\ntwice: " << twice;
    ASSERT_EQ(twice, once);
  }
}

TEST(HostileText, AnyBytesAreSafe) {
  const auto redactor = make_redactor();
  std::mt19937_64 random(8);
  fakes::LogPlanter planter(9);
  const std::string base = planter.log(4'000, 100).text;
  for (int round = 0; round < 4'000; ++round) {
    std::string text = base.substr(random() % base.size(), random() % 400);
    for (int change = 0; change < 4 && !text.empty(); ++change) {
      text[random() % text.size()] = static_cast<char>(random() % 256);
    }
    redactor->redact(text);
    std::string again = text;
    ASSERT_EQ(redactor->redact(again), 0U) << text << "\n" << again;
  }
}

}  // namespace
}  // namespace oomscan::redact
