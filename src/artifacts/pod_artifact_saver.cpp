#include "artifacts/pod_artifact_saver.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "artifacts/artifact_saver.hpp"
#include "artifacts/artifact_text.hpp"
#include "artifacts/file_names.hpp"

namespace oomscan::artifacts {
namespace {

// The same failure for a hundred pods is one gap with a count. Keeps the order in which they came.
std::vector<Gap> merged(std::vector<std::vector<Gap>> per_pod) {
  std::vector<Gap> gaps;
  std::vector<std::size_t> pods;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> known;
  for (std::vector<Gap>& of_pod : per_pod) {
    std::vector<std::size_t> counted;
    for (Gap& gap : of_pod) {
      const auto [entry, added] = known.try_emplace({gap.namespace_name, gap.what, gap.why}, gaps.size());
      const std::size_t index = entry->second;
      if (added) {
        gaps.push_back(std::move(gap));
        pods.push_back(0);
      }
      if (std::find(counted.begin(), counted.end(), index) == counted.end()) {
        counted.push_back(index);
        ++pods[index];
      }
    }
  }
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (pods[i] > 1) gaps[i].detail += fmt::format(" (and {} more pod{})", pods[i] - 1, pods[i] == 2 ? "" : "s");
  }
  return gaps;
}

}  // namespace

std::unique_ptr<ArtifactSaver> make_artifact_saver(ArtifactsConfig config, FileStore& files, Scheduler& scheduler) {
  return std::make_unique<PodArtifactSaver>(std::move(config), files, scheduler);
}

std::vector<Gap> PodArtifactSaver::save(const std::string& cluster, ClusterReader& reader,
                                        std::vector<Finding>& findings, std::stop_token stop) {
  const std::vector<PodFindings> pods = group_by_pod(findings);
  if (pods.empty()) return {};
  auto directory = files_.open_private(config_.root_dir, cluster);
  if (!directory) {
    return {
        gap_from(with_context(directory.error(), fmt::format("saving artifacts of '{}'", cluster)), "", "artifacts")};
  }

  const Errand errand{cluster, reader, findings, **directory, stop};
  std::vector<PodOutcome> outcomes(pods.size());
  scheduler_.for_each(
      pods.size(), config_.workers, [&](std::size_t i) { outcomes[i] = save_pod(errand, pods[i]); }, stop);

  std::size_t unfinished = 0;
  std::vector<std::vector<Gap>> gaps;
  for (std::size_t i = 0; i < pods.size(); ++i) {
    if (!outcomes[i].finished) ++unfinished;
    for (const std::size_t index : pods[i].findings) findings[index].artifacts = outcomes[i].artifacts;
    gaps.push_back(std::move(outcomes[i].gaps));
  }
  std::vector<Gap> result = merged(std::move(gaps));
  if (unfinished > 0) {
    result.push_back({"", "artifacts", "interrupted",
                      fmt::format("describe and logs of {} of {} pods were not saved", unfinished, pods.size()), ""});
  }
  return result;
}

PodArtifactSaver::PodOutcome PodArtifactSaver::save_pod(const Errand& errand, const PodFindings& pod) const {
  PodOutcome outcome;
  std::optional<Texts> texts;
  if (pod.gone) {
    const std::string text = gone_text(errand.cluster, pod, errand.findings, config_.stamp);
    texts = Texts{text, text};
  } else {
    texts = ask(errand, pod, outcome.gaps);
    if (!texts) return PodOutcome{};
  }

  const auto store = [&](ArtifactKind kind, const std::string& text, std::string& path) {
    auto created = errand.directory.create(artifact_file_name(pod.namespace_name, pod.pod, config_.stamp, kind), text);
    if (created) {
      path = *std::move(created);
    } else {
      // The disk's failure, not the namespace's.
      outcome.gaps.push_back(gap_from(created.error(), "", "artifacts"));
    }
  };
  store(ArtifactKind::description, texts->description, outcome.artifacts.description_file);
  store(ArtifactKind::log, texts->log, outcome.artifacts.pod_log_file);
  outcome.finished = true;
  return outcome;
}

std::optional<PodArtifactSaver::Texts> PodArtifactSaver::ask(const Errand& errand, const PodFindings& pod,
                                                             std::vector<Gap>& gaps) const {
  const std::string header = header_text(errand.cluster, pod, config_.stamp);
  auto description = errand.reader.describe_pod(pod.namespace_name, pod.pod, errand.stop);
  if (errand.stop.stop_requested()) return std::nullopt;

  LogText log(header, config_.log_lines_max, config_.log_file_bytes_max);
  bool any_log_answer = false;
  std::optional<Error> log_failure;
  for (const std::size_t index : pod.first_findings_of_containers(errand.findings)) {
    const Finding& finding = errand.findings[index];
    for (const bool previous : {true, false}) {
      const auto answer = errand.reader.read_log(
          {pod.namespace_name, pod.pod, finding.container, previous, config_.log_lines_max, config_.log_bytes_max},
          errand.stop);
      if (errand.stop.stop_requested()) return std::nullopt;
      log.add_section(finding, previous, answer);
      if (answer.ok()) {
        any_log_answer = true;
      } else if (answer.error().kind != ErrorKind::not_found && !log_failure) {
        log_failure = answer.error();
      }
    }
  }
  if (log_failure) gaps.push_back(gap_from(*log_failure, pod.namespace_name, "log"));

  if (description)
    return Texts{description_text(*std::move(description), config_.describe_bytes_max), std::move(log).take()};
  // Deleted since it was listed: a normal answer, as long as nothing else says that it is still there.
  if (description.error().kind == ErrorKind::not_found && !any_log_answer && !log_failure) {
    const std::string text = gone_text(errand.cluster, pod, errand.findings, config_.stamp);
    return Texts{text, text};
  }
  gaps.push_back(gap_from(description.error(), pod.namespace_name, "describe"));
  return Texts{not_described_text(header, description.error(), pod, errand.findings), std::move(log).take()};
}

}  // namespace oomscan::artifacts
