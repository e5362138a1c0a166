// The corpus as a real API server gives it back: each case in each way of reading, corpus_server.<case>.
// Runs where tests/corpus/server/server_test.sh has loaded all cases: OOMSCAN_TEST_KUBECONFIG, OOMSCAN_TEST_CONTEXT.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>

#include <gmock/gmock.h>

#include "corpus/runner/comparison.hpp"
#include "corpus/runner/corpus_run.hpp"
#include "corpus/server/case_groups.hpp"
#include "corpus/server/group_scan.hpp"
#include "corpus/server/server_fleet.hpp"
#include "paths/paths.hpp"

namespace oomscan::corpus {
namespace {

struct Way {
  std::string_view name;
  Transport transport;
  Strategy strategy;
  bool pages;  // as from an older server
};
constexpr std::array<Way, 4> kWays{{
    {"proxy, namespace by namespace", Transport::proxy, Strategy::namespaces, false},
    {"proxy, whole cluster", Transport::proxy, Strategy::cluster, false},
    {"proxy, whole cluster, page by page", Transport::proxy, Strategy::cluster, true},
    {"exec, whole cluster", Transport::exec, Strategy::cluster, true},
}};

std::string needed(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets the environment
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set: run server_test.sh");
  return value;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const std::filesystem::path& folder : case_folders(source_dir() + "/tests/corpus"))
    cases.push_back(read_case(folder));
  return cases;
}

struct Scan {
  const CaseGroup* group = nullptr;
  const Way* way = nullptr;
  ScanReport report;
};

// All scans, done before the first test.
class Scans {
 public:
  Scans() : cases_(all_cases()), groups_(groups_of(cases_)), ownership_(cases_) {
    const std::string kubeconfig = needed("OOMSCAN_TEST_KUBECONFIG");
    for (const Way& way : kWays) {
      const std::unique_ptr<Fleet> fleet = server_.open(kubeconfig, way.transport, way.pages);
      const Cluster cluster = ServerFleet::cluster(*fleet, needed("OOMSCAN_TEST_CONTEXT"));
      for (const CaseGroup& group : groups_) {
        scans_.push_back({&group, &way, scan_group(group, cluster, *fleet, way.strategy)});
      }
    }
  }

  [[nodiscard]] const std::vector<Case>& cases() const { return cases_; }
  [[nodiscard]] const std::vector<Scan>& scans() const { return scans_; }
  [[nodiscard]] const Ownership& ownership() const { return ownership_; }
  [[nodiscard]] const ListTally& tally() const { return server_.tally(); }

 private:
  ServerFleet server_;  // before any thread
  std::vector<Case> cases_;
  std::vector<CaseGroup> groups_;
  Ownership ownership_;
  std::vector<Scan> scans_;
};

bool holds(const CaseGroup& group, const std::string& name) {
  return std::any_of(group.cases.begin(), group.cases.end(), [&](const Case* each) { return each->name == name; });
}

// What a scan of many cases says of one of them, as a scan of that case alone would.
CaseResult share_of(const Case& given, const Scan& scan, const Ownership& ownership) {
  std::vector<Finding> findings;
  for (Finding finding : scan.report.findings) {
    if (ownership.owner_of(finding) != given.name) continue;
    // What a scan adds to what the judge says of a case.
    if (finding.workload.guessed) finding.workload = {};
    finding.cluster.clear();
    finding.context.clear();
    finding.cluster_id.clear();
    finding.fingerprint.clear();
    findings.push_back(std::move(finding));
  }
  const std::vector<Gap>& gaps = scan.report.coverage.at(0).gaps;
  const auto read_completely = [&](const std::string& name) {
    return std::none_of(gaps.begin(), gaps.end(), [&](const Gap& gap) {
      return gap.subject != GapSubject::history && (gap.namespace_name.empty() || gap.namespace_name == name);
    });
  };
  return result_of(given, std::move(findings), read_completely);
}

class ServerCase : public ::testing::Test {
 public:
  ServerCase(const Scans& scans, const Case& given) : scans_(scans), given_(given) {}
  void TestBody() override {
    const CaseResult in_memory = run_case(given_);
    for (const Scan& scan : scans_.scans()) {
      if (!holds(*scan.group, given_.name)) continue;
      SCOPED_TRACE(scan.way->name);
      const CaseResult shown = share_of(given_, scan, scans_.ownership());
      for (const std::string& line : complaints(given_, shown)) ADD_FAILURE() << line;
      EXPECT_EQ(shown.report.dump(1), in_memory.report.dump(1)) << "other than in memory";
      EXPECT_EQ(shown.namespaces, in_memory.namespaces) << "other than in memory";
    }
  }

 private:
  const Scans& scans_;
  const Case& given_;
};

// That a quiet case is quiet means something only if all of it was read.
class ServerCoverage : public ::testing::Test {
 public:
  explicit ServerCoverage(const Scans& scans) : scans_(scans) {}
  void TestBody() override {
    for (const Scan& scan : scans_.scans()) {
      SCOPED_TRACE(std::string(scan.way->name) + ", the cases beside '" + scan.group->frame().name + "'");
      const ClusterCoverage& coverage = scan.report.coverage.at(0);
      const Ownership::Counts held = scans_.ownership().held_in(scan.group->namespaces);
      EXPECT_EQ(coverage.pods, held.pods);
      EXPECT_EQ(coverage.events, held.events);
      for (const Gap& gap : coverage.gaps) {
        const bool meant = gap.subject == GapSubject::pods && !scan.group->frame().unread_namespaces.empty();
        EXPECT_TRUE(gap.subject == GapSubject::history || meant)
            << to_id(gap.subject) << " of '" << gap.namespace_name << "': " << gap.detail;
      }
      for (const Finding& finding : scan.report.findings) {
        const std::string owner = scans_.ownership().owner_of(finding);
        EXPECT_TRUE(!owner.empty() && (finding.namespace_name.empty() || holds(*scan.group, owner)))
            << "a finding that is no case's: " << finding.namespace_name << "/" << finding.pod << finding.node;
      }
    }
  }

 private:
  const Scans& scans_;
};

class ServerEncodings : public ::testing::Test {
 public:
  explicit ServerEncodings(const Scans& scans) : scans_(scans) {}
  void TestBody() override {
    using ::testing::ElementsAre;
    using ::testing::Gt;
    using ::testing::Pair;
    EXPECT_THAT(scans_.tally().answers_by_media_type(),
                ElementsAre(Pair("application/vnd.kubernetes.protobuf", Gt(0))));
    EXPECT_GT(scans_.tally().continued_pages(), 0);
    EXPECT_GT(scans_.tally().whole_lists(), 0);
  }

 private:
  const Scans& scans_;
};

template <class MadeTest, class... Arguments>
void add_test(const std::string& name, const Arguments&... arguments) {
  ::testing::RegisterTest("corpus_server", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&arguments...]() -> ::testing::Test* { return new MadeTest(arguments...); });
}

}  // namespace
}  // namespace oomscan::corpus

int main(int argc, char** argv) {
  using namespace oomscan::corpus;
  testing::InitGoogleMock(&argc, argv);
  try {
    const Scans scans;
    for (const Case& given : scans.cases()) add_test<ServerCase>(given.name, scans, given);
    add_test<ServerCoverage>("_all_of_it_was_read", scans);
    add_test<ServerEncodings>("_the_proxy_gave_protobuf_whole_and_in_pages", scans);
    return RUN_ALL_TESTS();
  } catch (const std::exception& failure) {
    std::cerr << "error: " << failure.what() << '\n';
    return 1;
  }
}
