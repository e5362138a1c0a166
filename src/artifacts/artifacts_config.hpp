// How much evidence of a failure is saved, and where. Every limit that cuts something says so in the file it cuts.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "oomscan/model/time.hpp"

namespace oomscan::artifacts {

inline constexpr std::size_t kDefaultWorkers = 5;
inline constexpr std::size_t kLogLinesMax = 10'000;
inline constexpr std::size_t kLogBytesMax = std::size_t{4} << 20;
inline constexpr std::size_t kLogFileBytesMax = std::size_t{32} << 20;
inline constexpr std::size_t kDescribeBytesMax = std::size_t{4} << 20;
inline constexpr std::size_t kPodsMax = 200;
inline constexpr std::size_t kRunBytesMax = std::size_t{512} << 20;

struct ArtifactsConfig {
  std::string root_dir = "/tmp";  // files go to root_dir/<cluster>/
  // The moment of the scan. It is in the name of every file of a run, so that a listing groups what was captured
  // together, and a later run never collides with an earlier one.
  Timestamp stamp{};
  bool descriptions = true;  // false: nobody is asked for them, and that they are missing is no gap
  bool logs = true;
  bool raw = false;                       // false: what a terminal would act on is shown by its number (`visible_text`)
  std::size_t workers = kDefaultWorkers;  // pods at once, per cluster
  std::size_t log_lines_max = kLogLinesMax;            // per container and run: the last ones
  std::size_t log_bytes_max = kLogBytesMax;            // per container and run: the last ones
  std::size_t log_file_bytes_max = kLogFileBytesMax;   // of logs in one file, over all containers and runs
  std::size_t describe_bytes_max = kDescribeBytesMax;  // the first ones
  // Of a whole run, over all its clusters: what is newest in each namespace comes first, and what is left out is said.
  std::size_t pods_max = kPodsMax;
  std::size_t run_bytes_max = kRunBytesMax;
  std::chrono::days keep{0};  // files of earlier runs that are older are removed; 0: none is
};

}  // namespace oomscan::artifacts
