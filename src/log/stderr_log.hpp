// Diagnostics on stderr, through spdlog: one line each, safe on a terminal, the same thing said once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "oomscan/ports/log.hpp"
#include "oomscan/ports/redactor.hpp"

namespace oomscan::log {

// "warning: ...", "error: ..." (and "hint: ..." below it), "debug: ..."; info lines have no prefix. Never touches
// stdout. Thread-safe.
class StderrLog : public Log {
 public:
  // Messages below `lowest` are dropped. `color`: prefixes are coloured.
  // `redactor`: takes secrets out of each line before it is written; may be null, else outlives this.
  StderrLog(LogLevel lowest, bool color, const Redactor* redactor = nullptr);
  ~StderrLog() override;
  StderrLog(const StderrLog&) = delete;
  StderrLog& operator=(const StderrLog&) = delete;

  // A warning or an error that was written before, word for word, is only counted: see flush_repeats.
  void write(LogLevel level, std::string_view message) override;
  void error(const Error& error) override;

  // Says of each warning or error that came more than once how often it came, in the order of their first coming, and
  // forgets them all.
  void flush_repeats();

  // A live progress display: `clear` is called before and `redraw` after each write to stderr, under the lock of this
  // log, from whatever thread writes; they must not log. Empty functions end it; when this returns, the former ones are
  // no longer called.
  void set_display(std::function<void()> clear, std::function<void()> redraw);

 private:
  [[nodiscard]] std::string gated(std::string_view text) const;

  class Sink;
  const Redactor* redactor_;
  std::unique_ptr<Sink> sink_;
};

}  // namespace oomscan::log
