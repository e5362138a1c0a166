// Whatever encoding a server speaks, what is found is the same.
#include <chrono>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/support/workbench.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::e2e {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

class Encodings : public ::testing::Test {
 protected:
  // The findings of a scan of the scenarios' fleet, always with the same objects.
  std::string findings(const Words& fleet_words) {
    Words words{"--preset", "scenarios", "--now", now_};
    words.insert(words.end(), fleet_words.begin(), fleet_words.end());
    const SimulatedFleet fleet{words};
    Workbench workbench;
    const ProgramRun run =
        workbench.run({"--kubeconfig", fleet.kubeconfig(), "--no-artifacts", "--transport", "proxy"});
    if (run.report.is_null()) return run.outcome.err;
    EXPECT_EQ(run.report.at("coverage").at(0).at("status"), "scanned") << run.outcome.err;
    return run.report.at("findings").dump(1);
  }

  const std::string now_ = format_rfc3339(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  const std::string in_protobuf_ = findings({});
};

TEST_F(Encodings, GiveTheSameFindings) {
  EXPECT_THAT(in_protobuf_, Not(IsEmpty()));
  EXPECT_EQ(findings({"--no-protobuf"}), in_protobuf_);
}

TEST_F(Encodings, GiveTheSameFindingsInOneAnswerAsInPages) {
  EXPECT_EQ(findings({"--minor-version", "34"}), in_protobuf_);
  EXPECT_EQ(findings({"--minor-version", "34", "--no-protobuf"}), in_protobuf_);
}

TEST_F(Encodings, ThatAreRefusedAreNotAskedForAgain) {
  const ScratchDirectory directory;
  const std::string config = directory.path() / "config.json";
  // Without an offer of protobuf there is nothing to fall back from, and a refusal would be a gap.
  write_file(config, R"({"faults": [{"path": "/api/v1/namespaces", "query": "limit=", "count": 1, "status": 406}]})");
  EXPECT_EQ(findings({"--config", config}), in_protobuf_);
}

}  // namespace
}  // namespace oomscan::e2e
