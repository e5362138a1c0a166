#include "process/resident_memory.hpp"

#include <charconv>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::process {
namespace {

constexpr std::size_t kTextBytesMax = 4096;  // hundreds of process ids

std::string text_of(const std::string& path) {
  const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text(kTextBytesMax, '\0');
  const auto got = file ? ::read(file.get(), text.data(), text.size()) : -1;
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

// Numbers between blanks; ends at the first that is none.
std::vector<std::size_t> numbers_of(std::string_view text) {
  std::vector<std::size_t> numbers;
  while (true) {
    while (text.starts_with(' ') || text.starts_with('\n')) text.remove_prefix(1);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return numbers;
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
}

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

// Each thread has children of its own.
void add_children(const std::string& process, std::vector<std::size_t>& found) {
  const std::unique_ptr<DIR, CloseDirectory> threads(::opendir((process + "/task").c_str()));
  if (!threads) return;
  while (const dirent* thread = ::readdir(threads.get())) {  // NOLINT: of a directory of this call's own
    if (thread->d_name[0] == '.') continue;
    for (const std::size_t child : numbers_of(text_of(process + "/task/" + thread->d_name + "/children"))) {
      found.push_back(child);
    }
  }
}

}  // namespace

std::size_t resident_bytes_of_tree(pid_t pid) {
  static const auto page_bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  std::size_t bytes = 0;
  std::vector<std::size_t> pids{static_cast<std::size_t>(pid)};
  for (std::size_t next = 0; next < pids.size() && next < kProcessesCountedMax; ++next) {
    const std::string process = "/proc/" + std::to_string(pids[next]);
    const std::vector<std::size_t> pages = numbers_of(text_of(process + "/statm"));  // size, resident, shared, ...
    if (pages.size() > 1) bytes += pages[1] * page_bytes;
    add_children(process, pids);
  }
  return bytes;
}

}  // namespace oomscan::process
