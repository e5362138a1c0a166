#include "access/right_check.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace oomscan::access {
namespace {

constexpr std::size_t kNamesShown = 3;

struct Words {
  std::string_view what;
  std::string_view without;  // what a scan lacks then
  std::string_view option;   // what spares the right
};

Words words_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::list_namespaces:
      return {"list namespaces", "namespaces that are not known some other way stay unseen", ""};
    case Purpose::list_pods:
      return {"list pods", "their containers stay unseen", ""};
    case Purpose::list_events:
      return {"list events", "what only Events tell stays unseen", ""};
    case Purpose::list_node_events:
      return {"list node events", "OOM kills that only Nodes tell of stay unseen", ""};
    case Purpose::know_cluster:
      return {"know the cluster", "its address stands for it", ""};
    case Purpose::know_namespaces:
      return {"know namespaces", "an empty one may be a mistyped one", ""};
    case Purpose::list_projects:
      return {"list projects", "only the namespaces of the kubeconfig are scanned", ""};
    case Purpose::describe_pods:
      return {"describe pods", "findings there come without a description", "--no-describe"};
    case Purpose::read_logs:
      return {"read logs", "findings there come without logs", "--no-logs"};
    case Purpose::prometheus_route:
    case Purpose::prometheus_service:
      break;
  }
  return {"find Prometheus", "the past stays unseen", "--skip-prometheus"};
}

// "get pods/log"
std::string asked_for(const Right& right) {
  return right.subresource.empty() ? fmt::format("{} {}", right.verb, right.resource)
                                   : fmt::format("{} {}/{}", right.verb, right.resource, right.subresource);
}

std::string not_asked_words(const GrantedRight& granted) {
  return granted.not_asked == 0 ? std::string{}
                                : fmt::format("; {} more namespaces were not asked about", granted.not_asked);
}

}  // namespace

std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  const std::size_t shown = std::min(names.size(), kNamesShown);
  for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? ", " : "") + names[i];
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

Check check_of(const GrantedRight& granted, std::size_t namespaces) {
  const Words words = words_of(granted.right.purpose);
  Check check{granted.verdict(), std::string{words.what}, "", {}};
  switch (check.verdict) {
    case Verdict::yes:
      check.detail = granted.everywhere ? "in all namespaces" : "in " + some_of(granted.held);
      break;
    case Verdict::no:
      if (granted.right.purpose == Purpose::list_namespaces) {
        check.detail = fmt::format("not allowed: {}", words.without);
      } else {
        const bool nowhere = granted.held.empty() && namespaces > 1 && granted.unclear.empty();
        const std::string where =
            nowhere ? fmt::format("any of {} namespaces", namespaces - granted.not_asked) : some_of(granted.lacking);
        check.detail = fmt::format("not allowed in {} ({}): {}", where, asked_for(granted.right), words.without);
      }
      check.detail += not_asked_words(granted);
      if (!words.option.empty()) check.remedies.push_back(fmt::format("do without: {}", words.option));
      break;
    case Verdict::unknown:
      if (granted.error) {
        check.detail = granted.error->message;
        if (!granted.error->hint.empty()) check.remedies.push_back(granted.error->hint);
      } else if (granted.held.empty()) {
        check.detail = "no namespace to ask about";
      } else {
        check.detail = "in " + some_of(granted.held) + not_asked_words(granted);
      }
      break;
  }
  return check;
}

}  // namespace oomscan::access
