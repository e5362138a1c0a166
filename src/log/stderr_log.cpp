#include "log/stderr_log.hpp"

#include <iostream>
#include <mutex>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include "log/repeats.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::log {
namespace {

constexpr std::string_view kRed = "\x1b[31m";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kCyan = "\x1b[36m";
constexpr std::string_view kGray = "\x1b[90m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string_view prefix_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug: ";
    case LogLevel::info:
      return "";
    case LogLevel::warning:
      return "warning: ";
    case LogLevel::error:
      return "error: ";
  }
  return "";
}

std::string_view color_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return kGray;
    case LogLevel::info:
      return "";
    case LogLevel::warning:
      return kYellow;
    case LogLevel::error:
      return kRed;
  }
  return "";
}

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

class StderrLog::Sink {
 public:
  Sink(LogLevel lowest, bool color)
      : color_(color), logger_("oom-scan", std::make_shared<spdlog::sinks::ostream_sink_st>(std::cerr)) {
    logger_.set_level(spdlog_level(lowest));
    logger_.set_pattern("%v");
    logger_.flush_on(spdlog::level::trace);
  }

  // `lines` is safe to print; it may hold a line break of our own.
  void write(LogLevel level, const std::string& lines) {
    if (!logger_.should_log(spdlog_level(level))) return;
    const std::lock_guard lock(mutex_);
    if (level >= LogLevel::warning && !repeats_.is_first(lines)) return;
    put(level, lines);
  }

  void flush_repeats() {
    const std::lock_guard lock(mutex_);
    for (const auto& [line, times] : repeats_.take()) {
      // The hint has been read; the first line is enough to know it again. As an error: it has passed the filter
      // before.
      put(LogLevel::error, fmt::format("{} ({} times)", line.substr(0, line.find('\n')), times));
    }
  }

  void set_display(std::function<void()> clear, std::function<void()> redraw) {
    const std::lock_guard lock(mutex_);
    clear_ = std::move(clear);
    redraw_ = std::move(redraw);
  }

  [[nodiscard]] std::string prefixed(std::string_view prefix, std::string_view color, std::string_view message) const {
    if (!color_ || color.empty()) return fmt::format("{}{}", prefix, printable(message));
    return fmt::format("{}{}{}{}", color, prefix, kPlain, printable(message));
  }

 private:
  void put(LogLevel level, const std::string& lines) {
    if (clear_) clear_();
    // As a view: spdlog would take a string for a format.
    logger_.log(spdlog_level(level), spdlog::string_view_t(lines.data(), lines.size()));
    if (redraw_) redraw_();
  }

  const bool color_;
  std::mutex mutex_;
  spdlog::logger logger_;
  Repeats repeats_;
  std::function<void()> clear_;
  std::function<void()> redraw_;
};

StderrLog::StderrLog(LogLevel lowest, bool color, const Redactor* redactor)
    : redactor_(redactor), sink_(std::make_unique<Sink>(lowest, color)) {}
StderrLog::~StderrLog() = default;

std::string StderrLog::gated(std::string_view text) const {
  std::string out(text);
  if (redactor_ != nullptr) redactor_->redact(out);
  return out;
}

void StderrLog::write(LogLevel level, std::string_view message) {
  sink_->write(level, sink_->prefixed(prefix_of(level), color_of(level), gated(message)));
}

void StderrLog::error(const Error& error) {
  std::string lines = sink_->prefixed(prefix_of(LogLevel::error), kRed, gated(error.message));
  if (!error.hint.empty()) lines += "\n" + sink_->prefixed("hint: ", kCyan, gated(error.hint));
  sink_->write(LogLevel::error, lines);
}

void StderrLog::flush_repeats() { sink_->flush_repeats(); }

void StderrLog::set_display(std::function<void()> clear, std::function<void()> redraw) {
  sink_->set_display(std::move(clear), std::move(redraw));
}

}  // namespace oomscan::log
