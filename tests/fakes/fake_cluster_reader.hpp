// A cluster in memory: namespaces, projects, pods, events, logs and describe texts, with failures per call.
// Thread-safe, as the port is. Every call is recorded under a name that failures are set by:
//   "namespaces"  "namespace team-a"  "projects"  "pods *" (whole cluster)  "pods team-a"  "events *"  "events team-a"
//   "rows *"  "rows team-a" (tables of pods)  "named team-a/pod"  "named */pod"  "job team-a/uid"  "phases *"
//   "log team-a/pod/container"  "log team-a/pod/container previous"  "describe team-a/pod"
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "oomscan/ports/cluster_reader.hpp"

namespace oomscan::fakes {

class FakeClusterReader : public ClusterReader {
 public:
  // --- what the cluster holds ---

  void add_namespace(std::string name) {
    const std::lock_guard lock(mutex_);
    namespaces_.insert(std::move(name));
  }
  // Until the first project is added, the cluster has no projects: not_found, as plain Kubernetes answers.
  void add_project(std::string name) {
    const std::lock_guard lock(mutex_);
    projects_.insert(std::move(name));
  }
  // Adds the pod's namespace, too.
  void add_pod(PodObservation pod) {
    const std::lock_guard lock(mutex_);
    namespaces_.insert(pod.namespace_name);
    pods_.push_back(std::move(pod));
  }
  // The table's row of the pods of this name; the others' says that all is well.
  void set_row(PodRow row) {
    const std::lock_guard lock(mutex_);
    rows_[row.name] = std::move(row);
  }
  // Pods that the selection of this Job does not find, as where a Job has a selector of its own.
  void hide_from_its_job(const std::string& pod_uid) {
    const std::lock_guard lock(mutex_);
    hidden_.insert(pod_uid);
  }
  void add_event(EventObservation event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
  }
  void set_log(const std::string& namespace_name, const std::string& pod, const std::string& container, bool previous,
               std::string text, std::size_t bytes_dropped = 0) {
    const std::lock_guard lock(mutex_);
    texts_[log_call(namespace_name, pod, container, previous)] = TextAnswer{std::move(text), bytes_dropped};
  }
  void set_describe(const std::string& namespace_name, const std::string& pod, std::string text,
                    std::size_t bytes_dropped = 0) {
    const std::lock_guard lock(mutex_);
    texts_["describe " + namespace_name + "/" + pod] = TextAnswer{std::move(text), bytes_dropped};
  }

  // Of the pod that is described, whatever the lists say: another has its name by then.
  void set_described_uid(const std::string& namespace_name, const std::string& pod, std::string uid) {
    const std::lock_guard lock(mutex_);
    described_uids_["describe " + namespace_name + "/" + pod] = std::move(uid);
  }
  void describe_without_events(const std::string& namespace_name, const std::string& pod, Error why) {
    const std::lock_guard lock(mutex_);
    without_events_["describe " + namespace_name + "/" + pod] = std::move(why);
  }

  // --- failures ---

  // Every call of this name, or of this kind ("log", "pods"), fails from now on.
  void clock_ahead_is(std::optional<Seconds> ahead) { clock_ahead_ = ahead; }
  [[nodiscard]] std::optional<Seconds> clock_ahead() const override { return clock_ahead_; }

  void fail(std::string call, Error error) { fail_after(std::move(call), 0, std::move(error)); }
  // The same for lists, after `items` items were handed over.
  void fail_after(std::string call, std::size_t items, Error error) {
    const std::lock_guard lock(mutex_);
    failures_.push_back({std::move(call), items, std::move(error), false});
  }
  // Only the next call of this name or kind fails.
  void fail_once(std::string call, Error error) {
    const std::lock_guard lock(mutex_);
    failures_.push_back({std::move(call), 0, std::move(error), true});
  }
  // The next call fails, whatever it is.
  void fail_next(Error error) { fail_once("", std::move(error)); }
  // The list of this name hands over `items` items, starts over once, and then goes through.
  void restart_once_after(std::string call, std::size_t items) {
    const std::lock_guard lock(mutex_);
    restarts_[std::move(call)] = items;
  }

  // Runs in the calling thread before each call is answered, e.g. to request a stop or to wait for another thread.
  void on_call(std::function<void(const std::string&)> hook) {
    const std::lock_guard lock(mutex_);
    hook_ = std::move(hook);
  }

  // Searches cost as much as whole lists, as before 1.31.
  void make_searches_dear() { searches_are_cheap_ = false; }
  [[nodiscard]] bool searches_are_cheap() const override { return searches_are_cheap_; }

  // --- what was asked ---

  [[nodiscard]] std::vector<std::string> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  [[nodiscard]] std::size_t count_of(std::string_view call) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(calls_.begin(), calls_.end(), [&](const std::string& made) { return matches(made, call); }));
  }
  // The log requests in the order in which they came, with their limits.
  [[nodiscard]] std::vector<LogRequest> log_requests() const {
    const std::lock_guard lock(mutex_);
    return log_requests_;
  }

  [[nodiscard]] std::vector<PodSelection> selections() const {
    const std::lock_guard lock(mutex_);
    return selections_;
  }
  // What every list says that it was read at.
  static constexpr const char* kResourceVersion = "4711";

  // --- the port ---

  Result<std::vector<std::string>> namespaces(std::stop_token stop) override {
    if (auto failure = begin("namespaces", stop)) return failure->error;
    const std::lock_guard lock(mutex_);
    return std::vector<std::string>(namespaces_.begin(), namespaces_.end());
  }

  Result<std::vector<std::string>> projects(std::stop_token stop) override {
    if (auto failure = begin("projects", stop)) return failure->error;
    const std::lock_guard lock(mutex_);
    if (projects_.empty()) {
      return Error{ErrorKind::not_found, "listing projects: the server has no such resource", ""};
    }
    return std::vector<std::string>(projects_.begin(), projects_.end());
  }

  Result<bool> namespace_exists(const std::string& namespace_name, std::stop_token stop) override {
    if (auto failure = begin("namespace " + namespace_name, stop)) return failure->error;
    const std::lock_guard lock(mutex_);
    return namespaces_.contains(namespace_name);
  }

  ListOutcome read_pods(const std::string& namespace_name, ListSink<PodObservation>& sink,
                        std::stop_token stop) override {
    return read_whole_list("pods", namespace_name, pods_, sink, stop);
  }

  ListOutcome read_pod_rows(const std::string& namespace_name, ListSink<PodRow>& sink, std::stop_token stop) override {
    std::vector<std::pair<std::string, PodRow>> rows;
    {
      const std::lock_guard lock(mutex_);
      for (const PodObservation& pod : pods_) {
        const auto set = rows_.find(pod.name);
        rows.emplace_back(pod.namespace_name, set == rows_.end() ? PodRow{pod.name, 1, 1, "Running", 0} : set->second);
      }
    }
    return read_list(
        "rows", namespace_name, rows,
        [&](const auto& row) { return namespace_name.empty() || row.first == namespace_name; },
        [&](auto&& row) { sink.accept(std::move(row.second)); }, [&] { sink.restart(); }, stop);
  }

  ListOutcome read_selected_pods(const PodSelection& selection, ListSink<PodObservation>& sink,
                                 std::stop_token stop) override {
    const std::string where = selection.namespace_name.empty() ? "*" : selection.namespace_name;
    const bool by_name = !selection.name.empty();
    {
      const std::lock_guard lock(mutex_);
      selections_.push_back(selection);
    }
    const std::string kind = by_name ? "named" : selection.job_uid.empty() ? "phases" : "job";
    const std::string key = by_name ? "/" + selection.name : selection.job_uid.empty() ? "" : "/" + selection.job_uid;
    return read_list(
        kind, where + key, pods_,
        [&](const PodObservation& pod) {
          if (!selection.namespace_name.empty() && pod.namespace_name != selection.namespace_name) return false;
          if (by_name) return pod.name == selection.name;
          if (selection.job_uid.empty()) return pod.phase != "Running" && pod.phase != "Succeeded";
          return !hidden_.contains(pod.uid) && std::any_of(pod.owners.begin(), pod.owners.end(), [&](const auto& o) {
            return o.controller && o.uid == selection.job_uid;
          });
        },
        [&](PodObservation&& pod) { sink.accept(std::move(pod)); }, [&] { sink.restart(); }, stop);
  }

  ListOutcome read_events(const std::string& namespace_name, ListSink<EventObservation>& sink,
                          std::stop_token stop) override {
    return read_whole_list("events", namespace_name, events_, sink, stop);
  }

  Result<TextAnswer> read_log(const LogRequest& request, std::stop_token stop) override {
    const std::string call = log_call(request.namespace_name, request.pod, request.container, request.previous);
    {
      const std::lock_guard lock(mutex_);
      log_requests_.push_back(request);
    }
    if (auto failure = begin(call, stop)) return failure->error;
    return text_of(call, request.previous ? "previous terminated container not found" : "no such container");
  }

  Result<PodDescription> describe_pod(const std::string& namespace_name, const std::string& pod,
                                      std::stop_token stop) override {
    const std::string call = "describe " + namespace_name + "/" + pod;
    if (auto failure = begin(call, stop)) return failure->error;
    auto text = text_of(call, "no such pod");
    if (!text) return std::move(text).error();
    const std::lock_guard lock(mutex_);
    PodDescription description{std::move(text->text), text->bytes_dropped};
    if (const auto uid = described_uids_.find(call); uid != described_uids_.end()) description.uid = uid->second;
    if (const auto why = without_events_.find(call); why != without_events_.end()) {
      description.without_events = why->second;
    }
    return description;
  }

 private:
  std::optional<Seconds> clock_ahead_;
  struct Failure {
    std::string call;
    std::size_t after_items = 0;
    Error error;
    bool once = false;
  };

  static std::string log_call(const std::string& namespace_name, const std::string& pod, const std::string& container,
                              bool previous) {
    return "log " + namespace_name + "/" + pod + "/" + container + (previous ? " previous" : "");
  }

  static bool matches(std::string_view made, std::string_view asked) {
    return asked.empty() || made == asked ||
           (made.starts_with(asked) && made[asked.size()] == ' ' && asked.find(' ') == std::string_view::npos);
  }

  // Records the call; the failure that it shall meet, if any. A failure after 0 items is one before any answer.
  std::optional<Failure> begin(const std::string& call, const std::stop_token& stop) {
    std::function<void(const std::string&)> hook;
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back(call);
      hook = hook_;
    }
    if (hook) hook(call);
    if (stop.stop_requested()) return Failure{call, 0, Error{ErrorKind::cancelled, call + ": stopped", ""}, true};
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(failures_.begin(), failures_.end(),
                                    [&](const Failure& failure) { return matches(call, failure.call); });
    if (found == failures_.end()) return std::nullopt;
    Failure failure = *found;
    if (failure.once) failures_.erase(found);
    return failure;
  }

  template <class T>
  ListOutcome read_whole_list(const std::string& kind, const std::string& namespace_name, const std::vector<T>& all,
                              ListSink<T>& sink, const std::stop_token& stop) {
    return read_list(
        kind, namespace_name, all,
        [&](const T& item) { return namespace_name.empty() || item.namespace_name == namespace_name; },
        [&](T&& item) { sink.accept(std::move(item)); }, [&] { sink.restart(); }, stop);
  }

  template <class T, class Selects, class Accept, class Restart>
  ListOutcome read_list(const std::string& kind, const std::string& where, const std::vector<T>& all, Selects selects,
                        Accept accept, Restart restart, const std::stop_token& stop) {
    const std::string call = kind + " " + (where.empty() ? "*" : where);
    const std::optional<Failure> failure = begin(call, stop);
    std::vector<T> selected;
    std::optional<std::size_t> restart_after;
    {
      const std::lock_guard lock(mutex_);
      std::copy_if(all.begin(), all.end(), std::back_inserter(selected), selects);
      if (const auto found = restarts_.find(call); found != restarts_.end()) {
        restart_after = found->second;
        restarts_.erase(found);
      }
    }
    if (restart_after) {
      for (std::size_t i = 0; i < std::min(*restart_after, selected.size()); ++i) accept(T{selected[i]});
      restart();
    }
    ListOutcome outcome;
    outcome.resource_version = kResourceVersion;
    for (T& item : selected) {
      if (failure && static_cast<std::size_t>(outcome.items) == failure->after_items) break;
      accept(std::move(item));
      ++outcome.items;
    }
    if (failure) outcome.error = failure->error;
    return outcome;
  }

  Result<TextAnswer> text_of(const std::string& call, const std::string& if_missing) {
    const std::lock_guard lock(mutex_);
    const auto found = texts_.find(call);
    if (found == texts_.end()) return Error{ErrorKind::not_found, call + ": " + if_missing, ""};
    return found->second;
  }

  mutable std::mutex mutex_;
  std::set<std::string> namespaces_;
  std::set<std::string> projects_;
  std::vector<PodObservation> pods_;
  std::vector<EventObservation> events_;
  std::map<std::string, PodRow> rows_;
  std::set<std::string> hidden_;
  std::map<std::string, TextAnswer> texts_;
  std::map<std::string, std::string> described_uids_;
  std::map<std::string, Error> without_events_;
  std::vector<Failure> failures_;
  std::map<std::string, std::size_t> restarts_;
  std::function<void(const std::string&)> hook_;
  std::atomic<bool> searches_are_cheap_{true};
  std::vector<std::string> calls_;
  std::vector<LogRequest> log_requests_;
  std::vector<PodSelection> selections_;
};

}  // namespace oomscan::fakes
