#include "artifacts/artifact_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_redactor.hpp"
#include "oomscan/model/text.hpp"

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
  Redaction raw(nullptr);
  const std::string text = header_text("prd", pod, kStamp, 0) + gone_text(pod, {finding_of("app")}, raw);
  EXPECT_EQ(text,
            "cluster:    prd\nnamespace:  team\npod:        api-1\nuid:        uid-1\n"
            "scanned at: 2025-12-12T05:26:00Z\n\npod no longer exists\n\nwhat is known:\n"
            "OOMKilled of container 'app': gone, confirmed, cause OOMKilled\n"
            "  2025-12-12T05:26:00Z  events  said\\x1b[31m so\n  at unknown time  prometheus  counted\n");
}

TEST(HeaderText, KeepsAHostileNameOnItsLine) {
  const PodFindings pod{"team\nnamespace: forged", "api", "", false, {}};
  EXPECT_THAT(header_text("prd", pod, kStamp, 0), HasSubstr("namespace:  team\\nnamespace: forged\n"));
}

TEST(DescriptionText, HoldsNothingThatATerminalActsOn) {
  const std::string text("Name:\tapi\n\x1b[31m\xff\0x", 18);
  Redaction none(nullptr);
  EXPECT_EQ(description_text({text, 0}, 1000, none), "Name:\tapi\n\\x1b[31m\\xff\\x00x");
}

TEST(DescriptionText, IsKeptByteForByteIfAskedForRaw) {
  const std::string text("Name:\tapi\n\x1b[31m\xff\0x", 18);
  Redaction raw(nullptr, true);
  EXPECT_EQ(description_text({text, 0}, 1000, raw), text);
}

TEST(LogText, HoldsNothingThatATerminalActsOnUnlessAskedForRaw) {
  const std::string said = "\x1b]0;title\x07 \xe2\x80\xae \r\n10%\r20%\n";
  for (const bool raw : {false, true}) {
    Redaction redaction(nullptr, raw);
    LogText log(10, 1000, redaction);
    log.add_section(finding_of("app"), true, TextAnswer{said, 0});
    log.add_section(finding_of("app"), false, TextAnswer{said, 0});
    const std::string text = std::move(log).take();
    EXPECT_THAT(text, HasSubstr(raw ? said : "\\x1b]0;title\\x07 \\u202e \r\n10%\\r20%\n"));
    EXPECT_THAT(text, HasSubstr("(the same as the previous run's"));
  }
}

TEST(LogText, IsNeverCutWithinACharacter) {
  Redaction none(nullptr);
  for (std::size_t bytes_max = 0; bytes_max < 8; ++bytes_max) {
    LogText log(10, bytes_max, none);
    log.add_section(finding_of("app"), true, TextAnswer{"a\u00db\u00db\u00dbb", 0});
    const std::string text = std::move(log).take();
    EXPECT_EQ(valid_utf8(text), text) << bytes_max;
    EXPECT_EQ(valid_utf8(description_text({"a\u00db\u00db\u00dbb", 0}, bytes_max, none)),
              description_text({"a\u00db\u00db\u00dbb", 0}, bytes_max, none));
  }
}

TEST(DescriptionText, SaysHowMuchACapLeftOut) {
  Redaction none(nullptr);
  EXPECT_EQ(description_text({"0123456789", 5}, 4, none), "0123\n[… 11 later bytes left out …]\n");
}

TEST(LogText, LabelsEachRun) {
  Redaction none(nullptr);
  LogText log(10'000, 1000, none);
  log.add_section(finding_of("app"), true, TextAnswer{"first\n", 0});
  log.add_section(finding_of("app"), false, TextAnswer{"second", 0});
  EXPECT_EQ(std::move(log).take(),
            "===== container 'app', previous run (at most the last 10000 lines) =====\nfirst\n\n"
            "===== container 'app', current run (at most the last 10000 lines) =====\nsecond\n\n");
}

TEST(LogText, SaysWhichKindOfContainerAndWhenItIsNotKnown) {
  Finding init = finding_of("migrate");
  init.container_kind = ContainerKind::init;
  Redaction none(nullptr);
  LogText log(10, 1000, none);
  log.add_section(init, true, TextAnswer{"x", 0});
  log.add_section(finding_of(""), true, TextAnswer{"x", 0});
  const std::string text = std::move(log).take();
  EXPECT_THAT(text, HasSubstr("container 'migrate' (init), previous run"));
  EXPECT_THAT(text, HasSubstr("container not known, previous run"));
}

TEST(LogText, KeepsTheLastBytesAndCountsTheOthers) {
  Redaction none(nullptr);
  LogText log(10, 4, none);
  log.add_section(finding_of("app"), false, TextAnswer{"0123456789", 100});
  EXPECT_THAT(std::move(log).take(), HasSubstr("[… 106 earlier bytes left out …]\n6789\n"));
}

TEST(LogText, SharesItsCapAmongAllSections) {
  Redaction none(nullptr);
  LogText log(10, 6, none);
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
  Redaction none(nullptr);
  LogText log(10, 1000, none);
  log.add_section(finding_of("app"), true, TextAnswer{"boom\n", 0});
  log.add_section(finding_of("app"), false, TextAnswer{"boom\n", 0});
  EXPECT_THAT(std::move(log).take(), EndsWith("(the same as the previous run's: it has not started again)\n\n"));
}

TEST(LogText, SaysTheSameTextOfAnotherContainerAgain) {
  Redaction none(nullptr);
  LogText log(10, 1000, none);
  log.add_section(finding_of("a"), false, TextAnswer{"boom\n", 0});
  log.add_section(finding_of("b"), false, TextAnswer{"boom\n", 0});
  EXPECT_THAT(std::move(log).take(), Not(HasSubstr("the same as")));
}

TEST(LogText, TellsEmptyMissingAndUnreadableApart) {
  Redaction none(nullptr);
  LogText log(10, 1000, none);
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

TEST(HeaderText, CountsSecretsOnlyIfThereWereAny) {
  const PodFindings pod{"team", "api", "", false, {}};
  EXPECT_THAT(header_text("prd", pod, kStamp, 0), Not(HasSubstr("redacted")));
  EXPECT_THAT(header_text("prd", pod, kStamp, 1), EndsWith("\nredacted:   1 secret (--no-redact keeps it)\n\n"));
  EXPECT_THAT(header_text("prd", pod, kStamp, 12), EndsWith("\nredacted:   12 secrets (--no-redact keeps them)\n\n"));
}

TEST(GoneText, RedactsWhatEventsSaid) {
  Finding finding = finding_of("app");
  finding.evidence[0].detail = "probe of http://a:hunter2@b failed";
  const fakes::FakeRedactor redactor;
  Redaction redaction(&redactor);
  const PodFindings pod{"team", "api-1", "", true, {0}};
  const std::string text = gone_text(pod, {finding}, redaction);
  EXPECT_THAT(text, HasSubstr("probe of http://a:[redacted: password]@b failed"));
  EXPECT_EQ(redaction.secrets(), 1U);
}

TEST(DescriptionText, RedactsBeforeItsCapCuts) {
  const fakes::FakeRedactor redactor;
  Redaction redaction(&redactor);
  // Cut first, "hunt" would be left.
  const std::string text = description_text({"pw hunter2 end", 0}, 7, redaction);
  EXPECT_THAT(text, Not(HasSubstr("hunt")));
  EXPECT_EQ(redaction.secrets(), 1U);
}

TEST(LogText, RedactsBeforeTheFilesCapCuts) {
  const fakes::FakeRedactor redactor;
  Redaction redaction(&redactor);
  LogText log(10, 9, redaction);
  log.add_section(finding_of("app"), false, TextAnswer{"pw hunter2 end", 0});  // the last 9: "ter2 end"
  const std::string text = std::move(log).take();
  EXPECT_THAT(text, Not(HasSubstr("ter2")));
  EXPECT_THAT(text, HasSubstr(" end\n"));
}

TEST(LogText, LeavesOutALineThatTheServersCapCut) {
  const fakes::FakeRedactor redactor;
  Redaction redaction(&redactor);
  LogText log(10, 1000, redaction);
  log.add_section(finding_of("app"), false, TextAnswer{"er2 half a line\nwhole line\n", 100});
  const std::string text = std::move(log).take();
  EXPECT_THAT(text, HasSubstr("[… 116 earlier bytes left out …]\nwhole line\n"));
  EXPECT_THAT(text, Not(HasSubstr("half")));
}

TEST(LogText, KeepsACutLineIfNothingIsToBeRedacted) {
  Redaction none(nullptr);
  LogText log(10, 1000, none);
  log.add_section(finding_of("app"), false, TextAnswer{"half a line\nwhole line\n", 100});
  EXPECT_THAT(std::move(log).take(), HasSubstr("[… 100 earlier bytes left out …]\nhalf a line\nwhole line\n"));
}

TEST(LogText, CountsTheSecretsOfARunThatIsShownOnceOnlyOnce) {
  const fakes::FakeRedactor redactor;
  Redaction redaction(&redactor);
  LogText log(10, 1000, redaction);
  log.add_section(finding_of("app"), true, TextAnswer{"hunter2 boom\n", 0});
  log.add_section(finding_of("app"), false, TextAnswer{"hunter2 boom\n", 0});
  EXPECT_EQ(redaction.secrets(), 1U);
  EXPECT_THAT(std::move(log).take(), HasSubstr("the same as the previous run's"));
}

TEST(LogText, RedactsWhatServersSayInsteadOfALog) {
  const fakes::FakeRedactor redactor;
  Redaction redaction(&redactor);
  LogText log(10, 1000, redaction);
  log.add_section(finding_of("app"), true, Error{ErrorKind::not_found, "no run of hunter2", ""});
  log.add_section(finding_of("app"), false, Error{ErrorKind::forbidden, "hunter2 is forbidden", ""});
  EXPECT_THAT(std::move(log).take(), Not(HasSubstr("hunter2")));
  EXPECT_EQ(redaction.secrets(), 2U);
}

}  // namespace
}  // namespace oomscan::artifacts
