#include "memory/memory_limit.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>

#include <sys/resource.h>
#include <unistd.h>

namespace oomscan::memory {
namespace {

// v1 says "no limit" as the largest multiple of a page; no machine has as much.
constexpr std::int64_t kNoLimitFrom = std::int64_t{1} << 60;

void keep_smaller(std::optional<std::int64_t>& least, std::optional<std::int64_t> other) {
  if (other && (!least || *other < *least)) least = other;
}

// nullopt: there is no such file, or it says "max".
std::optional<std::int64_t> number_in(const std::string& path) {
  std::ifstream file(path);
  std::string text;
  file >> text;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_limit = error == std::errc{} && end == text.data() + text.size() && number > 0 && number < kNoLimitFrom;
  return is_limit ? std::optional(number) : std::nullopt;
}

// A limit of a cgroup above holds, too. Inside a container the path may be that of the host, where nothing is mounted:
// the container's own cgroup is then the mount itself, which is the last one looked at.
std::optional<std::int64_t> tightest_in(const std::string& mount, std::string path, const char* file) {
  std::optional<std::int64_t> least;
  while (true) {
    keep_smaller(least, number_in(mount + path + "/" + file));
    if (path.empty()) return least;
    path.resize(path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/'));
  }
}

std::optional<std::int64_t> cgroup_limit(const std::string& root) {
  std::optional<std::int64_t> least;
  std::ifstream lines(root + "/proc/self/cgroup");  // "0::/path" (v2), "9:memory:/path" (v1)
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string_view controllers = std::string_view(line).substr(first + 1, second - first - 1);
    std::string path = line.substr(second + 1);
    if (path == "/") path.clear();
    if (controllers.empty()) keep_smaller(least, tightest_in(root + "/sys/fs/cgroup", path, "memory.max"));
    if (controllers == "memory") {
      keep_smaller(least, tightest_in(root + "/sys/fs/cgroup/memory", path, "memory.limit_in_bytes"));
    }
  }
  return least;
}

std::optional<std::int64_t> resource_limit(int resource) {
  rlimit limit{};
  if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) return std::nullopt;
  if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= static_cast<rlim_t>(kNoLimitFrom)) return std::nullopt;
  return static_cast<std::int64_t>(limit.rlim_cur);
}

}  // namespace

MemoryAllowances read_memory_allowances(const std::string& root) {
  MemoryAllowances allowances;
  allowances.of_cgroup = cgroup_limit(root);
  allowances.of_process = resource_limit(RLIMIT_AS);
  keep_smaller(allowances.of_process, resource_limit(RLIMIT_DATA));
  allowances.machine = static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
  return allowances;
}

std::int64_t default_memory_limit(const MemoryAllowances& allowances) {
  std::optional<std::int64_t> limit = allowances.machine / kShareOfMachine;
  if (allowances.of_cgroup) keep_smaller(limit, *allowances.of_cgroup / kShareOfAllowance);
  if (allowances.of_process) keep_smaller(limit, *allowances.of_process / kShareOfAllowance);
  return std::max(*limit, kDefaultLimitMin);
}

}  // namespace oomscan::memory
