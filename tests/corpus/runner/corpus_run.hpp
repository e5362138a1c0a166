// A case the way of the data: decoders, evidence store, judge, exporter.
#pragma once

#include <string>
#include <vector>

#include "corpus/runner/corpus_case.hpp"
#include "oomscan/model/namespace_verdict.hpp"

namespace oomscan::corpus {

struct CaseResult {
  Json report;  // what the JSON exporter wrote
  std::vector<NamespaceVerdict> namespaces;
};

// Throws std::exception if a list cannot be decoded whole.
[[nodiscard]] CaseResult run_case(const Case& given);

}  // namespace oomscan::corpus
