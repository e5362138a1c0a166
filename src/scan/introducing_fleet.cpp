#include "scan/introducing_fleet.hpp"

#include <condition_variable>
#include <optional>
#include <thread>
#include <utility>

namespace oomscan::scan {

// A session that is being opened, in a thread of its own, and then what came of it. Thread-safe. Destroying it calls it
// off, and waits for that.
class IntroducingFleet::Opening {
 public:
  Opening(Fleet& fleet, Cluster cluster)
      : thread_([this, &fleet, cluster = std::move(cluster)](const std::stop_token& stop) {
          Result<Session> session = fleet.open(cluster, stop);
          std::string uid = session && session->uid ? session->uid(stop) : std::string{};
          const std::lock_guard lock(mutex_);
          uid_ = std::move(uid);
          session_ = std::move(session);
          changed_.notify_all();
        }) {}

  // False: not before the stop.
  bool wait(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    return changed_.wait(lock, stop, [this] { return session_.has_value(); });
  }

  // Only after `wait`.
  [[nodiscard]] const std::string& uid() const { return uid_; }
  [[nodiscard]] const Result<Session>& session() const { return *session_; }

  // Waits for it; a stop calls it off.
  Result<Session> take(const std::stop_token& stop) {
    const std::stop_callback called_off(stop, [this] { thread_.request_stop(); });
    wait({});
    return std::move(*session_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::string uid_;
  std::optional<Result<Session>> session_;
  std::jthread thread_;  // last: it uses the others
};

IntroducingFleet::IntroducingFleet(std::unique_ptr<Fleet> fleet) : fleet_(std::move(fleet)) {}
IntroducingFleet::~IntroducingFleet() = default;

std::shared_ptr<IntroducingFleet::Opening> IntroducingFleet::opening(const Cluster& cluster) {
  const std::lock_guard lock(mutex_);
  auto& kept = kept_[cluster.context.name];
  if (!kept) kept = std::make_shared<Opening>(*fleet_, cluster);
  return kept;
}

void IntroducingFleet::let_go(const std::string& context) {
  std::shared_ptr<Opening> ended;  // outside the lock: ending a session waits for its child
  const std::lock_guard lock(mutex_);
  if (auto kept = kept_.extract(context); !kept.empty()) ended = std::move(kept.mapped());
}

Result<Fleet::Session> IntroducingFleet::open(const Cluster& cluster, std::stop_token stop) {
  std::shared_ptr<Opening> kept;
  {
    const std::lock_guard lock(mutex_);
    if (auto found = kept_.extract(cluster.context.name); !found.empty()) kept = std::move(found.mapped());
  }
  return kept ? kept->take(stop) : fleet_->open(cluster, std::move(stop));
}

std::vector<Introduction> IntroducingFleet::introduce(const std::vector<Cluster>& clusters, Scheduler& scheduler,
                                                      Clock& clock, std::chrono::milliseconds time_max,
                                                      std::stop_token stop) {
  std::vector<Introduction> introductions(clusters.size());
  if (clusters.size() < 2) return introductions;
  std::stop_source enough;
  const std::stop_callback stopped(stop, [&enough] { enough.request_stop(); });
  const std::unique_ptr<Alarm> alarm = clock.alarm(clock.steady_now() + time_max, [&enough] { enough.request_stop(); });
  const std::stop_token token = enough.get_token();
  const auto ask = [&](std::size_t i, const auto& answer) {
    const std::shared_ptr<Opening> opened = opening(clusters[i]);
    if (!opened->wait(token)) return;
    if (opened->session()) answer(*opened);
    if (i >= kSessionsKeptMax) let_go(clusters[i].context.name);
  };
  scheduler.for_each(
      clusters.size(), kIntroductionsAtOnce,
      [&](std::size_t i) { ask(i, [&](const Opening& opened) { introductions[i].uid = opened.uid(); }); }, token);
  const std::vector<std::size_t> several = seen_by_several_users(clusters, introductions);
  scheduler.for_each(
      several.size(), kIntroductionsAtOnce,
      [&](std::size_t k) {
        const std::size_t i = several[k];
        ask(i, [&](const Opening& opened) {
          introductions[i].sees_all = opened.session()->sees_all_pods && opened.session()->sees_all_pods(token);
        });
      },
      token);
  return introductions;
}

void IntroducingFleet::keep_only(const std::vector<Cluster>& clusters) {
  std::set<std::string> wanted;
  for (const Cluster& cluster : clusters) wanted.insert(cluster.context.name);
  std::map<std::string, std::shared_ptr<Opening>> ended;  // outside the lock: ending a session waits for its child
  const std::lock_guard lock(mutex_);
  for (auto entry = kept_.begin(); entry != kept_.end();) {
    const auto next = std::next(entry);
    if (!wanted.contains(entry->first)) ended.insert(kept_.extract(entry));
    entry = next;
  }
}

}  // namespace oomscan::scan
