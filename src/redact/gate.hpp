// The gate of what leaves the program but is no artifact: reports, checkups, lists, errors, lines on stderr and on a
// live display. Each foreign string of them is redacted once, before any view or exporter sees it.
// `redactor` may be null (--no-redact): all stays. Pure but for that; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "oomscan/model/checkup.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/model/report.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/finding_sink.hpp"
#include "oomscan/ports/redactor.hpp"
#include "oomscan/ports/scan_observer.hpp"

namespace oomscan::redact {

[[nodiscard]] std::string redacted(std::string text, const Redactor* redactor);
[[nodiscard]] std::vector<std::string> redacted(std::vector<std::string> texts, const Redactor* redactor);
[[nodiscard]] Error redacted(Error error, const Redactor* redactor);
// Evidence is cut here as well, after it was redacted and whether or not it is.
inline constexpr std::size_t kEvidenceBytesMax = 400;  // "..." marks the cut
[[nodiscard]] ScanReport redacted(ScanReport report, const Redactor* redactor);
[[nodiscard]] Check redacted(Check check, const Redactor* redactor);
[[nodiscard]] ClusterCheckup redacted(ClusterCheckup checkup, const Redactor* redactor);
// For showing only: what is redacted cannot be connected to.
[[nodiscard]] std::vector<Cluster> redacted(std::vector<Cluster> clusters, const Redactor* redactor);

// Hands everything on, redacted.
class RedactingObserver : public ScanObserver {
 public:
  // `inner`, and `redactor` if there is one, must outlive it.
  RedactingObserver(ScanObserver& inner, const Redactor* redactor) : inner_(inner), redactor_(redactor) {}

  void fleet_started(std::size_t clusters) override;
  void cluster_stage(const std::string& cluster, Stage stage) override;
  void cluster_started(const std::string& cluster) override;
  void cluster_progress(const std::string& cluster, const Progress& progress) override;
  void cluster_finished(const ClusterCoverage& coverage, const std::vector<Finding>& findings) override;

 private:
  ScanObserver& inner_;
  const Redactor* redactor_;
};

// Hands everything on redacted, and gives back what `inner` says.
class RedactingSink : public FindingSink {
 public:
  // `inner`, and `redactor` if there is one, must outlive it.
  RedactingSink(FindingSink& inner, const Redactor* redactor) : inner_(inner), redactor_(redactor) {}

  Result<void> found(const Finding& finding, std::stop_token stop) override;
  Result<void> cluster_done(const ClusterCoverage& coverage, std::stop_token stop) override;

 private:
  FindingSink& inner_;
  const Redactor* redactor_;
};

}  // namespace oomscan::redact
