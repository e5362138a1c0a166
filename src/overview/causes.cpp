#include "oomscan/overview/causes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "oomscan/model/cause.hpp"
#include "oomscan/model/identity.hpp"
#include "oomscan/model/text.hpp"
#include "oomscan/overview/problems.hpp"

namespace oomscan::overview {
namespace {

bool is_about_memory(const Finding& f) { return f.type == "OOMKilled" || oomscan::is_about_memory(f.cause); }

using Signature = std::tuple<std::string_view, std::string_view, std::string, std::string_view, std::int64_t,
                             std::string_view, std::string_view>;

Signature signature_of(const Finding& f) {
  std::string who;
  if (f.image.empty()) {
    const std::string_view workload = f.workload.name.empty() ? std::string_view{f.pod} : lasting_name(f.workload);
    who = fmt::format("{}\n{}\n{}\n{}", f.cluster, f.namespace_name, workload, f.node);
  } else {
    who = image_without_tag(f.image);
  }
  const std::int64_t limit = is_about_memory(f) ? f.memory_limit_bytes.value_or(0) : 0;
  std::string_view category;
  std::string_view shape;
  if (log_explains(f)) {
    category = to_id(f.log_cause->category);
    shape = f.log_cause->shape;
  }
  return {f.type, f.cause, std::move(who), f.container, limit, category, shape};
}

CauseGroup group_of(std::vector<const Finding*> findings) {
  std::sort(findings.begin(), findings.end(), [](const Finding* left, const Finding* right) {
    const auto order = [](const Finding& f) { return std::tuple(-static_cast<int>(f.confidence), urgency(f.state)); };
    if (order(*left) != order(*right)) return order(*left) < order(*right);
    return before(*left, *right);
  });
  CauseGroup group;
  std::set<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>> pods;
  std::set<std::pair<std::string_view, std::string_view>> namespaces;
  std::set<std::string_view> clusters;
  for (const Finding* f : findings) {
    if (!f->pod.empty()) pods.insert({f->cluster, f->namespace_name, f->pod, f->pod_uid});
    if (!f->namespace_name.empty()) namespaces.insert({f->cluster, f->namespace_name});
    clusters.insert(f->cluster);
    if (f->state == State::active) ++group.active;
    if (!f->timestamps.empty())
      group.since = std::min(group.since.value_or(f->timestamps.front()), f->timestamps.front());
  }
  group.pods = pods.size();
  group.namespaces = namespaces.size();
  group.clusters = clusters.size();
  group.findings = std::move(findings);
  return group;
}

}  // namespace

bool log_explains(const Finding& f) {
  return f.log_cause && f.type == "CrashLoopBackOff" && !is_about_memory(f) && f.cause != kCauseImagePull &&
         f.cause != kCauseConfigError && f.cause != kCauseStartError;
}

std::string_view image_without_tag(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t name = image.rfind('/');
  const std::size_t tag = image.find(':', name == std::string_view::npos ? 0 : name);
  return image.substr(0, tag);
}

std::vector<CauseGroup> causes(const ScanReport& report) {
  std::map<Signature, std::vector<const Finding*>> by_signature;
  for (const Finding& f : report.findings) by_signature[signature_of(f)].push_back(&f);
  std::vector<CauseGroup> groups;
  groups.reserve(by_signature.size());
  // The map's order stays among equals.
  for (auto& [signature, findings] : by_signature) groups.push_back(group_of(std::move(findings)));
  std::stable_sort(groups.begin(), groups.end(), [](const CauseGroup& left, const CauseGroup& right) {
    if ((left.active > 0) != (right.active > 0)) return left.active > 0;
    if (left.pods != right.pods) return left.pods > right.pods;
    return left.since.value_or(Timestamp::max()) < right.since.value_or(Timestamp::max());
  });
  return groups;
}

std::string verdict_words(const CauseGroup& group) {
  const Finding& f = group.about();
  const std::string limit = f.memory_limit_bytes ? memory_words(*f.memory_limit_bytes) : "";
  if (f.cause == kCauseLimitTooLow) {
    return limit.empty() ? "memory limit too low to start" : fmt::format("memory limit of {} too low to start", limit);
  }
  if (is_about_memory(f)) {
    const std::string killed =
        limit.empty() ? "killed for memory, no limit known" : fmt::format("killed at its memory limit of {}", limit);
    return f.type == "OOMKilled" ? killed : "crash loop: " + killed;
  }
  if (log_explains(f)) {
    const std::string cause =
        f.cause.empty() || f.cause == kCauseUnknown ? "" : fmt::format(" ({})", printable(f.cause));
    if (f.log_cause->category == LogCategory::unknown) return "crash loop" + cause;
    return fmt::format("crash loop: {}{}", to_id(f.log_cause->category), cause);
  }
  if (f.cause.empty() || f.cause == kCauseUnknown || f.cause == f.type) return printable(f.type);
  return fmt::format("{}: {}", printable(f.type), printable(f.cause));
}

std::string_view advice(const CauseGroup& group) {
  const Finding& f = group.about();
  if (f.cause == kCauseLimitTooLow) return "raise the memory limit: it does not even hold the first process";
  if (f.type == "NodeOOM")
    return "look at what the node's pods may use beyond their requests; the victim may not be the culprit";
  if (is_about_memory(f)) {
    return f.memory_limit_bytes ? "compare its memory over several runs with the limit: a leak fills any limit"
                                : "it has no limit of its own that is known: look at the node's memory, and set one";
  }
  if (f.type == "ImagePullBackOff" || f.cause == kCauseImagePull) {
    return "check the image's name, tag and pull secret; nothing else helps until it can be pulled";
  }
  if (f.cause == kCauseConfigError) return "check that the ConfigMaps, Secrets and keys its pod names exist";
  if (f.type == "Evicted" || f.cause == kCauseEvicted)
    return "look at what its node ran short of, and at the pod's requests";
  if (f.type == "LivenessKilled" || f.cause == kCauseLivenessKilled || f.cause == kCauseStartupProbe) {
    return "compare the probe's delay and time-out with how long it takes to start and to answer";
  }
  if (f.type == "ContainerStartError" || f.cause == kCauseStartError) {
    return "check its command, mounts and security context: it never started";
  }
  if (log_explains(f)) {
    switch (f.log_cause->category) {
      case LogCategory::oom_killed:
        return "its runtime ran out of memory by its own bound: compare that with the limit";
      case LogCategory::image_pull_back_off:
        return "check the image that its log names";
      case LogCategory::config_error:
        return "check the arguments, environment and ConfigMaps that its log names";
      case LogCategory::health_check_failed:
        return "look at what the health check in its log asks for";
      case LogCategory::database_error:
        return "check that the database is up, reachable from there, and knows this user";
      case LogCategory::permission_error:
        return "check the user it runs as, its volumes' owner, and its account's rights";
      case LogCategory::unknown:
        break;
    }
    return "read what its log says; what changed just before it began?";
  }
  return "read the log of its last run (logs --previous)";
}

}  // namespace oomscan::overview
