#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/cli/run.hpp"

namespace oomscan::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(StoreOption, MayStandWithoutAnAddress) {
  EXPECT_EQ(options({"--store"}).store, "default");
  EXPECT_EQ(options({"--store", "--current"}).store, "default");
  EXPECT_EQ(options({"--store", "h.sqlite", "--current"}).store, "h.sqlite");
  EXPECT_EQ(options({"--store=h.sqlite"}).store, "h.sqlite");
  EXPECT_EQ(options({"trends", "--store"}).command, Command::trends);
  EXPECT_EQ(options({}).store, "");
}

TEST(StoreOption, TakesNoPasswordWhereOthersReadIt) {
  for (const char* address : {"postgresql://u:sesame@db/oom", "postgresql://db/oom?password=sesame"}) {
    const std::string text = refusal({"--store", address});
    EXPECT_THAT(text, HasSubstr("must not hold a password"));
    EXPECT_THAT(text, Not(HasSubstr("sesame")));
  }
  EXPECT_EQ(options({"--store", "postgresql://u@db/oom"}).store, "postgresql://u@db/oom");
}

TEST(OnlyNew, NeedsAPast) {
  EXPECT_THAT(refusal({"--only-new"}), HasSubstr("add '--store' or '--baseline oom_results.json'"));
  EXPECT_THAT(refusal({"--fail-on", "new"}), HasSubstr("add '--store' or '--baseline oom_results.json'"));
  EXPECT_TRUE(options({"--only-new", "--store"}).only_new);
  EXPECT_EQ(options({"--fail-on", "new", "--baseline", "a.json"}).fail_on, FailOn::fresh);
}

TEST(RunId, IsATimeAndAWord) {
  EXPECT_EQ(options({"--store", "--run-id", "20261127T205137Z-nightly"}).run_id, "20261127T205137Z-nightly");
  for (const char* wrong : {"nightly", "20261127T205137Z-", "20261127T205137Z-a/b", "2026-11-27T20:51:37Z-a"}) {
    EXPECT_THAT(refusal({"--store", "--run-id", wrong}), HasSubstr("is no id of a run")) << wrong;
  }
  EXPECT_THAT(refusal({"--run-id", "20261127T205137Z-nightly"}), HasSubstr("add '--store'"));
}

TEST(Questions, AreAboutAWindowAndATime) {
  const Options asked = options({"trends", "--window", "24h", "--by", "workload", "--now", "2026-11-27T08:00:00Z",
                                 "--contexts", "north", "--format", "json", "--top", "0"});
  EXPECT_EQ(asked.question.window, Seconds{86400});
  EXPECT_EQ(asked.question.window_name, "24h");
  EXPECT_EQ(asked.question.by, GroupBy::workload);
  EXPECT_EQ(asked.now, parse_rfc3339("2026-11-27T08:00:00Z"));
  EXPECT_THAT(asked.contexts, ::testing::ElementsAre("north"));
  EXPECT_EQ(asked.answer_format, AnswerFormat::json);
  EXPECT_EQ(asked.rows_max, 0U);
  EXPECT_THAT(refusal({"trends", "--window", "0d"}), HasSubstr("is no time range"));
  EXPECT_THAT(refusal({"trends", "--now", "yesterday"}), HasSubstr("is no time"));
  EXPECT_THAT(refusal({"--window", "7d"}), HasSubstr("has no option '--window'"));
  EXPECT_THAT(refusal({"history", "import"}), HasSubstr("FILE"));
}

}  // namespace
}  // namespace oomscan::cli
