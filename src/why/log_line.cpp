#include "why/log_line.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include "oomscan/model/names.hpp"

namespace oomscan::why {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool found(std::string_view text, const RE2& pattern) { return RE2::PartialMatch(piece(text), pattern); }

// Colours and other sequences, also as `visible_text` and JSON spell them.
std::string without_escapes(std::string_view line) {
  static const RE2 kEscapes(R"((?:\x1b|\\x1b|\\u001b|\\e|\\033)(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07))");
  std::string text(line);
  RE2::GlobalReplace(&text, kEscapes, "");
  return text;
}

// What is longer than a person reads says it at its beginning or its end.
std::string shortened(std::string_view line) {
  if (line.size() <= kLogLineBytesMax) return std::string(line);
  const std::size_t half = kLogLineBytesMax / 2;
  return std::string(line.substr(0, half)) + " ... " + std::string(line.substr(line.size() - half));
}

bool is_frame(std::string_view line) {
  static const RE2 kFrames(
      R"(^\s+at \S)"                                       // JVM, Node.js, .NET
      R"(|^\s*\.\.\. \d+ (?:more|common frames))"          // JVM
      R"(|^\s+File ".*", line \d+|^\s+\^+\s*$|^\s+~*\^+)"  // Python
      R"(|^Traceback \(most recent call last\))"
      R"(|^(?:During handling of the above|The above exception was))"
      R"(|^goroutine \d+ \[|^\s+\S+\.go:\d+(?: \+0x\w+.*)?$|^created by |^[\w./*()\-]+\((?:0x[0-9a-f]+|\.\.\.|\{|\)).*$)"  // Go
      R"(|^\s+from \S+:\d+:in |^\s+\d+: from )"                                              // Ruby
      R"(|^\s+\d+: +\S+|^\s+at \S+:\d+|^stack backtrace:|^note: (?:run with|some details))"  // Rust
      R"(|^\s+(?:errno|code|syscall|address|port|path|hostname|dest|fatal|spawnargs):)"      // Node.js
      R"(|^Node\.js v\d|^\s*throw |^[{}\s]*$|^#\d+ |^exit status \d+$|^Stack trace:|^\s*-{3,}\s*$|^\s*={3,}\s*$)");
  return found(line, kFrames);
}

// A test's result, a request that was answered, a line of a test's own output.
bool is_a_report_of_others(std::string_view line) {
  static const RE2 kTests(
      R"(^\s*(?:--- (?:PASS|FAIL|SKIP)|=== (?:RUN|CONT|PAUSE)|ok  ?\t|(?:PASS|FAIL)(?:ED)?\b|✓|✔|√|✗|✕|\[\s*(?:OK|RUN|PASSED|FAILED)\s*\]))"
      R"(|(?:\bPASSED|\.\.\. ok|\.\.\. FAILED)(?:\s+\[\s*\d+%\])?\s*$|^test \S+ \.\.\. )");
  static const RE2 kRequests(R"(HTTP/[123](?:\.\d)?"? +[1-5]\d\d\b|^\s*\S+ - \S+ \[.*\] ")");
  return found(line, kTests) || found(line, kRequests);
}

std::optional<Level> named_level(std::string_view word) {
  std::string lower;
  for (const char c : word) lower += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  constexpr std::array<std::pair<std::string_view, Level>, 22> kNames{{
      {"trace", Level::none},  {"debug", Level::none},     {"dbug", Level::none},        {"fine", Level::none},
      {"info", Level::none},   {"inf", Level::none},       {"information", Level::none}, {"notice", Level::none},
      {"log", Level::none},    {"warn", Level::warning},   {"warning", Level::warning},  {"wrn", Level::warning},
      {"error", Level::error}, {"err", Level::error},      {"eror", Level::error},       {"severe", Level::error},
      {"fatal", Level::fatal}, {"critical", Level::fatal}, {"crit", Level::fatal},       {"panic", Level::fatal},
      {"emerg", Level::fatal}, {"alert", Level::fatal},
  }};
  for (const auto& [name, level] : kNames) {
    if (lower == name) return level;
  }
  return std::nullopt;
}

// pino's and bunyan's numbers.
Level numbered_level(double number) {
  if (number >= 60) return Level::fatal;
  if (number >= 50) return Level::error;
  return number >= 40 ? Level::warning : Level::none;
}

// The level as a logger writes it before its message.
std::optional<Level> level_of_text(std::string_view line) {
  // logfmt; klog: E1128 12:00:00.000000; a word in brackets or between spaces, behind a time and a name at most.
  static const RE2 kLogfmt(R"re((?:^|\s)(?:level|lvl|severity)="?(\w+))re");
  static const RE2 kKlog(R"(^([IWEF])\d{4} \d\d:\d\d:\d\d)");
  static const RE2 kWord(
      R"(^[^a-zA-Z]{0,40}(?:[\w.\-/:+]{1,40} ){0,4}?[\[(<|]?\s?(TRACE|DEBUG|INFO|INF|NOTICE|LOG|WARN|WARNING|WRN|ERROR|ERR|SEVERE|FATAL|CRITICAL|CRIT|PANIC|EMERG|ALERT)\b)");
  static const RE2 kBracket(
      R"(^[^\n]{0,60}\[\s?(trace|debug|info|notice|warn|warning|error|crit|critical|alert|emerg|fatal)\s?\])");
  static const RE2 kEnd(
      R"(^(?:panic|fatal error|fatal): |^Exception in thread "main"|^Unhandled exception|panicked at|^\S*terminate called|^\[FATAL)");
  std::string word;
  if (RE2::PartialMatch(piece(line), kKlog, &word)) {
    return word == "I" ? Level::none : word == "W" ? Level::warning : word == "E" ? Level::error : Level::fatal;
  }
  for (const RE2* pattern : {&kLogfmt, &kBracket, &kWord}) {
    if (RE2::PartialMatch(piece(line), *pattern, &word)) {
      if (const auto level = named_level(word)) return level;
    }
  }
  if (found(line, kEnd)) return Level::fatal;
  // The shell's or libc's last word; why stands before it.
  if (line.rfind("Aborted", 0) == 0) return Level::warning;
  return std::nullopt;
}

bool looks_like_an_error(std::string_view line) {
  static const RE2 kWords(
      R"((?i)error|exception|fatal|panic|\bfail|cannot|can't|could not|couldn't|unable to|refused|timed? ?out|invalid|missing|)"
      R"(abort|denied|not found|no such|illegal|unexpected|segmentation|core dumped|killed|must (?:be|have)|required)");
  return found(line, kWords);
}

bool tells_of_a_stop(std::string_view line) {
  static const RE2 kStop(
      R"((?i)\bSIGTERM\b|received (?:signal|shutdown)|(?:shutting|shut) down|graceful(?:ly)? (?:shutdown|stop)|signal 15)");
  return found(line, kStop);
}

LogLine made_line(std::string text, std::optional<Level> level) {
  LogLine line;
  line.tells_of_an_error = looks_like_an_error(text);
  line.level = is_a_report_of_others(text) ? Level::none : level ? *level : level_of_text(text).value_or(Level::error);
  line.text = std::move(text);
  return line;
}

// What a JSON line says, in the order: the message, then the error it carries.
std::optional<std::vector<LogLine>> unwrapped(const std::string& text) {
  if (text.empty() || text.front() != '{') return std::nullopt;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  std::optional<Level> level;
  for (const char* key : {"level", "severity", "lvl", "log.level", "levelname", "@l", "Level", "LogLevel"}) {
    const auto member = json.find(key);
    if (member == json.end()) continue;
    if (member->is_string()) level = named_level(member->get<std::string>());
    if (member->is_number()) level = numbered_level(member->get<double>());
    if (level) break;
  }
  std::string said;
  for (const char* key : {"message", "msg", "@m", "@mt", "Message", "log", "event", "error", "err", "exception", "@x",
                          "Exception", "error.message", "stack_trace", "stack", "exc_info"}) {
    const auto member = json.find(key);
    if (member == json.end()) continue;
    const auto& inner = member->is_object() && member->contains("message") ? (*member)["message"] : *member;
    if (!inner.is_string()) continue;
    const auto words = inner.get<std::string>();
    if (said.find(words) != std::string::npos) continue;  // a stack repeats its message
    const bool one_line = words.find('\n') == std::string::npos && said.find('\n') == std::string::npos;
    if (!said.empty()) said += one_line ? ": " : "\n";
    said += words;
  }
  if (said.empty()) return std::nullopt;
  std::vector<LogLine> lines;
  std::string_view rest = said;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (trimmed(line).empty() || is_frame(line)) continue;
    lines.push_back(made_line(shortened(trimmed(line)), level));
  }
  return lines;
}

// What a logfmt line says: its message, then its error. nullopt: it is none.
std::optional<std::string> logfmt_message(const std::string& text) {
  static const RE2 kMember(R"re((?:^|\s)(msg|message|err|error)=("(?:[^"\\]|\\.)*"|[^\s"]+))re");
  static const RE2 kLogfmt(R"re((?:^|\s)(?:level|lvl|severity|msg)=)re");
  if (!found(text, kLogfmt)) return std::nullopt;
  re2::StringPiece rest(text);
  std::string said;
  std::string key;
  std::string value;
  while (RE2::FindAndConsume(&rest, kMember, &key, &value)) {
    if (value.size() >= 2 && value.front() == '"') {
      value = value.substr(1, value.size() - 2);
      RE2::GlobalReplace(&value, R"re(\\(["\\]))re", R"(\1)");
    }
    if (!said.empty()) said += ": ";
    said += value;
  }
  if (said.empty()) return std::nullopt;
  return said;
}

}  // namespace

std::vector<LogLine> log_lines(std::string_view log) {
  std::vector<std::string_view> raw;
  for (std::size_t end = log.size(); raw.size() < kLogLinesMax;) {
    const std::size_t begin = end == 0 ? std::string_view::npos : log.rfind('\n', end - 1);
    const std::size_t first = begin == std::string_view::npos ? 0 : begin + 1;
    if (end > first) raw.push_back(log.substr(first, end - first));
    if (begin == std::string_view::npos) break;
    end = begin;
  }
  std::reverse(raw.begin(), raw.end());

  std::vector<LogLine> lines;
  bool in_python_frame = false;
  bool stopping = false;
  static const RE2 kPythonFrame(R"(^\s+File ".*", line \d+)");
  const auto add = [&](LogLine line) {
    if (stopping && line.level > Level::warning) line.level = Level::warning;
    stopping = stopping || tells_of_a_stop(line.text);
    lines.push_back(std::move(line));
  };
  for (const std::string_view whole : raw) {
    const std::string line = without_escapes(shortened(whole));
    const bool source_line = in_python_frame && line.rfind("    ", 0) == 0;
    in_python_frame = found(line, kPythonFrame);
    if (source_line || is_frame(line)) continue;
    std::string text(trimmed(line));
    if (text.empty()) continue;
    // A line that was cut above is no JSON any more.
    if (auto inner = unwrapped(whole.size() > kLogLineBytesMax ? std::string(trimmed(whole)) : text)) {
      for (LogLine& one : *inner) add(std::move(one));
    } else if (auto message = logfmt_message(text)) {
      add(made_line(*std::move(message), level_of_text(text)));
    } else {
      add(made_line(std::move(text), std::nullopt));
    }
  }
  return lines;
}

}  // namespace oomscan::why
