#include "analyze/incidents.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace oomscan::analyze {
namespace {

constexpr Timestamp kBegin{Seconds{1'764'000'000}};
constexpr Seconds kBetweenRuns{3 * 3600};

// One letter a run: F failing, H healthy, S only a suspicion, . not seen, = the run before once more.
Sighting sighting_of(char letter) {
  return letter == 'F'   ? Sighting::failing
         : letter == 'H' ? Sighting::healthy
         : letter == 'S' ? Sighting::unclear
                         : Sighting::not_seen;
}

// What changed at each run: O opened, u updated, R resolved, o reopened, f flapping, . nothing.
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

struct Told {
  std::string changes;
  Incident incident;
};

Told told(const std::string& runs, IncidentSettings settings = {}, Seconds between = kBetweenRuns) {
  settings.settle = Seconds{1'000'000};  // runs alone, unless a test says otherwise
  Told result;
  Timestamp at = kBegin;
  int number = 0;
  IncidentSighting last;
  for (const char letter : runs) {
    if (letter != '=') {
      at += between;
      std::ostringstream id;
      id << "run-" << 1000 + ++number;
      last = {id.str(), at, sighting_of(letter), {}, {}, 0};
      if (letter == 'F') last.first_failure = last.last_failure = at, last.new_failures = 1;
    }
    const IncidentStep step = after_run(result.incident, last, settings);
    result.changes += letter_of(step.change);
    result.incident = step.incident;
  }
  return result;
}

struct Sequence {
  const char* runs;
  const char* changes;
  IncidentStatus status;
};

class IncidentSequence : public ::testing::TestWithParam<Sequence> {};

TEST_P(IncidentSequence, OpensAndResolvesAsStated) {
  const Told result = told(GetParam().runs);
  EXPECT_EQ(result.changes, GetParam().changes) << GetParam().runs;
  EXPECT_EQ(result.incident.status, GetParam().status) << GetParam().runs;
}

INSTANTIATE_TEST_SUITE_P(
    Table, IncidentSequence,
    ::testing::Values(Sequence{"FFHH", "Ou.R", IncidentStatus::resolved},    //
                      Sequence{"FH", "O.", IncidentStatus::open},            // one healthy run is not enough
                      Sequence{"F......", "O......", IncidentStatus::open},  // never on a gap
                      Sequence{"FH.H", "O..R", IncidentStatus::resolved},    // a gap neither helps nor harms
                      Sequence{"FHFHH", "O.u.R", IncidentStatus::resolved},  // healthy runs in a row
                      Sequence{"FHSHH", "O...R", IncidentStatus::resolved},  // a suspicion begins the count anew
                      Sequence{"FHSH", "O...", IncidentStatus::open},        //
                      Sequence{"S", ".", IncidentStatus::watched},           // a suspicion opens nothing
                      Sequence{"HHHH", "....", IncidentStatus::watched},     //
                      Sequence{"F=H==", "O....", IncidentStatus::open},      // one run, recorded three times
                      Sequence{"FHHF", "O.Ro", IncidentStatus::open},        //
                      Sequence{"FHHFHH", "O.Ro.R", IncidentStatus::resolved}));

TEST(Incident, FlapsWhenItOpensAFourthTimeInADayAndThenStaysOpenUntilADayIsQuiet) {
  const Told result = told("FHHFHHFHHFHHHH", {}, Seconds{1800});
  EXPECT_EQ(result.changes, "O.Ro.Ro.Rf....");
  EXPECT_EQ(result.incident.status, IncidentStatus::flapping);
  EXPECT_EQ(told("FHHFHHFHHFHHHH" + std::string(47, 'H'), {}, Seconds{1800}).incident.status, IncidentStatus::resolved);
}

TEST(Incident, OpensAfterSoManyRunsInARowAsAreAskedFor) {
  IncidentSettings settings;
  settings.open_after = 3;
  EXPECT_EQ(told("FFF", settings).changes, "..O");
  EXPECT_EQ(told("FFHFF", settings).changes, ".....");
  EXPECT_EQ(told("FFF", settings).incident.runs, 3);
  EXPECT_EQ(told("FFF", settings).incident.failures, 3);
}

TEST(Incident, ResolvesAfterTheSettleTimeWithFewerRuns) {
  IncidentSettings settings;
  settings.resolve_after = 100;
  settings.settle = Seconds{3600};
  Incident incident;
  incident = after_run(incident, {"run-1", kBegin, Sighting::failing, kBegin, kBegin, 1}, settings).incident;
  IncidentStep step = after_run(incident, {"run-2", kBegin + Seconds{60}, Sighting::healthy, {}, {}, 0}, settings);
  EXPECT_EQ(step.change, IncidentChange::none);
  step = after_run(step.incident, {"run-3", kBegin + Seconds{3660}, Sighting::healthy, {}, {}, 0}, settings);
  EXPECT_EQ(step.change, IncidentChange::resolved);
}

TEST(Incident, SaysSinceWhenItWasNotSeen) {
  const Told result = told("FF...");
  EXPECT_EQ(result.incident.last_seen_at, kBegin + 2 * kBetweenRuns);
}

TEST(Incident, IsNotTouchedByARunThatComesLate) {
  const Told late = told("FHH");
  const IncidentStep step = after_run(late.incident, {"run-0999", kBegin, Sighting::failing, kBegin, kBegin, 1}, {});
  EXPECT_EQ(step.change, IncidentChange::none);
  EXPECT_EQ(step.incident, late.incident);
}

}  // namespace
}  // namespace oomscan::analyze
