#include "oomscan/model/identity.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include <fmt/format.h>

#include "oomscan/model/sha256.hpp"

namespace oomscan {
namespace {

// k8s.io/apimachinery/pkg/util/rand: what generated names are made of, and what a decimal number becomes in it.
constexpr std::string_view kGenerated = "bcdfghjklmnpqrstvwxz2456789";
constexpr std::string_view kEncodedDigits = "456789bcdf";
constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kGeneratedSize = 5;
// A template's hash is a 32-bit number. Shorter ones are one in a thousand, and look like words.
constexpr std::size_t kHashSizeMin = 7;
constexpr std::size_t kHashSizeMax = 10;
constexpr std::size_t kOrdinalSizeMax = 5;
// A CronJob's Jobs bear the minutes since 1970 (before Kubernetes 1.21 the seconds): eight digits until 2160.
constexpr std::size_t kMinutesSize = 8;
constexpr std::size_t kSecondsSize = 10;

constexpr std::size_t kFingerprintBytes = 16;

// "web-abc" gives "web" if what is behind the last '-' is `size_min` to `size_max` of `letters`.
std::optional<std::string_view> without_suffix(std::string_view name, std::string_view letters, std::size_t size_min,
                                               std::size_t size_max) {
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return std::nullopt;
  const std::string_view suffix = name.substr(dash + 1);
  if (suffix.size() < size_min || suffix.size() > size_max) return std::nullopt;
  if (suffix.find_first_not_of(letters) != std::string_view::npos) return std::nullopt;
  return name.substr(0, dash);
}

std::optional<std::string_view> without_hash(std::string_view name) {
  return without_suffix(name, kEncodedDigits, kHashSizeMin, kHashSizeMax);
}

std::optional<std::string_view> without_time(std::string_view name) {
  for (const auto& [size, first_digits] :
       {std::pair{kMinutesSize, std::string_view{"234"}}, std::pair{kSecondsSize, std::string_view{"1"}}}) {
    const auto base = without_suffix(name, kDigits, size, size);
    if (base && first_digits.find(name[base->size() + 1]) != std::string_view::npos) return base;
  }
  return std::nullopt;
}

std::optional<std::string_view> without_ordinal(std::string_view name) {
  const auto base = without_suffix(name, kDigits, 1, kOrdinalSizeMax);
  const bool padded = base && name.size() > base->size() + 2 && name[base->size() + 1] == '0';
  return padded ? std::nullopt : base;
}

void add(std::string& text, std::string_view part) { text += fmt::format("{}:{},", part.size(), part); }

}  // namespace

Workload guessed_workload(std::string_view pod) {
  const auto guess = [](std::string_view kind, std::string_view name) {
    return Workload{std::string(kind), std::string(name), true};
  };
  if (const auto base = without_suffix(pod, kGenerated, kGeneratedSize, kGeneratedSize)) {
    if (const auto deployment = without_hash(*base)) return guess("Deployment", *deployment);
    if (const auto cron_job = without_time(*base)) return guess("CronJob", *cron_job);
    if (const auto indexed = without_ordinal(*base)) return guess("", *indexed);
    return guess("", *base);
  }
  if (const auto set = without_ordinal(pod)) return guess("StatefulSet", *set);
  return guess("", pod);
}

std::string_view lasting_name(const Workload& workload) {
  const std::string_view name = workload.name;
  if (workload.kind == "Job") return without_time(name).value_or(name);
  if (workload.kind == "ReplicaSet") return without_hash(name).value_or(name);
  if (workload.kind == "ReplicationController") return without_ordinal(name).value_or(name);
  return name;
}

std::string fingerprint_of(const Finding& finding) {
  const std::string_view name = lasting_name(finding.workload);
  std::string text = "oom-scan/1,";
  add(text, finding.cluster_id);
  add(text, finding.namespace_name);
  add(text, name.empty() ? std::string_view{finding.pod} : name);
  add(text, finding.container);
  add(text, finding.type);
  return sha256_hex(text).substr(0, 2 * kFingerprintBytes);
}

}  // namespace oomscan
