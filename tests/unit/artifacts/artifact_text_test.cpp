#include "artifacts/artifact_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::artifacts {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

const Timestamp kStamp = parse_rfc3339("2025-12-12T05:26:00Z").value();

Finding finding_of(std::string container) {
  Finding finding;
  finding.namespace_name = "team";
  finding.pod = "api-1";
  finding.container = std::move(container);
  finding.type = "OOMKilled";
  finding.state = State::gone;
  finding.confidence = Confidence::confirmed;
  finding.cause = "OOMKilled";
  finding.evidence = {{Source::events, kStamp, "said\x1b[31m so"}, {Source::prometheus, std::nullopt, "counted"}};
  return finding;
}

TEST(GoneText, SaysThatThePodIsGoneAndWhatIsKnown) {
  const PodFindings pod{"team", "api-1", "uid-1", true, {0}};
  const std::string text = gone_text("prd", pod, {finding_of("app")}, kStamp);
  EXPECT_EQ(text,
            "cluster:    prd\nnamespace:  team\npod:        api-1\nuid:        uid-1\n"
            "scanned at: 2025-12-12T05:26:00Z\n\npod no longer exists\n\nwhat is known:\n"
            "OOMKilled of container 'app': gone, confirmed, cause OOMKilled\n"
            "  2025-12-12T05:26:00Z  events  said\\x1b[31m so\n  at unknown time  prometheus  counted\n");
}

TEST(HeaderText, KeepsAHostileNameOnItsLine) {
  const PodFindings pod{"team\nnamespace: forged", "api", "", false, {}};
  EXPECT_THAT(header_text("prd", pod, kStamp), HasSubstr("namespace:  team\\nnamespace: forged\n"));
}

TEST(DescriptionText, KeepsTheTextByteForByte) {
  const std::string raw("Name:\tapi\n\x1b[31m\xff\0x", 16);
  EXPECT_EQ(description_text({raw, 0}, 1000), raw);
}

TEST(DescriptionText, SaysHowMuchACapLeftOut) {
  EXPECT_EQ(description_text({"0123456789", 5}, 4), "0123\n[… 11 later bytes left out …]\n");
}

TEST(LogText, LabelsEachRun) {
  LogText log("", 10'000, 1000);
  log.add_section(finding_of("app"), true, TextAnswer{"first\n", 0});
  log.add_section(finding_of("app"), false, TextAnswer{"second", 0});
  EXPECT_EQ(std::move(log).take(),
            "===== container 'app', previous run (at most the last 10000 lines) =====\nfirst\n\n"
            "===== container 'app', current run (at most the last 10000 lines) =====\nsecond\n\n");
}

TEST(LogText, SaysWhichKindOfContainerAndWhenItIsNotKnown) {
  Finding init = finding_of("migrate");
  init.container_kind = ContainerKind::init;
  LogText log("", 10, 1000);
  log.add_section(init, true, TextAnswer{"x", 0});
  log.add_section(finding_of(""), true, TextAnswer{"x", 0});
  const std::string text = std::move(log).take();
  EXPECT_THAT(text, HasSubstr("container 'migrate' (init), previous run"));
  EXPECT_THAT(text, HasSubstr("container not known, previous run"));
}

TEST(LogText, KeepsTheLastBytesAndCountsTheOthers) {
  LogText log("", 10, 4);
  log.add_section(finding_of("app"), false, TextAnswer{"0123456789", 100});
  EXPECT_THAT(std::move(log).take(), HasSubstr("[… 106 earlier bytes left out …]\n6789\n"));
}

TEST(LogText, SharesItsCapAmongAllSections) {
  LogText log("", 10, 6);
  log.add_section(finding_of("a"), false, TextAnswer{"0123", 0});
  log.add_section(finding_of("b"), false, TextAnswer{"456789", 0});
  log.add_section(finding_of("c"), false, TextAnswer{"never", 0});
  const std::string text = std::move(log).take();
  EXPECT_THAT(text, HasSubstr("\n0123\n"));
  EXPECT_THAT(text, HasSubstr("[… 4 earlier bytes left out …]\n89\n"));
  EXPECT_THAT(text, HasSubstr("[… 5 earlier bytes left out …]\n"));
  EXPECT_THAT(text, Not(HasSubstr("never")));
}

TEST(LogText, DoesNotRepeatTheRunBeforeABackOff) {
  LogText log("", 10, 1000);
  log.add_section(finding_of("app"), true, TextAnswer{"boom\n", 0});
  log.add_section(finding_of("app"), false, TextAnswer{"boom\n", 0});
  EXPECT_THAT(std::move(log).take(), EndsWith("(the same as the previous run's: it has not started again)\n\n"));
}

TEST(LogText, SaysTheSameTextOfAnotherContainerAgain) {
  LogText log("", 10, 1000);
  log.add_section(finding_of("a"), false, TextAnswer{"boom\n", 0});
  log.add_section(finding_of("b"), false, TextAnswer{"boom\n", 0});
  EXPECT_THAT(std::move(log).take(), Not(HasSubstr("the same as")));
}

TEST(LogText, TellsEmptyMissingAndUnreadableApart) {
  LogText log("", 10, 1000);
  log.add_section(finding_of("app"), true, Error{ErrorKind::not_found, "no earlier run", ""});
  log.add_section(finding_of("app"), false, Error{ErrorKind::not_found, "container is waiting to start", ""});
  log.add_section(finding_of("b"), true, Error{ErrorKind::forbidden, "not\nallowed", "ask"});
  log.add_section(finding_of("b"), false, TextAnswer{"", 0});
  const std::string text = std::move(log).take();
  EXPECT_THAT(text, HasSubstr("(no previous log: no earlier run)\n"));
  EXPECT_THAT(text, HasSubstr("(no log: container is waiting to start)\n"));
  EXPECT_THAT(text, HasSubstr("(not read: not\\nallowed)\n"));
  EXPECT_THAT(text, HasSubstr("(empty)\n"));
}

}  // namespace
}  // namespace oomscan::artifacts
