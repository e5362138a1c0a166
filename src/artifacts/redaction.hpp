// Redacts the cluster's own words on their way into one file, and counts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "oomscan/ports/redactor.hpp"

namespace oomscan::artifacts {

class Redaction {
 public:
  // nullptr: texts stay as they are.
  explicit Redaction(const Redactor* redactor) : redactor_(redactor) {}

  // Returns how many were replaced, without adding them to the count.
  [[nodiscard]] std::size_t replace(std::string& text) const {
    return redactor_ == nullptr ? 0 : redactor_->redact(text);
  }
  [[nodiscard]] std::string operator()(std::string_view raw) {
    std::string text(raw);
    count(replace(text));
    return text;
  }
  void count(std::size_t secrets) { secrets_ += secrets; }

  [[nodiscard]] bool on() const { return redactor_ != nullptr; }
  [[nodiscard]] std::size_t secrets() const { return secrets_; }

 private:
  const Redactor* redactor_;
  std::size_t secrets_ = 0;
};

}  // namespace oomscan::artifacts
