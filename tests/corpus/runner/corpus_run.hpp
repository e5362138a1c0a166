// A case the way of the data: decoders, evidence store, judge, exporter.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "corpus/runner/corpus_case.hpp"
#include "oomscan/model/finding.hpp"
#include "oomscan/model/namespace_verdict.hpp"

namespace oomscan::corpus {

struct CaseResult {
  Json report;  // what the JSON exporter wrote
  std::vector<NamespaceVerdict> namespaces;
};

// Of a namespace: all its pods and Events were read.
using ReadCompletely = std::function<bool(const std::string& namespace_name)>;

// Detector ids: the case's, or all.
[[nodiscard]] std::vector<std::string> types_of(const Case& given);

// All that its pods, Events and metrics are in, sorted.
[[nodiscard]] std::vector<std::string> namespaces_of(const Case& given);

// What a case's findings come to, however they were found.
[[nodiscard]] CaseResult result_of(const Case& given, std::vector<Finding> findings,
                                   const ReadCompletely& read_completely);

// Throws std::exception if a list cannot be decoded whole.
[[nodiscard]] CaseResult run_case(const Case& given);

}  // namespace oomscan::corpus
