#include "artifacts/artifact_text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/text.hpp"

namespace oomscan::artifacts {
namespace {

void end_line(std::string& text) {
  if (!text.empty() && text.back() != '\n') text += '\n';
}

std::string container_label(const Finding& finding) {
  if (finding.container.empty()) return "container not known";
  const std::string name = fmt::format("container '{}'", printable(finding.container));
  if (finding.container_kind == ContainerKind::main) return name;
  return fmt::format("{} ({})", name, to_id(finding.container_kind));
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

// Half a line may begin with half a secret, without the key that names it: nothing can judge it.
void drop_cut_line(TextAnswer& answer) {
  if (answer.bytes_dropped == 0) return;
  std::size_t end = answer.text.find('\n');
  if (end == std::string::npos) end = answer.text.find_first_of(" \t");
  if (end == std::string::npos) return;
  answer.text.erase(0, end + 1);
  answer.bytes_dropped += end + 1;
}

}  // namespace

std::string secrets_line(std::size_t secrets) {
  if (secrets == 0) return "";
  return fmt::format("redacted:   {} secret{} (--no-redact keeps {})\n", secrets, secrets == 1 ? "" : "s",
                     secrets == 1 ? "it" : "them");
}

std::string header_text(std::string_view cluster, const PodFindings& pod, Timestamp stamp, std::size_t secrets) {
  std::string text = fmt::format("cluster:    {}\nnamespace:  {}\npod:        {}\n", printable(cluster),
                                 printable(pod.namespace_name), printable(pod.pod));
  if (!pod.pod_uid.empty()) text += fmt::format("uid:        {}\n", printable(pod.pod_uid));
  text += fmt::format("scanned at: {}\n", format_rfc3339(stamp));
  return text + secrets_line(secrets) + '\n';
}

std::string findings_text(const PodFindings& pod, const std::vector<Finding>& all, Redaction& redaction) {
  std::string text = "what is known:\n";
  for (const std::size_t index : pod.findings) {
    const Finding& finding = all[index];
    text += fmt::format("{} of {}: {}, {}", printable(finding.type), container_label(finding), to_id(finding.state),
                        to_id(finding.confidence));
    if (!finding.cause.empty()) text += fmt::format(", cause {}", printable(finding.cause));
    if (!finding.node.empty()) text += fmt::format(", on node {}", printable(finding.node));
    text += '\n';
    for (const Evidence& evidence : finding.evidence) {
      text +=
          fmt::format("  {}  {}  {}\n", evidence.timestamp ? format_rfc3339(*evidence.timestamp) : "at unknown time",
                      to_id(evidence.source), printable(redaction(evidence.detail)));
    }
  }
  return text;
}

std::string gone_text(const PodFindings& pod, const std::vector<Finding>& all, Redaction& redaction) {
  return "pod no longer exists\n\n" + findings_text(pod, all, redaction);
}

std::string not_described_text(const Error& error, const PodFindings& pod, const std::vector<Finding>& all,
                               Redaction& redaction) {
  return fmt::format("(not described: {})\n\n", printable(redaction(error.message))) +
         findings_text(pod, all, redaction);
}

std::string description_text(TextAnswer answer, std::size_t bytes_max, Redaction& redaction) {
  redaction.count(redaction.replace(answer.text));
  redaction.make_visible(answer.text);
  std::size_t left_out = answer.bytes_dropped;
  if (answer.text.size() > bytes_max) {
    // Half a character may be a control character of other encodings.
    std::size_t kept = bytes_max;
    while (kept > 0 && continues_character(answer.text[kept])) --kept;
    left_out += answer.text.size() - kept;
    answer.text.resize(kept);
  }
  if (left_out > 0) {
    end_line(answer.text);
    answer.text += fmt::format("[… {} later bytes left out …]\n", left_out);
  }
  return std::move(answer.text);
}

LogText::LogText(std::size_t lines_max, std::size_t bytes_max, Redaction& redaction)
    : lines_max_(lines_max), bytes_left_(bytes_max), redaction_(redaction) {}

std::string_view LogText::add_section(const Finding& of, bool previous, Result<TextAnswer> answer) {
  std::size_t secrets = 0;
  if (answer.ok()) {
    if (redaction_.on()) drop_cut_line(*answer);
    secrets = redaction_.replace(answer->text);
    redaction_.make_visible(answer->text);
  }
  text_ += fmt::format("===== {}, {} run (at most the last {} lines) =====\n", container_label(of),
                       previous ? "previous" : "current", lines_max_);
  if (answer.ok()) {
    // Between two back-offs the server gives the ended run for both.
    const bool repeats = !previous && previous_container_ == of.container && previous_log_ == answer->text;
    if (answer->text.empty()) {
      text_ += "(empty)\n";
    } else if (repeats) {
      text_ += "(the same as the previous run's: it has not started again)\n";
    } else {
      redaction_.count(secrets);
      add_log(*answer);
    }
  } else if (answer.error().kind == ErrorKind::not_found) {
    text_ += fmt::format("({}: {})\n", previous ? "no previous log" : "no log",
                         printable(redaction_(answer.error().message)));
  } else {
    text_ += fmt::format("(not read: {})\n", printable(redaction_(answer.error().message)));
  }
  text_ += '\n';
  previous_container_ = of.container;
  previous_log_ = answer.ok() ? std::move(answer->text) : std::string();
  return previous_log_;
}

void LogText::add_log(const TextAnswer& answer) {
  std::size_t kept = std::min(answer.text.size(), bytes_left_);
  while (kept > 0 && kept < answer.text.size() && continues_character(answer.text[answer.text.size() - kept])) --kept;
  const std::size_t left_out = answer.bytes_dropped + answer.text.size() - kept;
  if (left_out > 0) text_ += fmt::format("[… {} earlier bytes left out …]\n", left_out);
  text_.append(answer.text, answer.text.size() - kept, kept);
  end_line(text_);
  bytes_left_ -= kept;
}

}  // namespace oomscan::artifacts
