// What the scan needs to know about one cluster, independent of transport and encoding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/cluster.hpp"
#include "oomscan/model/event.hpp"
#include "oomscan/model/pod.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/model/time.hpp"
#include "oomscan/ports/kube_api.hpp"

namespace oomscan {

class WriteApi;

// Receives a list page by page, from the calling thread.
template <class T>
class ListSink {
 public:
  virtual ~ListSink() = default;
  virtual void accept(T&& item) = 0;
  // The list starts over (its continue token expired): forget what was accepted since the call began.
  virtual void restart() = 0;
};

// How a paged list went. Items accepted before an error stay valid evidence; the list is then incomplete.
struct ListOutcome {
  std::int64_t items = 0;
  std::optional<Error> error;      // nullopt: the list was read to its end
  std::string resource_version{};  // the server's name for the state that was read; empty: it gave none
};

// One line of the table that the server makes of pods for people (`kubectl get pods`). It names no namespace, and no
// container. Source: pkg/printers/internalversion (printPod).
struct PodRow {
  std::string name;
  std::int64_t ready = 0;       // of `containers`
  std::int64_t containers = 0;  // main ones and native sidecars
  std::string status;           // "Running", "Completed", "CrashLoopBackOff", "Init:Error", ...
  std::int64_t restarts = 0;    // of all of them, or of the init containers while those run
  // The newest restart is at least so long ago, by the server's clock. nullopt: not said.
  std::optional<Seconds> last_restart_ago{};

  friend bool operator==(const PodRow&, const PodRow&) = default;
};

// Some pods, chosen by the server. Exactly one of `name`, `job_uid` and `neither_running_nor_succeeded` is set.
struct PodSelection {
  std::string namespace_name;  // empty: anywhere
  std::string name{};
  std::string job_uid{};                       // pods that the Job controller has labelled as this Job's
  bool neither_running_nor_succeeded = false;  // phase Pending, Failed or Unknown
  // A resource version: the answer may come from the server's cache, if that is no older. Not needed by name in one
  // namespace, where there is only one key to look up. Empty: what there is now.
  std::string not_older_than{};

  friend bool operator==(const PodSelection&, const PodSelection&) = default;
};

struct LogRequest {
  std::string namespace_name;
  std::string pod;
  std::string container;
  bool previous = false;
  std::size_t tail_lines = 10'000;
  std::size_t bytes_max = std::size_t{4} << 20;  // the last bytes are kept
};

struct TextAnswer {
  std::string text;
  std::size_t bytes_dropped = 0;
};

// What there is to say of a pod, in words.
struct PodDescription {
  std::string text;
  std::size_t bytes_dropped = 0;          // of its end
  std::string uid{};                      // of the pod that it speaks of; empty: not known
  std::string mirror_uid{};               // of a static pod: what its kubelet calls it
  std::optional<Error> without_events{};  // why they are not in it, as the text says, too
};

// Thread-safe. Errors name what was being done and to what ("listing pods in 'a'"); the cluster's name is added by the
// caller.
class ClusterReader {
 public:
  virtual ~ClusterReader() = default;

  // Names of all namespaces, sorted.
  virtual Result<std::vector<std::string>> namespaces(std::stop_token stop) = 0;

  // OpenShift: names of the projects that this identity may see, sorted. not_found where the API has no projects.
  virtual Result<std::vector<std::string>> projects(std::stop_token stop) = 0;

  // Whether there is a namespace of this name: a list in one that does not exist is empty, not an error.
  virtual Result<bool> namespace_exists(const std::string& namespace_name, std::stop_token stop) = 0;

  // namespace_name empty: the whole cluster.
  virtual ListOutcome read_pods(const std::string& namespace_name, ListSink<PodObservation>& sink,
                                std::stop_token stop) = 0;

  // The table of pods, without the pods. bad_answer: the server makes none, or it could not be understood.
  virtual ListOutcome read_pod_rows(const std::string& namespace_name, ListSink<PodRow>& sink,
                                    std::stop_token stop) = 0;
  // Whether the server answers a search of all its pods (a selection that names no namespace) from its cache: elsewhere
  // each costs as much as a whole list. What is known of it may change once, to false.
  [[nodiscard]] virtual bool searches_are_cheap() const { return true; }
  virtual ListOutcome read_selected_pods(const PodSelection& selection, ListSink<PodObservation>& sink,
                                         std::stop_token stop) = 0;

  // namespace_name empty: the whole cluster.
  virtual ListOutcome read_events(const std::string& namespace_name, ListSink<EventObservation>& sink,
                                  std::stop_token stop) = 0;

  // not_found: no such pod, container, or (previous) no earlier run; the message tells them apart.
  virtual Result<TextAnswer> read_log(const LogRequest& request, std::stop_token stop) = 0;

  // How far this machine's clock is ahead of the cluster's (less than zero: behind): the median of what its first
  // answers show, to the second. nullopt: none of them told. Does not block.
  [[nodiscard]] virtual std::optional<Seconds> clock_ahead() const { return std::nullopt; }

  // What `oc describe pod` would print: the pod of this name as it is now, and its Events.
  virtual Result<PodDescription> describe_pod(const std::string& namespace_name, const std::string& pod,
                                              std::stop_token stop) = 0;
};

// Thread-safe.
class Fleet {
 public:
  virtual ~Fleet() = default;

  // All contexts of the kubeconfig in its order. config: there is none, or it cannot be read.
  virtual Result<std::vector<Context>> contexts(std::stop_token stop) = 0;

  struct Session {
    std::unique_ptr<ClusterReader> reader;
    std::string note;  // e.g. that the proxy could not be started and `get --raw` is used; or empty
    // The same door, for what is not about pods (Prometheus). Owned by `reader`; null if it has none.
    KubeApi* api = nullptr;
    // The session's bearer token (`oc whoami -t`); memory only, never logged. Not set if the tool cannot tell.
    std::function<Result<std::string>(std::stop_token)> token{};
    // Asks who the cluster is: the uid of its namespace kube-system; empty: it is not told, or not in time (bounded).
    // The server is asked once. Thread-safe; not set: it cannot be asked. Must not outlive the reader.
    std::function<std::string(std::stop_token)> uid{};
    // Whether pods of all namespaces may be listed. As above.
    std::function<bool(std::stop_token)> sees_all_pods{};
    // For questions about the session's own rights and user (POST), and nothing else: what serves it is started with
    // the first. Null: this door can carry none.
    std::shared_ptr<WriteApi> reviews{};
  };
  // Opens a door and sees that somebody answers behind it, within one request's time. Success does not prove that
  // anything may be read. The session ends with the reader.
  virtual Result<Session> open(const Cluster& cluster, std::stop_token stop) = 0;
};

}  // namespace oomscan
