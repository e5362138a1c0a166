#include "terminal/explanation_view.hpp"

#include <string>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::terminal {
namespace {

bool is_wanted(std::string_view about, std::string_view container) {
  return container.empty() || about.empty() || about == container;
}

std::string whose(const std::string& container) { return container.empty() ? "" : printable(container) + ": "; }

std::string_view presence_words(Presence presence) {
  switch (presence) {
    case Presence::listed:
      return "listed";
    case Presence::gone:
      return "gone";
    case Presence::unknown:
      break;
  }
  return "not known: its namespace's pods could not be read completely";
}

void render_rule(const RuleExplanation& rule, std::string_view container, std::ostream& out) {
  out << fmt::format("  {}: {} (looks at {})\n", rule.type, rule.rule, rule.looks_at);
  bool any = false;
  for (const RuleStatement& said : rule.said) {
    if (!is_wanted(said.container, container)) continue;
    any = true;
    out << fmt::format("    + {}{}, {}\n", whose(said.container), to_id(said.confidence), printable(said.cause));
    for (const Evidence& evidence : said.evidence) {
      out << fmt::format("        {}{}\n", evidence.timestamp ? format_rfc3339(*evidence.timestamp) + " " : "",
                         printable(evidence.detail));
    }
  }
  for (const Silence& silence : rule.silent) {
    if (!is_wanted(silence.container, container)) continue;
    any = true;
    out << fmt::format("    - {}{}\n", whose(silence.container), printable(silence.why));
  }
  if (!any) out << "    - nothing of the kind is there\n";
}

}  // namespace

void render_explanation(const PodEvidence& evidence, const Explanation& explanation, std::string_view container,
                        std::ostream& out) {
  out << fmt::format("{}/{}  uid {}  {}\n", printable(evidence.namespace_name), printable(evidence.pod_name),
                     evidence.pod_uid.empty() ? "unknown" : printable(evidence.pod_uid),
                     presence_words(evidence.presence));
  out << "\nfindings\n";
  bool any = false;
  for (const Finding& finding : explanation.findings) {
    if (!is_wanted(finding.container, container)) continue;
    any = true;
    out << fmt::format("  {}{} {} {}, {}\n", whose(finding.container), finding.type, to_id(finding.confidence),
                       to_id(finding.state), printable(finding.cause));
  }
  if (!any) out << "  none\n";
  out << "\nrules: + says something, - is silent, and why\n";
  for (const RuleExplanation& rule : explanation.rules) render_rule(rule, container, out);
}

}  // namespace oomscan::terminal
