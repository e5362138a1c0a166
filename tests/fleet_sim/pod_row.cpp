#include "fleet_sim/pod_row.hpp"

#include <algorithm>
#include <ctime>
#include <optional>

namespace oomscan::fleet_sim {
namespace {

const Json& field(const Json& object, std::string_view name) {
  static const Json null;
  const auto found = object.find(std::string(name));
  return found == object.end() ? null : *found;
}

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

// nullopt: no time.
std::optional<Timestamp> time_of(const std::string& text) {
  std::tm parts{};
  if (text.empty() || strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return std::nullopt;
  return Timestamp{std::chrono::seconds{timegm(&parts)}};
}

bool has_true_condition(const Json& status, std::string_view type) {
  const Json& conditions = field(status, "conditions");
  return std::any_of(conditions.begin(), conditions.end(), [&](const Json& condition) {
    return text(field(condition, "type")) == type && text(field(condition, "status")) == "True";
  });
}

std::string end_words(const Json& ended) {
  if (const std::string reason = text(field(ended, "reason")); !reason.empty()) return reason;
  if (const int signal = ended.value("signal", 0); signal != 0) return "Signal:" + std::to_string(signal);
  return "ExitCode:" + std::to_string(ended.value("exitCode", 0));
}

// Restarts and the newest of them.
struct RestartSum {
  int count = 0;
  std::optional<Timestamp> last{};

  void add(const Json& container) {
    count += container.value("restartCount", 0);
    last = std::max(last, time_of(text(field(field(field(container, "lastState"), "terminated"), "finishedAt"))));
  }
};

class PodPrinter {
 public:
  explicit PodPrinter(const Json& pod) : pod_(pod), spec_(field(pod, "spec")), status_(field(pod, "status")) {}

  PodRowCells cells(Timestamp now) {
    total_ = field(spec_, "containers").size();
    for (const Json& container : field(spec_, "initContainers")) total_ += is_sidecar(container) ? 1U : 0U;
    reason_ = text(field(status_, "reason"));
    if (reason_.empty()) reason_ = text(field(status_, "phase"));
    if (!print_init_containers() || has_true_condition(status_, "Initialized")) print_containers();
    const std::string phase = text(field(status_, "phase"));
    if (!field(field(pod_, "metadata"), "deletionTimestamp").is_null() && phase != "Succeeded" && phase != "Failed") {
      reason_ = "Terminating";
    }
    std::string restarts = std::to_string(restarts_.count);
    if (restarts_.count != 0 && restarts_.last) restarts += " (" + human_duration(now - *restarts_.last) + " ago)";
    return {std::to_string(ready_) + "/" + std::to_string(total_), reason_, restarts};
  }

 private:
  static bool is_sidecar(const Json& container) { return text(field(container, "restartPolicy")) == "Always"; }

  [[nodiscard]] bool names_a_sidecar(const std::string& name) const {
    const Json& all = field(spec_, "initContainers");
    return std::any_of(all.begin(), all.end(),
                       [&](const Json& each) { return text(field(each, "name")) == name && is_sidecar(each); });
  }

  // True: still initializing.
  bool print_init_containers() {
    std::size_t index = 0;
    const Json& statuses = field(status_, "initContainerStatuses");
    for (const Json& container : statuses) {
      const std::size_t at = index++;
      const bool sidecar = names_a_sidecar(text(field(container, "name")));
      restarts_.add(container);
      if (sidecar) sidecars_.add(container);
      const Json& state = field(container, "state");
      const Json& ended = field(state, "terminated");
      if (ended.is_object() && ended.value("exitCode", 0) == 0) continue;
      if (sidecar && container.value("started", false)) {
        ready_ += container.value("ready", false) ? 1U : 0U;
        continue;
      }
      const std::string waits = text(field(field(state, "waiting"), "reason"));
      if (ended.is_object()) {
        reason_ = "Init:" + end_words(ended);
      } else if (!waits.empty() && waits != "PodInitializing") {
        reason_ = "Init:" + waits;
      } else {
        reason_ = "Init:" + std::to_string(at) + "/" + std::to_string(field(spec_, "initContainers").size());
      }
      return true;
    }
    return false;
  }

  void print_containers() {
    restarts_ = sidecars_;
    bool one_runs = false;
    const Json& statuses = field(status_, "containerStatuses");
    for (std::size_t i = statuses.size(); i-- > 0;) {
      const Json& container = statuses[i];
      restarts_.add(container);
      const Json& state = field(container, "state");
      const Json& ended = field(state, "terminated");
      if (const std::string waits = text(field(field(state, "waiting"), "reason")); !waits.empty()) {
        reason_ = waits;
      } else if (ended.is_object()) {
        reason_ = end_words(ended);
      } else if (container.value("ready", false) && field(state, "running").is_object()) {
        one_runs = true;
        ++ready_;
      }
    }
    if (reason_ == "Completed" && one_runs) reason_ = has_true_condition(status_, "Ready") ? "Running" : "NotReady";
  }

  const Json& pod_;
  const Json& spec_;
  const Json& status_;
  std::size_t total_ = 0;
  std::size_t ready_ = 0;
  std::string reason_;
  RestartSum restarts_;
  RestartSum sidecars_;
};

std::string parts(long coarse, char coarse_unit, long fine, char fine_unit) {
  std::string words = std::to_string(coarse) + coarse_unit;
  if (fine != 0) words += std::to_string(fine) + fine_unit;
  return words;
}

}  // namespace

PodRowCells pod_row_cells(const Json& pod, Timestamp now) { return PodPrinter{pod}.cells(now); }

std::string human_duration(std::chrono::seconds duration) {
  const long seconds = static_cast<long>(duration.count());
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 120) return std::to_string(seconds) + "s";
  const long minutes = seconds / 60;
  if (minutes < 10) return parts(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return std::to_string(minutes) + "m";
  const long hours = minutes / 60;
  if (hours < 8) return parts(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return std::to_string(hours) + "h";
  const long days = hours / 24;
  if (hours < 24 * 8) return parts(days, 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return std::to_string(days) + "d";
  const long years = days / 365;
  if (hours < 24 * 365 * 8) return parts(years, 'y', days % 365, 'd');
  return std::to_string(years) + "y";
}

std::string age_words(const std::string& time, Timestamp now) {
  const std::optional<Timestamp> begun = time_of(time);
  return begun ? human_duration(now - *begun) : "<unknown>";
}

}  // namespace oomscan::fleet_sim
