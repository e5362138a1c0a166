// Many secrets among much that is none: nothing is missed, nothing else is changed.
#include "fakes/planted_log.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "redact/redactor.hpp"

namespace oomscan::redact {
namespace {

constexpr std::size_t kLogBytes = std::size_t{4} << 20;
constexpr std::size_t kBytesBetween = 2'000;

// The first line in which two texts differ, and how.
std::string difference(const std::string& actual, const std::string& expected) {
  const auto at = static_cast<std::size_t>(
      std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end()).first - actual.begin());
  const std::size_t begin = actual.rfind('\n', at == 0 ? 0 : at - 1) + 1;
  return "is:        " + actual.substr(begin, 300) + "\nshould be: " + expected.substr(begin, 300);
}

TEST(PlantedLog, LosesEverySecretAndNothingElse) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const fakes::PlantedLog log = fakes::LogPlanter(seed).log(kLogBytes, kBytesBetween);
    ASSERT_GT(log.secrets.size(), kLogBytes / kBytesBetween / 2);
    std::string text = log.text;
    EXPECT_EQ(make_redactor()->redact(text), log.secrets.size());
    ASSERT_TRUE(text == log.expected) << "seed " << seed << "\n" << difference(text, log.expected);
    EXPECT_EQ(make_redactor()->redact(text), 0U) << "a second time";
  }
}

TEST(PlantedLog, LosesEverySecretWhereverTheTextIsCut) {
  const fakes::PlantedLog log = fakes::LogPlanter(4).log(64 << 10, 600);
  const auto redactor = make_redactor();
  // A tail that begins within a line: the saver drops that line, all others must be clean.
  for (std::size_t cut = 0; cut < log.text.size(); cut += 97) {
    const std::size_t line = log.text.find('\n', cut);
    if (line == std::string::npos) break;
    std::string text = log.text.substr(line + 1);
    redactor->redact(text);
    for (const std::string& secret : log.secrets) {
      ASSERT_EQ(text.find(secret), std::string::npos) << "cut at " << cut << ": " << secret;
    }
    const std::size_t key = log.text.find("-----END RSA", line);
    if (key == std::string::npos || key - line > 200) continue;
    ASSERT_EQ(text.find("-----END RSA"), std::string::npos) << "cut at " << cut;
  }
  // A head that ends within a line: what is left of a secret's second half must not show.
  for (std::size_t cut = 1; cut < log.text.size(); cut += 89) {
    std::string text = log.text.substr(0, cut);
    redactor->redact(text);
    for (const std::string& secret : log.secrets) {
      ASSERT_EQ(text.find(secret), std::string::npos) << "cut at " << cut << ": " << secret;
    }
  }
}

}  // namespace
}  // namespace oomscan::redact
