#include "access/cluster_checkup.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "access/granted_right.hpp"
#include "access/remedy.hpp"
#include "access/right.hpp"
#include "access/right_check.hpp"
#include "oomscan/model/event.hpp"

namespace oomscan::access {
namespace {

std::vector<std::string> one_remedy(const std::string& hint) {
  return hint.empty() ? std::vector<std::string>{} : std::vector<std::string>{hint};
}

Check refusal(std::string what, const Error& error) {
  return {Verdict::no, std::move(what), error.message, one_remedy(error.hint)};
}

std::string duration_words(Seconds length) {
  const auto seconds = length.count();
  if (seconds < 120) return fmt::format("{} s", seconds);
  if (seconds < 2 * 3600) return fmt::format("{} min", seconds / 60);
  if (seconds < 2 * 86400) return fmt::format("{} h", seconds / 3600);
  return fmt::format("{} days", seconds / 86400);
}

class Examination {
 public:
  Examination(const Cluster& cluster, ClusterProbe& probe, const CheckupFrame& frame, std::stop_token stop)
      : cluster_(cluster), probe_(probe), frame_(frame), stop_(std::move(stop)) {
    checkup_.cluster = cluster.name;
    checkup_.context = cluster.context.name;
    checkup_.server = cluster.context.server;
    for (const Context& other : cluster.folded) checkup_.folded_contexts.push_back(other.name);
  }

  ClusterCheckup run() {
    if (reach() && log_in()) {
      clock();
      look_around();
    }
    return std::move(checkup_);
  }

 private:
  Check& add(Check check) { return checkup_.checks.emplace_back(std::move(check)); }
  void add_rest(std::string why) { add({Verdict::unknown, "all the rest", std::move(why), {}}); }

  bool reach() {
    const Result<std::string> version = probe_.reach(stop_);
    if (version) {
      add({Verdict::yes,
           "reach the server",
           version->empty() ? "it answers" : fmt::format("it answers, and is {}", *version),
           {}});
      return true;
    }
    if (version.error().kind == ErrorKind::unauthorized) {
      add({Verdict::yes, "reach the server", "it answers, but not to this user", {}});
      add(refusal("log in", version.error()));
    } else {
      add(refusal("reach the server", version.error()));
    }
    add_rest("not asked");
    return false;
  }

  bool log_in() {
    const Result<void> logged_in = probe_.log_in(stop_);
    if (!logged_in) {
      Check check = refusal("log in", logged_in.error());
      if (logged_in.error().kind != ErrorKind::unauthorized) check.verdict = Verdict::unknown;
      add(std::move(check));
      add_rest("not asked");
      return false;
    }
    user_ = probe_.user(stop_);
    add({Verdict::yes,
         "log in",
         user_.empty()
             ? fmt::format("but the server does not say as whom ('{}' in the kubeconfig)", cluster_.context.user)
             : fmt::format("as '{}'", user_),
         {}});
    return true;
  }

  void clock() {
    const std::optional<Seconds> ahead = probe_.clock_ahead(stop_);
    if (!ahead) return;  // not every tool and proxy tells
    const Seconds off{std::abs(ahead->count())};
    if (off <= kClockDifferenceMax) {
      add({Verdict::yes, "agree on the time", off.count() <= 1 ? "to the second" : "to " + duration_words(off), {}});
      return;
    }
    add({Verdict::no,
         "agree on the time",
         fmt::format("this machine's clock is {} {} the server's: ages and the time range are wrong by it",
                     duration_words(off), ahead->count() > 0 ? "ahead of" : "behind"),
         {"set this machine's clock (or the server's), best by NTP"}});
  }

  void look_around() {
    const ScanNamespaces namespaces = probe_.namespaces(stop_);
    if (namespaces.failure) {
      add(refusal("know the namespaces", *namespaces.failure));
      add_rest("not asked");
      return;
    }
    if (!frame_.options.namespaces.empty()) existence(namespaces);
    rights(namespaces);
    if (namespaces.selected.empty()) {
      checkup_.scannable = false;
      add({Verdict::no,
           "find namespaces",
           "none is selected",
           {"see --include-ns, --exclude-ns and --namespaces; --list-namespaces shows what they select"}});
      return;
    }
    prometheus(namespaces);
  }

  void rights(const ScanNamespaces& namespaces) {
    std::vector<Right> of_the_scan = rights_to_give(frame_.options, frame_.need);
    // What a scan does without is no reason not to be ready.
    std::erase_if(of_the_scan, [](const Right& right) { return right.without == Without::fallback; });
    std::vector<Right> of_nodes = of_the_scan;
    std::erase_if(of_the_scan, [](const Right& right) { return right.place == Place::node_events_namespace; });
    std::erase_if(of_nodes, [](const Right& right) { return right.place != Place::node_events_namespace; });
    std::vector<GrantedRight> granted = ask(of_the_scan, namespaces);
    const std::vector<GrantedRight> of_nodes_granted =
        ask(of_nodes, {{std::string{kNodeEventsNamespace}}, {}, false, {}, {}});
    granted.insert(granted.end(), of_nodes_granted.begin(), of_nodes_granted.end());
    bool granting_said = false;
    for (const GrantedRight& each : granted) {
      Check check = check_of(each, namespaces.selected.size());
      if (each.right.purpose == Purpose::list_namespaces) tell_namespaces(check, namespaces);
      if (check.verdict == Verdict::no && !granting_said) {
        granting_said = true;
        if (!unknown_names_.empty()) {
          check.remedies.push_back(
              fmt::format("check {}: who may not look into a namespace is not told whether it exists",
                          unknown_names_.size() == 1 ? "the name " + unknown_names_.front()
                                                     : "the names " + some_of(unknown_names_)));
        }
        const auto grants = grants_for(granted);
        check.remedies.insert(check.remedies.end(), grants.begin(), grants.end());
      }
      const bool evidence = each.right.purpose == Purpose::list_pods || each.right.purpose == Purpose::list_events;
      if (evidence && each.holds_somewhere()) checkup_.scannable = true;
      add(std::move(check));
    }
  }

  // Roles for what is lacking and no more; none where only namespaces are lacking that are not there.
  [[nodiscard]] std::vector<std::string> grants_for(const std::vector<GrantedRight>& granted) const {
    Options options = frame_.options;
    options.skip_prometheus = true;  // has its own line
    RulesNeed need;
    std::set<std::string> names;
    bool all = options.namespaces.empty();
    for (const GrantedRight& each : granted) {
      all = all || each.not_asked > 0;
      if (each.right.place == Place::node_events_namespace) {
        need.node_events = need.node_events || each.verdict() == Verdict::no;
      } else {
        names.insert(each.lacking.begin(), each.lacking.end());
      }
    }
    for (const std::string& name : missing_names_) names.erase(name);
    if (!all && names.empty() && !need.node_events) return {};
    if (!all && !names.empty()) options.namespaces.assign(names.begin(), names.end());
    return grant_remedies(options, frame_.tool, user_, need);
  }

  // How many there are, or what a scan would read instead of all.
  void tell_namespaces(Check& check, const ScanNamespaces& namespaces) const {
    const std::size_t selected = namespaces.selected.size();
    if (check.verdict == Verdict::yes && namespaces.total) {
      const auto total = static_cast<std::size_t>(*namespaces.total);
      check.detail = selected == total ? fmt::format("all {}", total)
                                       : fmt::format("all {}, of which {} are selected", total, selected);
    } else if (check.verdict == Verdict::no && selected > 0) {
      check.detail = fmt::format("not allowed: only {} would be scanned", some_of(namespaces.selected));
      if (selected <= kNamespacesAskedMax) {
        check.remedies.push_back(
            fmt::format("if these are all you mean: --namespaces {}", namespaces_word(namespaces.selected)));
      }
    }
  }

  // A list in a namespace that does not exist is empty, not refused.
  void existence(const ScanNamespaces& namespaces) {
    const std::size_t count = std::min(namespaces.selected.size(), kNamespacesAskedMax);
    std::vector<std::optional<Result<bool>>> answers(count);
    frame_.scheduler.for_each(
        count, frame_.options.workers_per_cluster,
        [&](std::size_t i) { answers[i] = probe_.namespace_exists(namespaces.selected[i], stop_); }, stop_);
    for (std::size_t i = 0; i < count; ++i) {
      if (answers[i] && !answers[i]->ok() && answers[i]->error().kind == ErrorKind::forbidden) {
        unknown_names_.push_back(namespaces.selected[i]);
      }
      if (!answers[i] || !answers[i]->ok() || answers[i]->value()) continue;
      missing_names_.push_back(namespaces.selected[i]);
      add({Verdict::no,
           "find namespaces",
           fmt::format("there is no '{}'", namespaces.selected[i]),
           {"check its name; --list-namespaces shows those there are"}});
    }
  }

  void prometheus(const ScanNamespaces& namespaces) {
    const Options& options = frame_.options;
    const std::string history = fmt::format("see {} back", options.time_range_text);
    if (options.skip_prometheus) return;
    Result<PrometheusFound> found = probe_.prometheus(namespaces.selected, stop_);
    if (!found) {
      add(prometheus_refusal(found.error()));
      return;
    }
    add({Verdict::yes, "find Prometheus", found->description, {}});
    bool told = false;
    for (const Gap& gap : found->gaps) {
      told = told || gap.subject == GapSubject::history;
      add({Verdict::no, gap.subject == GapSubject::history ? history : "ask Prometheus", gap.detail,
           one_remedy(gap.hint)});
    }
    if (told || !found->reaches_back_to) return;
    if (*found->reaches_back_to <= frame_.range.from + kHistoryTolerance) {
      add({Verdict::yes, history, "Prometheus holds it", {}});
    } else {
      add({Verdict::no,
           history,
           fmt::format("Prometheus holds the last {} only", duration_words(frame_.range.to - *found->reaches_back_to)),
           {"a shorter --time-range, or --prometheus-url of a store that keeps more"}});
    }
  }

  // None found: because there is none, or because this user may not look?
  Check prometheus_refusal(const Error& error) {
    Check check = refusal("find Prometheus", error);
    const bool none_found = error.kind == ErrorKind::not_found || error.kind == ErrorKind::forbidden;
    if (!none_found || !frame_.options.prometheus_url.empty()) return check;
    std::vector<Right> wanted = rights_to_give(frame_.options);
    std::erase_if(wanted, [](const Right& right) { return right.place != Place::prometheus_namespace; });
    const std::vector<GrantedRight> granted = ask(wanted, {{std::string{kOpenShiftMonitoring}}, {}, false, {}, {}});
    const bool refused = std::any_of(granted.begin(), granted.end(),
                                     [](const GrantedRight& each) { return each.verdict() == Verdict::no; });
    check.detail = refused ? "none found, but this user may not look everywhere" : "none found";
    check.detail += "; without it, the past is seen only as far as Events reach";
    check.remedies.clear();
    if (refused) check.remedies = prometheus_remedies(frame_.options);
    check.remedies.emplace_back("name it: --prometheus-url URL");
    check.remedies.emplace_back("do without: --skip-prometheus");
    return check;
  }

  std::vector<GrantedRight> ask(const std::vector<Right>& rights, const ScanNamespaces& namespaces) {
    return granted_rights(rights, {namespaces.selected, frame_.options.workers_per_cluster}, probe_, frame_.scheduler,
                          stop_);
  }

  const Cluster& cluster_;
  ClusterProbe& probe_;
  const CheckupFrame& frame_;
  std::stop_token stop_;
  ClusterCheckup checkup_;
  std::string user_;
  std::vector<std::string> missing_names_;  // of --namespaces: not there
  std::vector<std::string> unknown_names_;  // of --namespaces: whether they are there is not told
};

}  // namespace

ClusterCheckup examine(const Cluster& cluster, ClusterProbe& probe, const CheckupFrame& frame, std::stop_token stop) {
  return Examination{cluster, probe, frame, std::move(stop)}.run();
}

}  // namespace oomscan::access
