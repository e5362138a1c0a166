#include "detect/reading/limit_words.hpp"

#include <string>

#include <gtest/gtest.h>

namespace oomscan::detect {
namespace {

TEST(LimitSentences, EachNamesItsSourceAndIsFoundWhereverItStands) {
  for (const LimitSentence& sentence : limit_sentences()) {
    EXPECT_NE(sentence.source.find('/'), std::string_view::npos) << sentence.words;
    const std::string said = std::string(sentence.words) + "5" + std::string(sentence.then);
    EXPECT_TRUE(says_limit_is_too_low(said)) << said;
    EXPECT_TRUE(says_limit_is_too_low("rpc error: code = Unknown desc = " + said + ": unknown")) << said;
  }
}

TEST(LimitSentences, ProveNothingInTheNameOfACommand) {
  for (const LimitSentence& sentence : limit_sentences()) {
    const std::string name = std::string(sentence.words) + "5" + std::string(sentence.then);
    EXPECT_FALSE(says_limit_is_too_low("exec: \"" + name + "\": executable file not found in $PATH")) << name;
    EXPECT_FALSE(says_limit_is_too_low("executable file `" + name + "` not found in $PATH")) << name;
    EXPECT_FALSE(says_limit_is_too_low("executable '" + name + "' for container not found")) << name;
  }
}

// runc and buildah, as they are: recorded by scripts/runtime-sentences.
TEST(LimitSentences, ProveNothingWhereTheNameOfACommandIsSaidAgain) {
  for (const LimitSentence& sentence : limit_sentences()) {
    const std::string name = "/no/" + std::string(sentence.words) + "5" + std::string(sentence.then);
    const std::string runc = "exec: \"" + name + "\": stat " + name + ": no such file or directory";
    EXPECT_FALSE(says_limit_is_too_low(runc)) << runc;
    const std::string buildah = "from /usr/bin/runc creating container for [" + name +
                                "]: time=\"2026-11-28T00:56:16Z\" level=error msg=\"exec: \\\"" + name + "\\\": stat " +
                                name + ": no such file or directory\"";
    EXPECT_FALSE(says_limit_is_too_low(buildah)) << buildah;
    EXPECT_TRUE(says_limit_is_too_low(runc + "; " + std::string(sentence.words) + "7" + std::string(sentence.then)));
  }
}

TEST(LimitSentences, StandBesideACommandOfWhichTheyHoldTheName) {
  EXPECT_TRUE(says_limit_is_too_low("exec: \"c\": container init was OOM-killed (memory limit too low?)"));
  EXPECT_TRUE(says_limit_is_too_low("creating container for [memory]: OOM: the memory limit could be too low: EOF"));
}

TEST(LimitSentences, AreNotGuessedFromAnEarlyDeath) {
  for (const char* other :
       {"container init caused \"read init-p: connection reset by peer\"",
        "getting the final child's pid from pipe caused \"EOF\"", "cannot start a stopped process",
        "set memory limit 5 of the node", "failed to write 5 to memory.limit_in_bytes: invalid argument",
        "The paging file is too small for this operation to complete. (0x5af)"}) {
    EXPECT_FALSE(says_limit_is_too_low(other)) << other;
  }
}

}  // namespace
}  // namespace oomscan::detect
