// A Redactor to which every "hunter2" is a secret. Remembers what it was shown.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/ports/redactor.hpp"

namespace oomscan::fakes {

// Thread-safe.
class FakeRedactor : public Redactor {
 public:
  static constexpr std::string_view kSecret = "hunter2";
  static constexpr std::string_view kMarker = "[redacted: password]";

  std::size_t redact(std::string& text) const override {
    {
      const std::lock_guard lock(mutex_);
      shown_.push_back(text);
    }
    std::size_t count = 0;
    for (std::size_t at = text.find(kSecret); at != std::string::npos; at = text.find(kSecret, at)) {
      text.replace(at, kSecret.size(), kMarker);
      ++count;
    }
    return count;
  }

  [[nodiscard]] std::vector<std::string> shown() const {
    const std::lock_guard lock(mutex_);
    return shown_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::vector<std::string> shown_;
};

}  // namespace oomscan::fakes
