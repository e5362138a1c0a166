// What the cluster's own words go through on their way into one file: secrets are replaced, and counted; what a
// terminal would act on is shown by its number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "oomscan/model/text.hpp"
#include "oomscan/ports/redactor.hpp"

namespace oomscan::artifacts {

class Redaction {
 public:
  // nullptr: secrets stay. `raw`: what a terminal acts on stays.
  explicit Redaction(const Redactor* redactor, bool raw = false) : redactor_(redactor), raw_(raw) {}

  // Returns how many were replaced, without adding them to the count.
  [[nodiscard]] std::size_t replace(std::string& text) const {
    return redactor_ == nullptr ? 0 : redactor_->redact(text);
  }
  [[nodiscard]] std::string operator()(std::string_view raw) {
    std::string text(raw);
    count(replace(text));
    return text;
  }
  // Of a whole text, after `replace`: a secret that holds an odd character is judged as it was written.
  void make_visible(std::string& text) const {
    if (!raw_) text = visible_text(text);
  }
  void count(std::size_t secrets) { secrets_ += secrets; }

  [[nodiscard]] bool on() const { return redactor_ != nullptr; }
  [[nodiscard]] std::size_t secrets() const { return secrets_; }

 private:
  const Redactor* redactor_;
  bool raw_ = false;
  std::size_t secrets_ = 0;
};

}  // namespace oomscan::artifacts
