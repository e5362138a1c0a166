// Runs a target over inputs and over damaged copies of them, without libFuzzer: the same ones each time.
// Usage: <target> [--mutations N] FILE-OR-FOLDER...
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "fuzz/fuzz_target.hpp"
#include "fuzz/mutator.hpp"

namespace {

namespace fs = std::filesystem;

// What is being run, to be written down if it crashes.
std::string current;
std::string crash_file;

extern "C" void keep_input(int signal) {
  const int file = open(crash_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file >= 0 && write(file, current.data(), current.size()) >= 0) {
    constexpr std::string_view kSaid = "the input is in the working directory, named *.crash\n";
    [[maybe_unused]] const auto written = write(STDERR_FILENO, kSaid.data(), kSaid.size());
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void run(const std::string& input) {
  current = input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(current.data()), current.size());  // NOLINT
}

std::vector<std::string> inputs_below(const fs::path& path) {
  std::vector<fs::path> files;
  if (fs::is_directory(path)) {
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  } else {
    files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> inputs;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return inputs;
}

int run_all(int argc, const char* const* argv) {
  crash_file = fs::path(argv[0]).filename().string() + ".crash";
  std::signal(SIGABRT, keep_input);
  std::signal(SIGSEGV, keep_input);
  std::size_t mutations = 0;
  std::vector<std::string> inputs;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--mutations" && i + 1 < argc) {
      const std::string_view number = argv[++i];
      std::from_chars(number.data(), number.data() + number.size(), mutations);
      continue;
    }
    const auto more = inputs_below(word);
    inputs.insert(inputs.end(), more.begin(), more.end());
  }
  if (inputs.empty()) {
    std::fputs("no inputs\n", stderr);
    return 2;
  }
  run("");
  for (const std::string& input : inputs) run(input);
  oomscan::fuzz::Mutator mutator;
  for (std::size_t i = 0; i < mutations; ++i) run(mutator.mutated(inputs));
  std::printf("%zu inputs, %zu mutations\n", inputs.size(), mutations);
  return 0;
}

}  // namespace

int main(int argc, const char* const* argv) {
  try {
    return run_all(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "broken: an exception left the room: %s\n", error.what());
    return 1;
  }
}
