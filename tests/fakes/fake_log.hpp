// A Log that remembers.
#pragma once

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/ports/log.hpp"

namespace oomscan::fakes {

// Thread-safe.
class FakeLog : public Log {
 public:
  struct Line {
    LogLevel level = LogLevel::info;
    std::string message;
    std::string hint;
  };

  void write(LogLevel level, std::string_view message) override {
    const std::lock_guard lock(mutex_);
    lines_.push_back({level, std::string(message), {}});
  }
  void error(const Error& error) override {
    const std::lock_guard lock(mutex_);
    lines_.push_back({LogLevel::error, error.message, error.hint});
  }

  [[nodiscard]] std::vector<Line> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }
  [[nodiscard]] std::vector<std::string> messages(LogLevel level) const {
    std::vector<std::string> found;
    for (const auto& line : lines()) {
      if (line.level == level) found.push_back(line.message);
    }
    return found;
  }
  // Does any line hold `part`?
  [[nodiscard]] bool has(std::string_view part) const {
    const auto all = lines();
    return std::any_of(all.begin(), all.end(), [&](const Line& line) {
      return line.message.find(part) != std::string::npos || line.hint.find(part) != std::string::npos;
    });
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Line> lines_;
};

}  // namespace oomscan::fakes
