#include "detect/reading/limit_words.hpp"

#include <algorithm>
#include <array>
#include <vector>

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
// How runtimes quote the command that they could not run: runc, crun, youki; buildah, which names it before them.
constexpr std::array<Quote, 6> kQuotes{{
    {"exec: \"", '"'},
    {"exec: \\\"", '"'},
    {"executable file `", '`'},
    {"executable '", '\''},
    {"exec '", '\''},
    {"creating container for [", ']'},
}};

// Of one kind in a message; a runtime runs one command.
constexpr std::size_t kQuotesMax = 8;

// The message's parts that are the name of a command, wherever they stand: runc says it in quotes, and then what came
// of looking for it, without any: `exec: "/x": stat /x: no such file or directory`.
class CommandNames {
 public:
  explicit CommandNames(std::string_view message) {
    for (const Quote& quote : kQuotes) {
      std::size_t quotes = 0;
      for (std::size_t at = message.find(quote.opens); at != std::string_view::npos && ++quotes <= kQuotesMax;
           at = message.find(quote.opens, at + 1)) {
        const std::size_t begin = at + quote.opens.size();
        const std::size_t end = std::min(message.find(quote.closes, begin), message.size());
        add_all(message, message.substr(begin, end - begin));
      }
    }
  }

  [[nodiscard]] bool cover(std::size_t at, std::string_view words) const {
    return std::any_of(parts_.begin(), parts_.end(),
                       [&](const Part& part) { return part.begin <= at && at + words.size() <= part.end; });
  }

 private:
  struct Part {
    std::size_t begin;
    std::size_t end;
  };

  void add_all(std::string_view message, std::string_view name) {
    while (name.ends_with('\\')) name.remove_suffix(1);  // of a closing quote within a quoted message
    if (name.empty()) return;
    for (std::size_t at = message.find(name); at != std::string_view::npos; at = message.find(name, at + name.size())) {
      parts_.push_back({at, at + name.size()});
    }
  }

  std::vector<Part> parts_;
};

bool says(std::string_view message, const LimitSentence& sentence, const CommandNames& names) {
  for (std::size_t at = message.find(sentence.words); at != std::string_view::npos;
       at = message.find(sentence.words, at + 1)) {
    if (names.cover(at, sentence.words)) continue;
    if (sentence.then.empty()) return true;
    const std::size_t then = message.find(sentence.then, at + sentence.words.size());
    if (then != std::string_view::npos && !names.cover(then, sentence.then)) return true;
  }
  return false;
}

}  // namespace

std::span<const LimitSentence> limit_sentences() { return kSentences; }

bool says_limit_is_too_low(std::string_view message) {
  const auto stands_there = [&](const LimitSentence& sentence) {
    return message.find(sentence.words) != std::string_view::npos;
  };
  if (std::none_of(kSentences.begin(), kSentences.end(), stands_there)) return false;
  const CommandNames names(message);
  return std::any_of(kSentences.begin(), kSentences.end(),
                     [&](const LimitSentence& sentence) { return says(message, sentence, names); });
}

}  // namespace oomscan::detect
