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

}  // namespace

std::string header_text(std::string_view cluster, const PodFindings& pod, Timestamp stamp) {
  std::string text = fmt::format("cluster:    {}\nnamespace:  {}\npod:        {}\n", printable(cluster),
                                 printable(pod.namespace_name), printable(pod.pod));
  if (!pod.pod_uid.empty()) text += fmt::format("uid:        {}\n", printable(pod.pod_uid));
  text += fmt::format("scanned at: {}\n\n", format_rfc3339(stamp));
  return text;
}

std::string findings_text(const PodFindings& pod, const std::vector<Finding>& all) {
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
                      to_id(evidence.source), printable(evidence.detail));
    }
  }
  return text;
}

std::string gone_text(std::string_view cluster, const PodFindings& pod, const std::vector<Finding>& all,
                      Timestamp stamp) {
  return header_text(cluster, pod, stamp) + "pod no longer exists\n\n" + findings_text(pod, all);
}

std::string not_described_text(std::string header, const Error& error, const PodFindings& pod,
                               const std::vector<Finding>& all) {
  return std::move(header) + fmt::format("(not described: {})\n\n", printable(error.message)) + findings_text(pod, all);
}

std::string description_text(TextAnswer answer, std::size_t bytes_max) {
  std::size_t left_out = answer.bytes_dropped;
  if (answer.text.size() > bytes_max) {
    left_out += answer.text.size() - bytes_max;
    answer.text.resize(bytes_max);
  }
  if (left_out > 0) {
    end_line(answer.text);
    answer.text += fmt::format("[… {} later bytes left out …]\n", left_out);
  }
  return std::move(answer.text);
}

LogText::LogText(std::string header, std::size_t lines_max, std::size_t bytes_max)
    : text_(std::move(header)), lines_max_(lines_max), bytes_left_(bytes_max) {}

void LogText::add_section(const Finding& of, bool previous, const Result<TextAnswer>& answer) {
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
      add_log(*answer);
    }
  } else if (answer.error().kind == ErrorKind::not_found) {
    text_ += fmt::format("({}: {})\n", previous ? "no previous log" : "no log", printable(answer.error().message));
  } else {
    text_ += fmt::format("(not read: {})\n", printable(answer.error().message));
  }
  text_ += '\n';
  previous_container_ = of.container;
  previous_log_ = answer.ok() ? answer->text : std::string();
}

void LogText::add_log(const TextAnswer& answer) {
  const std::size_t kept = std::min(answer.text.size(), bytes_left_);
  const std::size_t left_out = answer.bytes_dropped + answer.text.size() - kept;
  if (left_out > 0) text_ += fmt::format("[… {} earlier bytes left out …]\n", left_out);
  text_.append(answer.text, answer.text.size() - kept, kept);
  end_line(text_);
  bytes_left_ -= kept;
}

}  // namespace oomscan::artifacts
