#include "prometheus/sample_writer.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace oomscan::prometheus_test {
namespace {

// Scrapes do not fall on the moments at which queries look.
constexpr Seconds kScrapePhase{17};

Timestamp first_scrape(Timestamp from) {
  const std::int64_t seconds = from.time_since_epoch().count() - kScrapePhase.count();
  const std::int64_t interval = kScrapeInterval.count();
  return Timestamp{Seconds{(seconds + interval - 1) / interval * interval + kScrapePhase.count()}};
}

}  // namespace

SampleWriter::SampleWriter(const std::string& path) : file_(path, std::ios::binary) {}

void SampleWriter::sample(const std::string& series, double value, Timestamp time) {
  file_ << series << ' ' << fmt::format("{}", value) << ' ' << time.time_since_epoch().count() << '\n';
}

void SampleWriter::constant(const std::string& series, Timestamp from, Timestamp to, double value) {
  for (Timestamp time = first_scrape(from); time < to; time += kScrapeInterval) sample(series, value, time);
}

void SampleWriter::write(const Life& life, bool with_timestamps) {
  struct Sample {
    Timestamp time{};
    double value = 0;
  };
  std::map<std::string, std::vector<Sample>> series;
  const std::string pod_labels =
      fmt::format("namespace=\"{}\",pod=\"{}\",uid=\"{}\"", life.namespace_name, life.pod, life.uid);
  const std::string labels = fmt::format("{},container=\"{}\"", pod_labels, life.container);
  const std::string prefix = life.init ? "kube_pod_init_container_status_" : "kube_pod_container_status_";
  for (Timestamp time = first_scrape(life.begin); time < life.end; time += kScrapeInterval) {
    const auto put = [&](const std::string& name, const std::string& more, double value) {
      series[name + "{" + more + "}"].push_back({time, value});
    };
    int restarts = 0;
    const Ending* last = nullptr;     // of a run that a later one, or the back-off, has replaced
    const Ending* current = nullptr;  // ended for good
    bool waiting = false;
    for (const Ending& ending : life.endings) {
      if (ending.at > time) break;
      if (!ending.back_off) {
        current = &ending;
        break;
      }
      last = &ending;
      waiting = time < ending.at + *ending.back_off;
      if (!waiting) ++restarts;
    }
    put(prefix + "restarts_total", labels, restarts);
    if (last != nullptr) {
      put(prefix + "last_terminated_reason", fmt::format("{},reason=\"{}\"", labels, last->reason), 1);
      if (with_timestamps) {
        put(prefix + "last_terminated_timestamp", labels, static_cast<double>(last->at.time_since_epoch().count()));
      }
    }
    if (waiting) put(prefix + "waiting_reason", labels + ",reason=\"CrashLoopBackOff\"", 1);
    if (current != nullptr) {
      put(prefix + "terminated_reason", fmt::format("{},reason=\"{}\"", labels, current->reason), 1);
      if (!life.init) {
        put("kube_pod_completion_time", pod_labels, static_cast<double>(current->at.time_since_epoch().count()));
      }
    }
  }
  for (const auto& [name, samples] : series) {
    const bool is_reason = name.find("reason=") != std::string::npos;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      sample(name, samples[i].value, samples[i].time);
      const Timestamp next = samples[i].time + kScrapeInterval;
      const bool ended = next < life.end && (i + 1 == samples.size() || samples[i + 1].time > next);
      if (life.marks_ends && is_reason && ended) sample(name, 0, next);
    }
  }
}

void SampleWriter::counter(const std::string& labels, Timestamp started, const std::vector<Step>& steps, Timestamp to) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    constant(fmt::format("container_oom_events_total{{{}}}", labels), steps[i].at,
             i + 1 < steps.size() ? steps[i + 1].at : to, steps[i].value);
  }
  if (steps.empty()) return;
  constant(fmt::format("container_start_time_seconds{{{}}}", labels), steps.front().at, to,
           static_cast<double>(started.time_since_epoch().count()));
}

void SampleWriter::finish() {
  file_ << "# EOF\n";
  file_.close();
}

std::string cadvisor_labels(const std::string& namespace_name, const std::string& pod, const std::string& uid,
                            const std::string& container, const std::string& container_id) {
  std::string slice_uid = uid;
  std::replace(slice_uid.begin(), slice_uid.end(), '-', '_');
  return fmt::format(
      "container=\"{}\",id=\"/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{}.slice/"
      "cri-containerd-{}.scope\",name=\"{}\",namespace=\"{}\",pod=\"{}\",node=\"node1\",instance=\"10.0.0.1:10250\"",
      container, slice_uid, container_id, container_id, namespace_name, pod);
}

}  // namespace oomscan::prometheus_test
