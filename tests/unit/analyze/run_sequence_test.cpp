// What opens and resolves over whole runs: a table of sequences.
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "analyze/run_judge.hpp"
#include "unit/store/run_maker.hpp"

namespace oomscan::analyze {
namespace {

using store::kHour;
using store::kNow;

// One letter a run, two hours apart:
//   F failing        R recovered      H healthy: nothing found where all was read
//   S a suspicion    T a pod on its way out
//   - its namespace was not completely read     x its cluster was skipped     o another shard, which has another
//   cluster ! interrupted, and nothing found            f interrupted, and failing    g its namespace is gone from all
//   that was read G its namespace is gone, and not all was read                             = the run before, once more
//   < the run before the last one, once more
RunRecord nth(int number, char letter) {
  const Timestamp now = kNow + 2 * number * kHour;
  RecordedCluster cluster = store::cluster("uid-1", {}, now);
  RecordedFinding finding = store::finding("uid-1", "a", "web", "OOMKilled", {store::at(now - Seconds{60})});
  switch (letter) {
    case 'R':
      finding.state = State::recovered;
      break;
    case 'S':
      finding.confidence = Confidence::suspect;
      break;
    case 'T':
      finding.state = State::terminating;
      break;
    default:
      break;
  }
  if (std::string("FRSTf").find(letter) != std::string::npos) cluster.findings.push_back(finding);
  if (letter == '-') cluster.complete_namespaces = {"b"};
  if (letter == 'G') cluster.complete_namespaces = {"b"};
  if (letter == 'g') cluster.complete_namespaces = {std::string(kAllNamespaces), "b"};
  if (letter == 'x') {
    cluster.status = "skipped";
    cluster.complete_namespaces.clear();
  }
  if (letter == 'o') {
    cluster.id = "uid-2";
    cluster.complete_namespaces = {"a", "b"};
  }
  RunRecord run = store::run("run-" + std::to_string(1000 + number), {cluster}, now);
  run.interrupted = letter == '!' || letter == 'f';
  return run;
}

char letter_of(IncidentChange change) {
  switch (change) {
    case IncidentChange::opened:
      return 'O';
    case IncidentChange::updated:
      return 'u';
    case IncidentChange::resolved:
      return 'R';
    case IncidentChange::reopened:
      return 'o';
    case IncidentChange::flapping:
      return 'f';
    case IncidentChange::none:
      break;
  }
  return '.';
}

struct Sequence {
  const char* runs;
  const char* changes;
};

class RunSequence : public ::testing::TestWithParam<Sequence> {};

TEST_P(RunSequence, OpensAndResolvesAsStated) {
  IncidentSettings settings;
  settings.settle = Seconds{1'000'000};  // by runs alone
  std::vector<Incident> known;
  std::vector<RunRecord> runs;
  std::string changes;
  for (const char letter : std::string(GetParam().runs)) {
    if (letter == '=' || letter == '<') {
      runs.push_back(runs[runs.size() - (letter == '=' ? 1 : 2)]);
    } else {
      runs.push_back(nth(static_cast<int>(runs.size()) + 1, letter));
    }
    IncidentChange change = IncidentChange::none;
    for (const IncidentStep& step : judge_run(runs.back(), known, settings)) {
      std::erase_if(known, [&](const Incident& each) { return each.fingerprint == step.incident.fingerprint; });
      known.push_back(step.incident);
      change = step.change;
    }
    changes += letter_of(change);
  }
  EXPECT_EQ(changes, GetParam().changes) << GetParam().runs;
}

INSTANTIATE_TEST_SUITE_P(Table, RunSequence,
                         ::testing::Values(Sequence{"FFHH", "Ou.R"},          //
                                           Sequence{"FRR", "O.R"},            // recovered is healthy
                                           Sequence{"FRHFF", "O.Rou"},        //
                                           Sequence{"F------", "O......"},    // nothing resolves on a gap:
                                           Sequence{"Fxxxxxx", "O......"},    //
                                           Sequence{"Foooooo", "O......"},    //
                                           Sequence{"F!!!!!!", "O......"},    //
                                           Sequence{"FGGGGGG", "O......"},    //
                                           Sequence{"F-x!oG-", "O......"},    //
                                           Sequence{"FTTTTTT", "O......"},    // nor on a doubt
                                           Sequence{"FSSSSSS", "O......"},    //
                                           Sequence{"FH-x!oGH", "O......R"},  // gaps neither help nor harm
                                           Sequence{"FHSHH", "O...R"},        // a doubt begins the count anew
                                           Sequence{"FHTHH", "O...R"},        //
                                           Sequence{"Fgg", "O.R"},            // surely gone is healthy
                                           Sequence{"FgH", "O.R"},            //
                                           Sequence{"fHH", "O.R"},            // what an interrupted run saw, it saw
                                           Sequence{"FHfHH", "O.u.R"},        //
                                           Sequence{"F=H===", "O....."},      // a run that comes again says nothing new
                                           Sequence{"FH<", "O.."},            //
                                           Sequence{"FHH<=", "O.R.."},        //
                                           Sequence{"S-xT!oR", "......."},    // none of these opens one
                                           Sequence{"HHHH", "...."}));

}  // namespace
}  // namespace oomscan::analyze
