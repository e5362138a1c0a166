// What stands in artifact files around the cluster's own words. Pure.
// Names are made safe to print on one line. Of describe and log texts secrets are replaced while the texts are whole,
// before any cap cuts them; then, unless asked for raw, what a terminal would act on is shown by its number, so that
// `cat` and `less -R` are harmless. All else is kept byte for byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/pod_findings.hpp"
#include "artifacts/redaction.hpp"
#include "oomscan/model/finding.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/time.hpp"
#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::artifacts {

// Who and when, one fact a line, and an empty line.
[[nodiscard]] std::string header_text(std::string_view cluster, const PodFindings& pod, Timestamp stamp,
                                      std::size_t secrets);

// The header's line about secrets; empty if there were none.
[[nodiscard]] std::string secrets_line(std::size_t secrets);

// Each finding with its evidence: all that is known of a pod that cannot be asked any more.
[[nodiscard]] std::string findings_text(const PodFindings& pod, const std::vector<Finding>& all, Redaction& redaction);

// For a pod that is not there, below the header: says so, and what the findings know.
[[nodiscard]] std::string gone_text(const PodFindings& pod, const std::vector<Finding>& all, Redaction& redaction);

// In place of a describe text that could not be had, below the header: why, and what the findings know.
[[nodiscard]] std::string not_described_text(const Error& error, const PodFindings& pod,
                                             const std::vector<Finding>& all, Redaction& redaction);

// The describe text, at most `bytes_max` bytes of it; a line at its end says how many are left out.
[[nodiscard]] std::string description_text(TextAnswer answer, std::size_t bytes_max, Redaction& redaction);

// What stands in a log file below its header: grows by one labelled section per container and run.
class LogText {
 public:
  // `bytes_max`: of log text over all sections. `redaction` must outlive this.
  LogText(std::size_t lines_max, std::size_t bytes_max, Redaction& redaction);

  // `answer` may be an error: the section then says which. `previous` sections stand before the current one. Returns
  // the whole log as it may leave (redacted, not cut), until the next call; empty for an error.
  std::string_view add_section(const Finding& of, bool previous, Result<TextAnswer> answer);

  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  void add_log(const TextAnswer& answer);

  std::string text_;
  std::size_t lines_max_;
  std::size_t bytes_left_;
  Redaction& redaction_;
  std::string previous_log_;  // of the last section, to say nothing twice
  std::string previous_container_;
};

}  // namespace oomscan::artifacts
