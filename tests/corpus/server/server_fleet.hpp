// The real kube room against the server of a kubeconfig, with real children and real HTTP; and what passed through.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "fakes/fake_log.hpp"
#include "http/http_connector.hpp"
#include "oomscan/model/options.hpp"
#include "oomscan/ports/cluster_reader.hpp"
#include "process/janitor.hpp"
#include "process/process_runner.hpp"
#include "process/runtime_directory.hpp"
#include "schedule/system_clock.hpp"

namespace oomscan::corpus {

// What the server answered to requests for lists. Thread-safe.
class ListTally {
 public:
  void add(const std::string& target, const HttpResponse& answer);
  [[nodiscard]] std::map<std::string, int> answers_by_media_type() const;
  [[nodiscard]] int continued_pages() const;
  [[nodiscard]] int whole_lists() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, int> answers_by_media_type_;
  int continued_pages_ = 0;
  int whole_lists_ = 0;
};

// Makes threads and a child of its own: one per program, made before any other thread.
class ServerFleet {
 public:
  ServerFleet();

  // Throws std::runtime_error if the kubeconfig has no such context.
  [[nodiscard]] static Cluster cluster(Fleet& fleet, const std::string& context);
  // `older`: the server is taken for one that is asked for pages. One at a time; must not outlive this.
  [[nodiscard]] std::unique_ptr<Fleet> open(const std::string& kubeconfig, Transport transport, bool older);

  // Of the transport that speaks HTTP itself.
  [[nodiscard]] const ListTally& tally() const { return tally_; }

 private:
  std::unique_ptr<process::Janitor> janitor_;
  std::unique_ptr<process::RuntimeDirectory> runtime_directory_;
  std::unique_ptr<ProcessRunner> runner_;
  bool older_ = false;
  std::unique_ptr<HttpConnector> connector_;
  schedule::SystemClock clock_;
  fakes::FakeLog log_;
  ListTally tally_;
};

}  // namespace oomscan::corpus
