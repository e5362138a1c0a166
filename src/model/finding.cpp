#include "oomscan/model/finding.hpp"

#include <tuple>

namespace oomscan {

std::string_view to_id(ContainerKind kind) {
  switch (kind) {
    case ContainerKind::main:
      return "main";
    case ContainerKind::init:
      return "init";
    case ContainerKind::sidecar:
      return "sidecar";
    case ContainerKind::ephemeral:
      return "ephemeral";
  }
  return "bug";
}

std::string_view to_id(Source source) {
  switch (source) {
    case Source::events:
      return "events";
    case Source::oc_get_pods:
      return "oc_get_pods";
    case Source::prometheus:
      return "prometheus";
    case Source::kernel:
      return "kernel";
    case Source::history:
      return "history";
  }
  return "bug";
}

std::string_view to_id(State state) {
  switch (state) {
    case State::active:
      return "active";
    case State::recovered:
      return "recovered";
    case State::terminating:
      return "terminating";
    case State::gone:
      return "gone";
    case State::unknown:
      return "unknown";
  }
  return "bug";
}

std::string_view to_id(Confidence confidence) {
  switch (confidence) {
    case Confidence::suspect:
      return "suspect";
    case Confidence::probable:
      return "probable";
    case Confidence::confirmed:
      return "confirmed";
  }
  return "bug";
}

std::string_view to_id(Novelty novelty) {
  switch (novelty) {
    case Novelty::known:
      return "known";
    case Novelty::back:
      return "back";
    case Novelty::fresh:
      return "new";
  }
  return "bug";
}

WindowCounts count_windows(const std::vector<Timestamp>& timestamps, Timestamp now) {
  WindowCounts counts{};
  for (std::size_t i = 0; i < kWindows.size(); ++i) {
    for (const Timestamp time : timestamps) {
      if (now - kWindows[i].length <= time) ++counts[i];
    }
  }
  return counts;
}

bool before(const Finding& left, const Finding& right) {
  const auto key = [](const Finding& f) {
    return std::tie(f.cluster, f.namespace_name, f.pod, f.container, f.type, f.pod_uid, f.context, f.node);
  };
  return key(left) < key(right);
}

}  // namespace oomscan
