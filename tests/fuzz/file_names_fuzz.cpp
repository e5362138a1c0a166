// Foreign names as parts of paths: a namespace, a NUL, and a pod.
#include <string>

#include "artifacts/file_names.hpp"
#include "fuzz/fuzz_target.hpp"
#include "oomscan/model/text.hpp"

using namespace oomscan;

namespace {

constexpr std::string_view kSafe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

void expect_component(const std::string& name, std::size_t bytes_max) {
  fuzz::expect(!name.empty() && name.size() <= bytes_max, "a name is not empty and not too long");
  fuzz::expect(name.find_first_not_of(kSafe) == std::string::npos, "a name holds safe characters alone");
  fuzz::expect(name.front() != '.' && name.front() != '-', "a name is neither hidden nor an option");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [ns, pod] = fuzz::halves_of(fuzz::text_of(data, size));
  const auto stamp = parse_rfc3339("2025-12-12T05:25:40Z").value();
  const std::string description = artifacts::artifact_file_name(ns, pod, stamp, artifacts::ArtifactKind::description);
  const std::string log = artifacts::artifact_file_name(ns, pod, stamp, artifacts::ArtifactKind::log);
  expect_component(description, artifacts::kFileNameBytesMax);
  expect_component(log, artifacts::kFileNameBytesMax);
  fuzz::expect(description != log, "a pod's files have two names");
  for (const std::size_t bytes_max : {std::size_t{17}, std::size_t{63}, std::size_t{128}}) {
    const std::string first = file_name_safe(ns, bytes_max);
    const std::string second = file_name_safe(pod, bytes_max);
    expect_component(first, bytes_max);
    fuzz::expect(file_name_safe(first, bytes_max) == first, "a safe name stays as it is");
    // What is kept whole stays apart; what is cut has a hash.
    const bool both_cut = ns.size() > bytes_max && pod.size() > bytes_max;
    if (both_cut && ns != pod) fuzz::expect(first != second, "long names that differ stay apart");
  }
  return 0;
}
