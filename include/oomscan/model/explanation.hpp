// Why something was said about a pod, and why nothing: what each rule looked at and made of it. Values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/finding.hpp"

namespace oomscan {

// Why a rule that looked says nothing.
struct Silence {
  std::string container;  // empty: about the pod as a whole
  std::string why;        // one line

  friend bool operator==(const Silence&, const Silence&) = default;
};

struct RuleStatement {
  std::string container;  // empty: unknown which of the pod's
  Confidence confidence = Confidence::suspect;
  std::string cause;
  std::vector<Evidence> evidence;
};

// One rule's words. Nothing said and no silence told: what it looks at was not there.
struct RuleExplanation {
  std::string_view type;      // the detector that asked the rule
  std::string_view rule;      // in a few words
  std::string_view looks_at;  // what it reads
  std::vector<RuleStatement> said;
  std::vector<Silence> silent;
};

struct Explanation {
  std::vector<RuleExplanation> rules;  // of all detectors asked, in the order of the catalog
  std::vector<Finding> findings;       // what comes of it: as Judge::judge
};

}  // namespace oomscan
