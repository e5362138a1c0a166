#include "store/cluster_writer.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "store/numbering.hpp"

namespace oomscan::store {
namespace {

constexpr std::int64_t kDaySeconds = 86400;
// Stands for an unknown exit code or limit: NULLs are never equal, so a verdict with one would be stored every time.
constexpr std::int64_t kUnknown = -1;

std::int64_t seconds(Timestamp time) { return time.time_since_epoch().count(); }

// A pod without a uid is one by its name; no uid looks like that.
std::string uid_of(const RecordedFinding& finding) {
  return finding.pod_uid.empty() ? fmt::format("name:{}/{}", finding.subject.namespace_name, finding.pod)
                                 : finding.pod_uid;
}

using VerdictKey = std::tuple<std::string, std::string, std::string, std::int64_t, std::int64_t, std::string>;

VerdictKey verdict_of(const RecordedFinding& finding) {
  return {std::string(to_id(finding.state)),
          std::string(to_id(finding.confidence)),
          finding.cause,
          finding.exit_code ? *finding.exit_code : kUnknown,
          finding.memory_limit_bytes.value_or(kUnknown),
          finding.image};
}

class ClusterWriter {
 public:
  ClusterWriter(SqlConnection& connection, const RunRecord& run, std::int64_t run_no, const RecordedCluster& cluster,
                std::int64_t cluster_no)
      : connection_(connection), run_(run), run_no_(run_no), cluster_(cluster), cluster_no_(cluster_no) {}

  // False: this cluster of this run is there already.
  Result<bool> write() {
    const auto there =
        connection_.query("SELECT 1 FROM run_cluster WHERE run_no = $1 AND cluster_no = $2", {run_no_, cluster_no_});
    if (!there) return there.error();
    if (!there->empty()) return false;
    for (const auto step : {&ClusterWriter::write_head, &ClusterWriter::write_seen, &ClusterWriter::write_gaps,
                            &ClusterWriter::write_sizes, &ClusterWriter::number_names, &ClusterWriter::write_findings,
                            &ClusterWriter::write_failures}) {
      const Result<void> done = (this->*step)();
      if (!done) return done.error();
    }
    return true;
  }

 private:
  Result<void> write_head() {
    const auto complete = namespace_set(connection_, cluster_.complete_namespaces);
    if (!complete) return complete.error();
    return insert_rows(connection_, "run_cluster", "run_no, cluster_no, status, pods, complete_set",
                       {{run_no_, cluster_no_, cluster_.status, cluster_.pods, *complete}}, "");
  }

  Result<void> write_seen() {
    std::map<std::tuple<std::string, std::int64_t, std::int64_t>, std::vector<std::string>> spans;
    for (const RecordedSpan& each : cluster_.seen) {
      spans[{each.source, seconds(each.span.from), seconds(each.span.to)}].push_back(each.namespace_name);
    }
    std::vector<SqlRow> rows;
    for (auto& [span, namespaces] : spans) {
      const auto set = namespace_set(connection_, std::move(namespaces));
      if (!set) return set.error();
      rows.push_back({run_no_, cluster_no_, std::get<0>(span), std::get<1>(span), std::get<2>(span), *set});
    }
    return insert_rows(connection_, "seen", "run_no, cluster_no, source, seen_from, seen_to, set_no", rows, "");
  }

  // The same refusal in a thousand namespaces is one row.
  Result<void> write_gaps() {
    struct Names {
      std::vector<std::string> namespaces;
      std::string detail;
    };
    std::map<std::pair<std::string, std::string>, Names> gaps;
    for (const RecordedGap& each : cluster_.gaps) {
      Names& names = gaps[{each.what, each.why}];
      if (names.namespaces.empty()) names.detail = each.detail;
      names.namespaces.push_back(each.namespace_name);
    }
    std::vector<SqlRow> rows;
    for (auto& [gap, names] : gaps) {
      const auto set = namespace_set(connection_, std::move(names.namespaces));
      if (!set) return set.error();
      rows.push_back({run_no_, cluster_no_, gap.first, gap.second, *set, names.detail});
    }
    return insert_rows(connection_, "gap", "run_no, cluster_no, what, why, set_no, detail", rows, "");
  }

  Result<void> write_sizes() {
    const std::int64_t day = seconds(run_.finished_at) / kDaySeconds * kDaySeconds;
    std::map<std::string, std::int64_t> most;
    for (const auto& size : cluster_.sizes) most[size.namespace_name] = std::max(most[size.namespace_name], size.pods);
    std::vector<SqlRow> rows;
    for (const auto& [name, pods] : most) rows.push_back({cluster_no_, name, day, pods});
    return insert_rows(connection_, "namespace_size", "cluster_no, namespace, day, pods", rows,
                       "ON CONFLICT (cluster_no, namespace, day) DO UPDATE SET pods = "
                       "CASE WHEN excluded.pods > namespace_size.pods THEN excluded.pods ELSE namespace_size.pods END");
  }

  Result<void> number_names() {
    std::map<std::string, SqlRow> subjects;
    std::map<std::string, SqlRow> pods;
    std::set<VerdictKey> verdicts;
    for (const RecordedFinding& each : cluster_.findings) {
      const Subject& subject = each.subject;
      subjects.try_emplace(each.fingerprint,
                           SqlRow{each.fingerprint, cluster_no_, subject.namespace_name, subject.workload.kind,
                                  subject.workload.name, subject.container, subject.type});
      pods.try_emplace(uid_of(each), SqlRow{cluster_no_, uid_of(each), each.pod, each.node});
      verdicts.insert(verdict_of(each));
    }
    auto numbered = add_and_number(subjects, {"subject", "subject_no", "fingerprint"},
                                   "fingerprint, cluster_no, namespace, workload_kind, workload_name, container, type");
    if (!numbered) return numbered.error();
    subjects_ = *std::move(numbered);
    numbered = add_and_number(pods, {"pod", "pod_no", "uid", fmt::format("cluster_no = {}", cluster_no_)},
                              "cluster_no, uid, name, node");
    if (!numbered) return numbered.error();
    pods_ = *std::move(numbered);
    return number_verdicts(verdicts);
  }

  Result<Numbers> add_and_number(const std::map<std::string, SqlRow>& rows, const NameTable& where,
                                 std::string_view columns) {
    std::vector<SqlRow> all;
    std::vector<std::string> names;
    for (const auto& [name, row] : rows) {
      names.push_back(name);
      all.push_back(row);
    }
    const auto added = insert_rows(connection_, where.table, columns, all, "ON CONFLICT DO NOTHING");
    if (!added) return added.error();
    return numbers_of(connection_, where, names);
  }

  Result<void> number_verdicts(const std::set<VerdictKey>& verdicts) {
    constexpr std::string_view kColumns = "state, confidence, cause, exit_code, memory_limit_bytes, image";
    std::vector<SqlRow> rows;
    for (const auto& [state, confidence, cause, exit_code, limit, image] : verdicts) {
      rows.push_back({state, confidence, cause, exit_code, limit, image});
    }
    const auto added = insert_rows(connection_, "verdict", kColumns, rows, "ON CONFLICT DO NOTHING");
    if (!added) return added;
    for (const SqlRow& row : rows) {
      const auto number = connection_.query(
          "SELECT verdict_no FROM verdict WHERE state = $1 AND confidence = $2 AND cause = $3 AND exit_code = $4 AND "
          "memory_limit_bytes = $5 AND image = $6",
          row);
      if (!number) return number.error();
      verdicts_.emplace(VerdictKey{as_text(row[0]), as_text(row[1]), as_text(row[2]), as_int(row[3]), as_int(row[4]),
                                   as_text(row[5])},
                        as_int(number->front().front()));
    }
    return {};
  }

  Result<void> write_findings() {
    std::vector<SqlRow> rows;
    for (const RecordedFinding& each : cluster_.findings) {
      rows.push_back({run_no_, subjects_.at(each.fingerprint), pods_.at(uid_of(each)), verdicts_.at(verdict_of(each)),
                      each.restart_count ? SqlValue{*each.restart_count} : SqlValue{}});
    }
    return insert_rows(connection_, "finding", "run_no, subject_no, pod_no, verdict_no, restart_count", rows,
                       "ON CONFLICT DO NOTHING");
  }

  // What is there and what is new are reduced together; only the difference is written.
  Result<void> write_failures() {
    using Place = std::pair<std::int64_t, std::int64_t>;
    std::map<Place, std::vector<FailureBounds>> observed;
    std::vector<std::string> pods;
    for (const RecordedFinding& each : cluster_.findings) {
      const std::int64_t pod = pods_.at(uid_of(each));
      pods.push_back(std::to_string(pod));
      auto& bounds = observed[{subjects_.at(each.fingerprint), pod}];
      bounds.insert(bounds.end(), each.moments.begin(), each.moments.end());
    }
    std::map<Place, std::vector<FailureBounds>> known;
    std::sort(pods.begin(), pods.end());
    pods.erase(std::unique(pods.begin(), pods.end()), pods.end());
    constexpr std::size_t kPodsPerQuestion = 500;
    for (std::size_t begin = 0; begin < pods.size(); begin += kPodsPerQuestion) {
      const std::size_t end = std::min(begin + kPodsPerQuestion, pods.size());
      std::string list;
      for (std::size_t i = begin; i < end; ++i) list += (i == begin ? "" : ", ") + pods[i];
      const auto rows = connection_.query(
          fmt::format("SELECT subject_no, pod_no, earliest, latest FROM failure WHERE pod_no IN ({})", list), {});
      if (!rows) return rows.error();
      for (const SqlRow& row : *rows) {
        known[{as_int(row[0]), as_int(row[1])}].push_back(
            {Timestamp{Seconds{as_int(row[2])}}, Timestamp{Seconds{as_int(row[3])}}});
      }
    }
    std::vector<SqlRow> added;
    for (auto& [place, bounds] : observed) {
      const std::vector<FailureBounds> before = reduced(known[place]);
      bounds.insert(bounds.end(), before.begin(), before.end());
      const std::vector<FailureBounds> after = reduced(std::move(bounds));
      for (const FailureBounds& each : after) {
        if (!std::binary_search(before.begin(), before.end(), each)) {
          added.push_back({place.first, place.second, seconds(each.earliest), seconds(each.latest)});
        }
      }
      for (const FailureBounds& each : before) {
        if (std::binary_search(after.begin(), after.end(), each)) continue;
        const auto removed = connection_.query(
            "DELETE FROM failure WHERE subject_no = $1 AND pod_no = $2 AND earliest = $3 AND latest = $4",
            {place.first, place.second, seconds(each.earliest), seconds(each.latest)});
        if (!removed) return removed.error();
      }
    }
    return insert_rows(connection_, "failure", "subject_no, pod_no, earliest, latest", added, "ON CONFLICT DO NOTHING");
  }

  SqlConnection& connection_;
  const RunRecord& run_;
  std::int64_t run_no_;
  const RecordedCluster& cluster_;
  std::int64_t cluster_no_;
  Numbers subjects_;
  Numbers pods_;
  std::map<VerdictKey, std::int64_t> verdicts_;
};

}  // namespace

Result<bool> write_cluster(SqlConnection& connection, const RunRecord& run, std::int64_t run_no,
                           const RecordedCluster& cluster, std::int64_t cluster_no) {
  return ClusterWriter(connection, run, run_no, cluster, cluster_no).write();
}

}  // namespace oomscan::store
