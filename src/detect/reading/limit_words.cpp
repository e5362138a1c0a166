#include "detect/reading/limit_words.hpp"

#include <algorithm>
#include <array>

namespace oomscan::detect {
namespace {

// Read in the sources named; containerd and kata pass on what the runtime below them says. Not here, as they say
// nothing about a limit: runc's "read init-p: connection reset by peer" and "getting the final child's pid from pipe
// caused EOF" (before 1.0.0-rc94, any early death of its init), "cannot start a stopped process", and Windows' "The
// paging file is too small for this operation to complete" (0x5AF: reports show hosts without memory as well as
// limits).
constexpr std::array<LimitSentence, 7> kSentences{{
    {"container init was OOM-killed", "", "opencontainers/runc libcontainer/process_linux.go, 1.0.0-rc94 to 1.5"},
    {"unable to set memory limit to ", " (current usage: ",
     "opencontainers/runc and opencontainers/cgroups fs/memory.go, 1.0.0-rc94 on (cgroup v1); "
     "containers/youki crates/libcgroups/src/v1/memory.rs, to 0.5"},
    {"memory.limit_in_bytes", "device or resource busy",
     "opencontainers/runc libcontainer/cgroups/fs/memory.go, to 1.0.0-rc93 (cgroup v1), also by way of Docker"},
    {"the memory limit could be too low", "",
     "containers/crun src/libcrun/container.c, 0.19 on, with 'OOM: ' before it where the kernel killed"},
    {"set memory limit ", " too low; should be at least ",
     "cri-o/cri-o internal/config/cgmgr/cgmgr_linux.go, 1.13 to 1.37, with 'pod ' before it for the sandbox"},
    {"inimum memory limit allowed is ", "",
     "moby/moby daemon/daemon_unix.go by way of dockershim and cri-dockerd: 4MB to 19.03, 6MB since 20.10; iSulad "
     "verify.c: 4MB"},
    {"cannot set the memory limit lower than its current usage", "",
     "containers/crun src/libcrun/cgroup-resources.c, 1.10 on"},
}};

struct Quote {
  std::string_view opens;
  char closes;
};
// How runtimes quote the command that they could not run: runc, crun, youki.
constexpr std::array<Quote, 5> kQuotes{{
    {"exec: \"", '"'},
    {"exec: \\\"", '"'},
    {"executable file `", '`'},
    {"executable '", '\''},
    {"exec '", '\''},
}};

bool stands_in_a_quoted_command(std::string_view message, std::size_t at) {
  return std::any_of(kQuotes.begin(), kQuotes.end(), [&](const Quote& quote) {
    const std::size_t opening = message.rfind(quote.opens, at);
    if (opening == std::string_view::npos) return false;
    const std::size_t closing = message.find(quote.closes, opening + quote.opens.size());
    return closing == std::string_view::npos || closing > at;
  });
}

bool says(std::string_view message, const LimitSentence& sentence) {
  for (std::size_t at = message.find(sentence.words); at != std::string_view::npos;
       at = message.find(sentence.words, at + 1)) {
    if (stands_in_a_quoted_command(message, at)) continue;
    if (sentence.then.empty()) return true;
    const std::size_t then = message.find(sentence.then, at + sentence.words.size());
    if (then != std::string_view::npos && !stands_in_a_quoted_command(message, then)) return true;
  }
  return false;
}

}  // namespace

std::span<const LimitSentence> limit_sentences() { return kSentences; }

bool says_limit_is_too_low(std::string_view message) {
  return std::any_of(kSentences.begin(), kSentences.end(),
                     [&](const LimitSentence& sentence) { return says(message, sentence); });
}

}  // namespace oomscan::detect
