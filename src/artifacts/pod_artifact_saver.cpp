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
#include "oomscan/model/text.hpp"

namespace oomscan::artifacts {
namespace {

// The same failure for a hundred pods is one gap with a count. Keeps the order in which they came.
std::vector<Gap> merged(std::vector<std::vector<Gap>> per_pod) {
  std::vector<Gap> gaps;
  std::vector<std::size_t> pods;
  std::map<std::tuple<std::string, GapSubject, GapReason>, std::size_t> known;
  for (std::vector<Gap>& of_pod : per_pod) {
    std::vector<std::size_t> counted;
    for (Gap& gap : of_pod) {
      const auto [entry, added] = known.try_emplace({gap.namespace_name, gap.subject, gap.reason}, gaps.size());
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

std::unique_ptr<ArtifactSaver> make_artifact_saver(ArtifactsConfig config, FileStore& files, Scheduler& scheduler,
                                                   const Redactor* redactor) {
  return std::make_unique<PodArtifactSaver>(std::move(config), files, scheduler, redactor);
}

SavedArtifacts PodArtifactSaver::save(const std::string& cluster, ClusterReader& reader, std::vector<Finding>& findings,
                                      std::stop_token stop) {
  const std::vector<PodFindings> pods = group_by_pod(findings);
  if (pods.empty()) return {};
  SavedArtifacts result;
  auto directory = files_.open_private(config_.root_dir, cluster);
  // On a host that is shared, the directory of a cluster is whoever's came first.
  if (!directory && directory.error().kind == ErrorKind::local_permission) {
    auto own = files_.open_own(config_.root_dir, cluster);
    if (own) {
      result.notes.push_back(
          fmt::format("{}, so artifacts are in '{}'", directory.error().message, printable((*own)->path())));
      directory = std::move(own);
    }
  }
  if (!directory) {
    result.gaps.push_back(gap_from(directory.error(), "", GapSubject::artifacts));
    return result;
  }

  const SaveRequest request{cluster, reader, findings, **directory, stop};
  std::vector<PodOutcome> outcomes(pods.size());
  scheduler_.for_each(
      pods.size(), config_.workers, [&](std::size_t i) { outcomes[i] = save_pod(request, pods[i]); }, stop);

  std::size_t unfinished = 0;
  std::vector<std::vector<Gap>> gaps;
  for (std::size_t i = 0; i < pods.size(); ++i) {
    if (!outcomes[i].finished) ++unfinished;
    for (const std::size_t index : pods[i].findings) findings[index].artifacts = outcomes[i].artifacts;
    gaps.push_back(std::move(outcomes[i].gaps));
    result.secrets_redacted += outcomes[i].secrets_redacted;
  }
  result.gaps = merged(std::move(gaps));
  if (unfinished > 0) {
    result.gaps.push_back({"", GapSubject::artifacts, GapReason::interrupted,
                           fmt::format("{} of {} of {} pods were not saved", what_is_wanted(), unfinished, pods.size()),
                           ""});
  }
  return result;
}

PodArtifactSaver::PodOutcome PodArtifactSaver::save_pod(const SaveRequest& request, const PodFindings& pod) const {
  PodOutcome outcome;
  std::optional<Texts> texts = pod.gone ? texts_of_gone(request, pod) : ask(request, pod, outcome.gaps);
  if (!texts) return PodOutcome{};

  const auto store = [&](ArtifactKind kind, const std::optional<Text>& text, std::string& path) {
    if (!text) return;
    auto created =
        request.directory.create(artifact_file_name(pod.namespace_name, pod.pod, config_.stamp, kind), text->text);
    if (created) {
      path = *std::move(created);
      outcome.secrets_redacted += static_cast<std::int64_t>(text->secrets);
    } else {
      // The disk's failure, not the namespace's.
      outcome.gaps.push_back(gap_from(created.error(), "", GapSubject::artifacts));
    }
  };
  store(ArtifactKind::description, texts->description, outcome.artifacts.description_file);
  store(ArtifactKind::log, texts->log, outcome.artifacts.pod_log_file);
  outcome.finished = true;
  return outcome;
}

std::optional<PodArtifactSaver::Texts> PodArtifactSaver::ask(const SaveRequest& request, const PodFindings& pod,
                                                             std::vector<Gap>& gaps) const {
  std::optional<Result<TextAnswer>> description;
  if (config_.descriptions) {
    description = request.reader.describe_pod(pod.namespace_name, pod.pod, request.stop);
    if (request.stop.stop_requested()) return std::nullopt;
  }
  std::optional<Logs> logs;
  if (config_.logs) {
    logs = ask_logs(request, pod);
    if (!logs) return std::nullopt;
    if (logs->failure) gaps.push_back(gap_from(*logs->failure, pod.namespace_name, GapSubject::logs));
  }

  Texts texts;
  if (logs) texts.log = std::move(logs->text);
  if (!description) return texts;
  Redaction redaction(redactor_, config_.raw);
  if (description->ok()) {
    std::string text = description_text(**std::move(description), config_.describe_bytes_max, redaction);
    if (redaction.secrets() > 0) text = secrets_line(redaction.secrets()) + '\n' + text;
    texts.description = Text{std::move(text), redaction.secrets()};
    return texts;
  }
  const Error& error = description->error();
  // Deleted since it was listed: a normal answer, as long as nothing else says that it is still there.
  if (error.kind == ErrorKind::not_found && !(logs && (logs->any_answer || logs->failure))) {
    return texts_of_gone(request, pod);
  }
  gaps.push_back(gap_from(error, pod.namespace_name, GapSubject::descriptions));
  const std::string text = not_described_text(error, pod, request.findings, redaction);
  texts.description =
      Text{header_text(request.cluster, pod, config_.stamp, redaction.secrets()) + text, redaction.secrets()};
  return texts;
}

std::optional<PodArtifactSaver::Logs> PodArtifactSaver::ask_logs(const SaveRequest& request,
                                                                 const PodFindings& pod) const {
  Logs logs;
  Redaction redaction(redactor_, config_.raw);
  LogText text(config_.log_lines_max, config_.log_file_bytes_max, redaction);
  for (const std::size_t index : pod.first_findings_of_containers(request.findings)) {
    const Finding& finding = request.findings[index];
    for (const bool previous : {true, false}) {
      auto answer = request.reader.read_log(
          {pod.namespace_name, pod.pod, finding.container, previous, config_.log_lines_max, config_.log_bytes_max},
          request.stop);
      if (request.stop.stop_requested()) return std::nullopt;
      if (answer.ok()) {
        logs.any_answer = true;
      } else if (answer.error().kind != ErrorKind::not_found && !logs.failure) {
        logs.failure = answer.error();
      }
      text.add_section(finding, previous, std::move(answer));
    }
  }
  logs.text = {header_text(request.cluster, pod, config_.stamp, redaction.secrets()) + std::move(text).take(),
               redaction.secrets()};
  return logs;
}

PodArtifactSaver::Texts PodArtifactSaver::texts_of_gone(const SaveRequest& request, const PodFindings& pod) const {
  Redaction redaction(redactor_, config_.raw);
  const std::string text = gone_text(pod, request.findings, redaction);
  const Text file{header_text(request.cluster, pod, config_.stamp, redaction.secrets()) + text, redaction.secrets()};
  Texts texts;
  if (config_.descriptions) texts.description = file;
  if (config_.logs) texts.log = file;
  return texts;
}

std::string PodArtifactSaver::what_is_wanted() const {
  if (config_.descriptions && config_.logs) return "describe and logs";
  return config_.descriptions ? "describe" : "logs";
}

}  // namespace oomscan::artifacts
