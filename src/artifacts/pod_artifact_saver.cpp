#include "artifacts/pod_artifact_saver.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "artifacts/artifact_saver.hpp"
#include "artifacts/artifact_text.hpp"
#include "artifacts/file_names.hpp"
#include "artifacts/merged_gaps.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::artifacts {
namespace {

// Whether what has the pod's name by now is not the pod that the findings speak of.
bool is_another(const PodFindings& pod, const std::string& uid, const std::string& mirror_uid) {
  return !pod.pod_uid.empty() && !uid.empty() && uid != pod.pod_uid && mirror_uid != pod.pod_uid;
}

}  // namespace

std::unique_ptr<ArtifactSaver> make_artifact_saver(ArtifactsConfig config, FileStore& files, Scheduler& scheduler,
                                                   const Redactor* redactor, const LogJudge* log_judge) {
  return std::make_unique<PodArtifactSaver>(std::move(config), files, scheduler, redactor, log_judge);
}

SavedArtifacts PodArtifactSaver::save(const std::string& cluster, ClusterReader& reader, std::vector<Finding>& findings,
                                      std::stop_token stop) {
  std::vector<PodFindings> pods = newest_first(group_by_pod(findings), findings);
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

  remove_old(**directory, result);
  std::size_t left_out = pods.size();
  pods.resize(take_room(pods.size()));
  left_out -= pods.size();

  const SaveRequest request{cluster, reader, findings, **directory, stop};
  std::vector<PodOutcome> outcomes(pods.size());
  scheduler_.for_each(
      pods.size(), config_.workers, [&](std::size_t i) { outcomes[i] = save_pod(request, pods[i]); }, stop);

  std::size_t unfinished = 0;
  std::vector<std::vector<Gap>> gaps;
  for (std::size_t i = 0; i < pods.size(); ++i) {
    if (!outcomes[i].finished) ++unfinished;
    if (outcomes[i].left_out) ++left_out;
    for (const std::size_t index : pods[i].findings) {
      findings[index].artifacts = outcomes[i].artifacts;
      if (outcomes[i].gone) findings[index].state = State::gone;
      const auto cause = outcomes[i].log_causes.find(findings[index].container);
      if (cause != outcomes[i].log_causes.end()) findings[index].log_cause = cause->second;
    }
    gaps.push_back(std::move(outcomes[i].gaps));
    result.secrets_redacted += outcomes[i].secrets_redacted;
  }
  result.gaps = merged_gaps(std::move(gaps));
  if (unfinished > 0) {
    result.gaps.push_back({"", GapSubject::artifacts, GapReason::interrupted,
                           fmt::format("{} of {} of {} pods were not saved", what_is_wanted(), unfinished, pods.size()),
                           ""});
  }
  if (left_out > 0) {
    result.notes.push_back(fmt::format(
        "{} of {} pod{} with older failures not saved: at most {} pods and {} MiB a run "
        "(--artifacts-max-pods, --artifacts-max-mib)",
        what_is_wanted(), left_out, left_out == 1 ? "" : "s", config_.pods_max, config_.run_bytes_max >> 20U));
  }
  return result;
}

std::size_t PodArtifactSaver::take_room(std::size_t pods) {
  std::size_t taken = pods_taken_;
  while (true) {
    const std::size_t room = std::min(pods, config_.pods_max - std::min(config_.pods_max, taken));
    if (pods_taken_.compare_exchange_weak(taken, taken + room)) return room;
  }
}

void PodArtifactSaver::remove_old(PrivateDirectory& directory, SavedArtifacts& result) const {
  if (config_.keep.count() == 0) return;
  const auto names = directory.file_names();
  if (!names) {
    result.notes.push_back(fmt::format("old artifacts were not removed: {}", names.error().message));
    return;
  }
  std::size_t removed = 0;
  for (const std::string& name : *names) {
    // Only what bears one of our names, and by the moment in it: neither other files nor clocks of disks matter.
    const auto stamp = stamp_of(name);
    if (stamp && *stamp < config_.stamp - config_.keep && directory.remove(name)) ++removed;
  }
  if (removed > 0) {
    result.notes.push_back(fmt::format("{} artifact file{} older than {} day{} removed", removed,
                                       removed == 1 ? "" : "s", config_.keep.count(),
                                       config_.keep.count() == 1 ? "" : "s"));
  }
}

std::optional<PodObservation> PodArtifactSaver::look_at(const SaveRequest& request, const PodFindings& pod) {
  class One : public ListSink<PodObservation> {
   public:
    void accept(PodObservation&& item) override { found = std::move(item); }
    void restart() override { found.reset(); }
    std::optional<PodObservation> found;
  };
  One one;
  PodSelection selection;
  selection.namespace_name = pod.namespace_name;
  selection.name = pod.pod;
  const ListOutcome outcome = request.reader.read_selected_pods(selection, one, request.stop);
  return outcome.error ? std::nullopt : std::move(one.found);
}

std::vector<Finding> PodArtifactSaver::containers_to_ask(const SaveRequest& request, const PodFindings& pod) {
  std::vector<Finding> asked;
  const auto add = [&](const Finding& finding) {
    const bool known = std::any_of(asked.begin(), asked.end(),
                                   [&](const Finding& other) { return other.container == finding.container; });
    if (!known) asked.push_back(finding);
  };
  for (const std::size_t index : pod.first_findings_of_containers(request.findings)) {
    Finding finding = request.findings[index];
    const auto now = finding.container.empty() ? look_at(request, pod) : std::nullopt;
    if (!now || now->containers.empty()) {
      add(finding);
      continue;
    }
    for (const ContainerObservation& container : now->containers) {
      finding.container = container.name;
      finding.container_kind = container.kind;
      add(finding);
    }
  }
  return asked;
}

PodArtifactSaver::PodOutcome PodArtifactSaver::save_pod(const SaveRequest& request, const PodFindings& pod) {
  PodOutcome outcome;
  std::optional<Texts> texts = pod.gone ? texts_of_gone(request, pod) : ask(request, pod, outcome);
  if (!texts) return PodOutcome{};

  const auto store = [&](ArtifactKind kind, const std::optional<Text>& text, std::string& path) {
    if (!text) return;
    // Counted before it is written: several write at once.
    if (bytes_written_.fetch_add(text->text.size()) + text->text.size() > config_.run_bytes_max) {
      bytes_written_ -= text->text.size();
      outcome.left_out = true;
      return;
    }
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
                                                             PodOutcome& outcome) const {
  std::vector<Gap>& gaps = outcome.gaps;
  std::optional<Result<PodDescription>> description;
  if (config_.descriptions) {
    description = request.reader.describe_pod(pod.namespace_name, pod.pod, request.stop);
    if (request.stop.stop_requested()) return std::nullopt;
    if (description->ok() && is_another(pod, (*description)->uid, (*description)->mirror_uid)) {
      outcome.gone = true;
      return texts_of_gone(request, pod);
    }
  }
  std::optional<Logs> logs;
  if (config_.logs) {
    logs = ask_logs(request, pod);
    if (!logs) return std::nullopt;
    if (logs->failure) gaps.push_back(gap_from(*logs->failure, pod.namespace_name, GapSubject::logs));
  }

  // All was asked for by name, and a StatefulSet's next pod has the same.
  // A description says whose it is; what was asked for after it must be looked at again.
  const bool described_by_name = description && description->ok() && (*description)->uid.empty();
  if (!pod.pod_uid.empty() && (described_by_name || (logs && logs->any_answer))) {
    const auto now = look_at(request, pod);
    if (request.stop.stop_requested()) return std::nullopt;
    if (now && is_another(pod, now->uid, now->mirror_uid)) {
      gaps.clear();
      outcome.gone = true;
      return texts_of_gone(request, pod);
    }
  }

  Texts texts;
  if (logs && !logs->any_answer && !logs->failure) {
    outcome.artifacts.no_log_because = logs->none_because;
  } else if (logs) {
    texts.log = std::move(logs->text);
    outcome.log_causes = std::move(logs->causes);
  }
  if (!description) return texts;
  Redaction redaction(redactor_, config_.raw);
  if (description->ok()) {
    PodDescription described = **std::move(description);
    if (described.without_events) {
      gaps.push_back(gap_from(*described.without_events, pod.namespace_name, GapSubject::descriptions));
    }
    std::string text =
        description_text({std::move(described.text), described.bytes_dropped}, config_.describe_bytes_max, redaction);
    if (redaction.secrets() > 0) text = secrets_line(redaction.secrets()) + '\n' + text;
    texts.description = Text{std::move(text), redaction.secrets()};
    return texts;
  }
  const Error& error = description->error();
  // Deleted since it was listed: a normal answer, as long as nothing else says that it is still there.
  if (error.kind == ErrorKind::not_found && !(logs && (logs->any_answer || logs->failure))) {
    outcome.artifacts.no_log_because.clear();
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
  for (const Finding& finding : containers_to_ask(request, pod)) {
    for (const bool previous : {true, false}) {
      auto answer = request.reader.read_log(
          {pod.namespace_name, pod.pod, finding.container, previous, config_.log_lines_max, config_.log_bytes_max},
          request.stop);
      if (request.stop.stop_requested()) return std::nullopt;
      if (answer.ok()) {
        logs.any_answer = true;
      } else if (answer.error().kind != ErrorKind::not_found && !logs.failure) {
        logs.failure = answer.error();
      } else {
        logs.none_because = redaction(answer.error().message);
      }
      const std::string_view read = text.add_section(finding, previous, std::move(answer));
      // The run before is the one that failed; where there is none, the only one did.
      if (log_judge_ == nullptr || logs.causes.contains(finding.container)) continue;
      if (auto cause = log_judge_->cause_of(read)) logs.causes.emplace(finding.container, *std::move(cause));
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
