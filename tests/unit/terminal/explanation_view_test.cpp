#include "terminal/explanation_view.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace oomscan::terminal {
namespace {

std::string shown(std::string_view container) {
  PodEvidence evidence;
  evidence.namespace_name = "shop";
  evidence.pod_name = "web\x1b[31m";
  evidence.presence = Presence::gone;
  Explanation explanation;
  RuleExplanation& rule = explanation.rules.emplace_back();
  rule.type = "OOMKilled";
  rule.rule = "OOMKilled by status";
  rule.looks_at = "states";
  rule.said.push_back({"a", Confidence::probable, "OOMKilled", {{Source::oc_get_pods, std::nullopt, "it ended"}}});
  rule.silent.push_back({"b", "it did not end"});
  std::ostringstream out;
  render_explanation(evidence, explanation, container, out);
  return out.str();
}

TEST(ExplanationView, ShowsWhatEachRuleSaysAndWhyItIsSilent) {
  const std::string text = shown("");
  EXPECT_NE(text.find("+ a: probable, OOMKilled\n        it ended\n"), std::string::npos) << text;
  EXPECT_NE(text.find("- b: it did not end\n"), std::string::npos) << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(ExplanationView, ShowsOneContainerIfAskedTo) {
  const std::string text = shown("c");
  EXPECT_EQ(text.find("it ended"), std::string::npos);
  EXPECT_EQ(text.find("it did not end"), std::string::npos);
  EXPECT_NE(text.find("nothing of the kind is there"), std::string::npos);
}

}  // namespace
}  // namespace oomscan::terminal
