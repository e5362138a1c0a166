#include "store/slice_reader.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/states.hpp"

namespace oomscan::store {
namespace {

Timestamp time_of(const SqlValue& value) { return Timestamp{Seconds{as_int(value)}}; }
std::int64_t seconds(Timestamp time) { return time.time_since_epoch().count(); }

struct Pod {
  std::string uid;
  std::string name;
};

class SliceReader {
 public:
  SliceReader(SqlConnection& connection, const Span& span) : connection_(connection), span_(span) {}

  Result<HistorySlice> read() {
    for (const auto step : {&SliceReader::read_clusters, &SliceReader::read_subjects, &SliceReader::read_pods,
                            &SliceReader::read_failures, &SliceReader::read_findings, &SliceReader::read_seen,
                            &SliceReader::read_sizes, &SliceReader::read_incidents}) {
      const Result<void> done = (this->*step)();
      if (!done) return done.error();
    }
    return std::move(slice_);
  }

 private:
  // Rows of `sql`, of which $1 and $2 are the span's ends.
  template <class Take>
  Result<void> each(const std::string& sql, Take take) {
    const auto rows = connection_.query(sql, {seconds(span_.from), seconds(span_.to)});
    if (!rows) return rows.error();
    for (const SqlRow& row : *rows) take(row);
    return {};
  }

  // Sorted here: databases differ in how they sort text.
  Result<void> read_clusters() {
    const auto rows = connection_.query("SELECT cluster_no, id, name FROM cluster", {});
    if (!rows) return rows.error();
    std::vector<std::tuple<std::string, std::string, std::int64_t>> clusters;
    for (const SqlRow& row : *rows) clusters.emplace_back(as_text(row[1]), as_text(row[2]), as_int(row[0]));
    std::sort(clusters.begin(), clusters.end());
    for (auto& [id, name, number] : clusters) {
      clusters_.emplace(number, slice_.clusters.size());
      slice_.clusters.push_back({id, name});
    }
    return {};
  }

  Result<void> read_subjects() {
    // First failures of those that failed before this slice, too: what is new is a matter of all that is remembered.
    const auto rows = connection_.query(
        "SELECT subject.subject_no, cluster_no, namespace, workload_kind, workload_name, container, type, fingerprint, "
        "(SELECT min(latest) FROM failure WHERE failure.subject_no = subject.subject_no) FROM subject",
        {});
    if (!rows) return rows.error();
    std::vector<std::pair<HistorySlice::KnownSubject, std::int64_t>> subjects;
    for (const SqlRow& row : *rows) {
      HistorySlice::KnownSubject known;
      known.id = {slice_.clusters[clusters_.at(as_int(row[1]))].id,
                  as_text(row[2]),
                  {as_text(row[3]), as_text(row[4])},
                  as_text(row[5]),
                  as_text(row[6])};
      known.fingerprint = as_text(row[7]);
      if (!is_null(row[8])) known.first_failure = time_of(row[8]);
      subjects.emplace_back(std::move(known), as_int(row[0]));
    }
    std::sort(subjects.begin(), subjects.end(), [](const auto& a, const auto& b) {
      return std::tie(a.first.id, a.first.fingerprint) < std::tie(b.first.id, b.first.fingerprint);
    });
    for (auto& [known, number] : subjects) {
      subjects_.emplace(number, slice_.subjects.size());
      slice_.subjects.push_back(std::move(known));
    }
    return {};
  }

  Result<void> read_pods() {
    return each(
        "SELECT pod_no, uid, name FROM pod WHERE pod_no IN (SELECT pod_no FROM failure WHERE latest >= $1 AND earliest "
        "<= "
        "$2) OR pod_no IN (SELECT pod_no FROM finding JOIN run ON run.run_no = finding.run_no WHERE finished_at >= $1 "
        "AND "
        "finished_at <= $2)",
        [&](const SqlRow& row) { pods_.emplace(as_int(row[0]), Pod{as_text(row[1]), as_text(row[2])}); });
  }

  Result<void> read_failures() {
    // All of a pod's, so that those which overlap are counted as one even at the span's ends.
    std::map<std::pair<std::size_t, std::int64_t>, std::vector<FailureBounds>> observed;
    const auto read =
        each("SELECT subject_no, pod_no, earliest, latest FROM failure WHERE latest >= $1 AND earliest <= $2",
             [&](const SqlRow& row) {
               observed[{subjects_.at(as_int(row[0])), as_int(row[1])}].push_back({time_of(row[2]), time_of(row[3])});
             });
    if (!read) return read;
    for (const auto& [place, bounds] : observed) {
      const Pod& pod = pods_.at(place.second);
      for (const FailureBounds& failure : distinct_failures(bounds)) {
        slice_.failures.push_back({place.first, pod.uid, pod.name, failure});
      }
    }
    std::sort(slice_.failures.begin(), slice_.failures.end(), [](const auto& a, const auto& b) {
      return std::tie(a.when, a.subject, a.pod_uid) < std::tie(b.when, b.subject, b.pod_uid);
    });
    return {};
  }

  Result<void> read_findings() {
    std::map<std::pair<std::size_t, std::int64_t>, HistorySlice::Current> newest;
    const auto read = each(
        "SELECT subject_no, pod_no, finished_at, state, confidence, restart_count FROM finding JOIN run ON run.run_no "
        "= "
        "finding.run_no JOIN verdict ON verdict.verdict_no = finding.verdict_no WHERE finished_at >= $1 AND "
        "finished_at "
        "<= $2",
        [&](const SqlRow& row) {
          const std::size_t subject = subjects_.at(as_int(row[0]));
          const Pod& pod = pods_.at(as_int(row[1]));
          const Timestamp at = time_of(row[2]);
          const State state = state_of(as_text(row[3]));
          if (!is_null(row[5])) slice_.restart_counts.push_back({subject, pod.uid, pod.name, at, as_int(row[5])});
          if (state == State::recovered) slice_.recoveries.push_back({subject, pod.uid, at});
          HistorySlice::Current& current = newest[{subject, as_int(row[1])}];
          if (current.pod_uid.empty() || at >= current.at) {
            current = {subject, pod.uid, state, confidence_of(as_text(row[4])), at};
          }
        });
    if (!read) return read;
    for (auto& [place, current] : newest) slice_.current.push_back(std::move(current));
    const auto by_time = [](const auto& a, const auto& b) {
      return std::tie(a.at, a.subject, a.pod_uid) < std::tie(b.at, b.subject, b.pod_uid);
    };
    std::sort(slice_.current.begin(), slice_.current.end(), by_time);
    std::sort(slice_.recoveries.begin(), slice_.recoveries.end(), by_time);
    std::sort(slice_.restart_counts.begin(), slice_.restart_counts.end(), by_time);
    return {};
  }

  Result<void> read_seen() {
    // Sets first: thousands of runs share a few.
    std::unordered_map<std::int64_t, std::vector<std::string>> sets;
    const auto members = connection_.query("SELECT set_no, namespace FROM namespace_in_set", {});
    if (!members) return members.error();
    for (const SqlRow& row : *members) sets[as_int(row[0])].push_back(as_text(row[1]));
    // Runs overlap: united for each cluster and set before they are spread over its namespaces.
    std::map<std::pair<std::size_t, std::int64_t>, std::vector<Span>> united;
    const auto read = each(
        "SELECT cluster_no, set_no, seen_from, seen_to FROM seen WHERE seen_to >= $1 AND seen_from <= $2 ORDER BY "
        "seen_from, seen_to",
        [&](const SqlRow& row) {
          std::vector<Span>& spans = united[{clusters_.at(as_int(row[0])), as_int(row[1])}];
          const Span span{time_of(row[2]), time_of(row[3])};
          if (!spans.empty() && span.from <= spans.back().to) {
            spans.back().to = std::max(spans.back().to, span.to);
          } else {
            spans.push_back(span);
          }
        });
    if (!read) return read;
    for (const auto& [place, spans] : united) {
      for (const std::string& name : sets[place.second]) {
        for (const Span& span : spans) slice_.seen.push_back({place.first, name, span});
      }
    }
    std::sort(slice_.seen.begin(), slice_.seen.end(), [](const auto& a, const auto& b) {
      return std::tie(a.cluster, a.namespace_name, a.span) < std::tie(b.cluster, b.namespace_name, b.span);
    });
    return {};
  }

  Result<void> read_sizes() {
    std::map<std::pair<std::size_t, std::string>, std::int64_t> sizes;
    const auto read = each(
        "SELECT cluster_no, namespace, max(pods) FROM namespace_size WHERE day > $1 - 86400 AND day <= $2 GROUP BY "
        "cluster_no, namespace",
        [&](const SqlRow& row) { sizes[{clusters_.at(as_int(row[0])), as_text(row[1])}] = as_int(row[2]); });
    if (!read) return read;
    for (const auto& [place, pods] : sizes) slice_.sizes.push_back({place.first, place.second, pods});
    return {};
  }

  Result<void> read_incidents() {
    const auto rows = connection_.query(
        "SELECT subject_no, resolved_at FROM incident JOIN subject ON subject.fingerprint = incident.fingerprint WHERE "
        "resolved_at IS NOT NULL UNION SELECT subject_no, resolved_at FROM resolution",
        {});
    if (!rows) return rows.error();
    for (const SqlRow& row : *rows) {
      slice_.resolved_incidents.push_back({subjects_.at(as_int(row[0])), "", time_of(row[1])});
    }
    std::sort(slice_.resolved_incidents.begin(), slice_.resolved_incidents.end(),
              [](const auto& a, const auto& b) { return std::tie(a.subject, a.at) < std::tie(b.subject, b.at); });
    return {};
  }

  SqlConnection& connection_;
  Span span_;
  HistorySlice slice_;
  std::unordered_map<std::int64_t, std::size_t> clusters_;
  std::unordered_map<std::int64_t, std::size_t> subjects_;
  std::unordered_map<std::int64_t, Pod> pods_;
};

}  // namespace

Result<HistorySlice> read_slice(SqlConnection& connection, const Span& span) {
  return SliceReader(connection, span).read();
}

}  // namespace oomscan::store
