// `oom-scan explain NAMESPACE/POD [CONTAINER]`: what each rule looked at and made of it.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/chosen_clusters.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "detect/catalog.hpp"
#include "detect/catalog_judge.hpp"
#include "export/case_writer.hpp"
#include "oomscan/model/text.hpp"
#include "oomscan/ports/redactor.hpp"
#include "scan/evidence_store.hpp"
#include "terminal/explanation_view.hpp"

namespace oomscan::app {
namespace {

struct Wanted {
  std::string namespace_name;
  std::string pod;
  std::string container;  // empty: all
};

std::optional<Wanted> wanted_from(const std::vector<std::string>& arguments) {
  const std::string& name = arguments.front();
  const std::size_t slash = name.find('/');
  if (slash == 0 || slash == std::string::npos || slash + 1 == name.size()) return std::nullopt;
  return Wanted{name.substr(0, slash), name.substr(slash + 1), arguments.size() > 1 ? arguments[1] : ""};
}

// Keeps all that is about the one pod, whether a rule asks for it or not.
class JudgeOfOne final : public Judge {
 public:
  JudgeOfOne(const Judge& judge, const Wanted& wanted) : judge_(judge), wanted_(wanted) {}
  [[nodiscard]] bool may_matter(const PodObservation& pod) const override {
    return pod.namespace_name == wanted_.namespace_name && pod.name == wanted_.pod;
  }
  [[nodiscard]] bool may_matter(const EventObservation& event) const override {
    if (event.involved_kind != "Pod") return judge_.may_matter(event);
    return event.namespace_name == wanted_.namespace_name && event.involved_name == wanted_.pod;
  }
  [[nodiscard]] std::vector<Finding> judge(const PodEvidence& evidence, const JudgingFrame& frame) const override {
    return judge_.judge(evidence, frame);
  }

 private:
  const Judge& judge_;
  const Wanted& wanted_;
};

std::vector<std::string> types_of(const Options& options) {
  if (!options.types.empty()) return options.types;
  std::vector<std::string> all;
  for (const DetectorInfo& info : detect::detectors()) all.emplace_back(info.id);
  return all;
}

struct Seen {
  std::vector<PodEvidence> evidence;
  std::vector<NodeEvidence> nodes;
};

// Events before pods, as a scan: see scan::EvidenceStore. Prometheus is not asked.
Result<Seen> look(ClusterReader& reader, const Judge& judge, const Wanted& wanted, const std::stop_token& stop) {
  const JudgeOfOne judge_of_one{judge, wanted};
  scan::MetricIndex no_metrics;
  const std::string node_events{kNodeEventsNamespace};
  scan::EvidenceStore store{judge_of_one, no_metrics,
                            [&](const std::string& name) { return name == wanted.namespace_name; }};
  const ListOutcome events = reader.read_events(wanted.namespace_name, *store.event_sink(), stop);
  if (events.error) return *events.error;
  if (wanted.namespace_name != node_events) {
    // What befell its node; whoever may not read it explains without.
    const ListOutcome of_nodes = reader.read_events(node_events, *store.event_sink(), stop);
    if (of_nodes.error && of_nodes.error->kind != ErrorKind::forbidden) return *of_nodes.error;
  }
  const ListOutcome pods = reader.read_pods(wanted.namespace_name, *store.pod_sink(), stop);
  if (pods.error) return *pods.error;
  Seen seen;
  seen.nodes = store.node_evidence();
  seen.evidence = store.take([](const std::string&) { return true; }, std::move(no_metrics));
  for (const PodEvidence& each : seen.evidence) {
    if (each.pod) std::erase_if(seen.nodes, [&](const NodeEvidence& node) { return node.node != each.pod->node; });
  }
  return seen;
}

void redact(Seen& seen, const Redactor& redactor) {
  for (PodEvidence& evidence : seen.evidence) {
    for (EventObservation& event : evidence.events) redactor.redact(event.message);
    if (!evidence.pod) continue;
    redactor.redact(evidence.pod->message);
    for (ContainerObservation& container : evidence.pod->containers) {
      if (container.waiting) redactor.redact(container.waiting->message);
      if (container.terminated) redactor.redact(container.terminated->message);
      if (container.last_terminated) redactor.redact(container.last_terminated->message);
    }
  }
  for (NodeEvidence& node : seen.nodes) {
    for (EventObservation& event : node.events) redactor.redact(event.message);
  }
}

}  // namespace

int explain(const Job& job) {
  const std::optional<Wanted> wanted = wanted_from(job.options.arguments);
  if (!wanted) {
    return fail(job, Error{ErrorKind::usage, fmt::format("'{}' names no pod", printable(job.options.arguments.front())),
                           "write NAMESPACE/POD, for example: oom-scan explain --current payments/api-0"});
  }
  const Result<std::vector<Cluster>> clusters = chosen_clusters(job);
  if (!clusters) return fail(job, clusters.error());
  if (clusters->size() != 1) {
    return fail(job, Error{ErrorKind::usage,
                           fmt::format("a pod is explained in one cluster, and {} are chosen", clusters->size()),
                           "choose one with --current or --contexts"});
  }
  Result<Fleet::Session> session = job.components.fleet().open(clusters->front(), job.stop);
  if (!session) return fail(job, session.error());
  const std::unique_ptr<Judge> judge = detect::make_judge(types_of(job.options));
  Result<Seen> seen = look(*session->reader, *judge, *wanted, job.stop);
  if (!seen) return fail(job, seen.error());
  if (seen->evidence.empty()) {
    return fail(job, Error{ErrorKind::not_found,
                           fmt::format("no pod '{}' in '{}', and no Event about one", printable(wanted->pod),
                                       printable(wanted->namespace_name)),
                           "'kubectl get pods' lists their names"});
  }
  // Before it is judged: what rules quote is redacted then, too.
  if (job.redactor != nullptr) redact(*seen, *job.redactor);
  const Timestamp now = job.components.clock().now();
  const JudgingFrame frame{now, {job.options.time_range_text, now - job.options.time_range, now}};
  std::vector<Finding> findings;
  for (const PodEvidence& evidence : seen->evidence) {
    const Explanation explanation = judge->explain(evidence, frame);
    terminal::render_explanation(evidence, explanation, wanted->container, job.screen.out);
    findings.insert(findings.end(), explanation.findings.begin(), explanation.findings.end());
  }
  job.screen.out.flush();
  if (job.options.save_case.empty()) return kExitSeenAll;
  const Result<void> saved = job.components.files().replace(job.options.save_case, [&](std::ostream& out) {
    out << exports::case_of(seen->evidence, seen->nodes, frame, findings);
  });
  if (!saved) return fail(job, saved.error());
  job.log.info(fmt::format("the case is in '{}'", printable(job.options.save_case)));
  return kExitSeenAll;
}

}  // namespace oomscan::app
