// Expected findings against those of an exported report. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "corpus/runner/corpus_case.hpp"
#include "corpus/runner/corpus_run.hpp"

namespace oomscan::corpus {

// One line for each expected finding that is missing, each one that is not expected, and each forbidden one. Members of
// an expectation are compared as they stand; "evidence_says" are texts that some line of evidence holds each; "count"
// (1) is how many findings agree.
[[nodiscard]] std::vector<std::string> complaints(const Case& given, const CaseResult& result);

}  // namespace oomscan::corpus
