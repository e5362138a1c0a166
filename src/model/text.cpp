#include "oomscan/model/text.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "oomscan/model/unicode_table.hpp"

namespace oomscan {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 0;  // 0: not valid UTF-8 here
};

// Decodes one code point at `pos`; rejects overlong forms, surrogates and values above U+10FFFF (RFC 3629).
CodePoint decode(std::string_view text, std::size_t pos) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t first = byte(pos);
  if (first < 0x80) return {first, 1};
  std::size_t length = 0;
  std::uint32_t value = 0;
  std::uint32_t smallest = 0;
  if ((first & 0xe0U) == 0xc0U) {
    length = 2, value = first & 0x1fU, smallest = 0x80;
  } else if ((first & 0xf0U) == 0xe0U) {
    length = 3, value = first & 0x0fU, smallest = 0x800;
  } else if ((first & 0xf8U) == 0xf0U) {
    length = 4, value = first & 0x07U, smallest = 0x10000;
  } else {
    return {};
  }
  if (text.size() < pos + length) return {};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(pos + i) & 0xc0U) != 0x80U) return {};
    value = (value << 6U) | (byte(pos + i) & 0x3fU);
  }
  if (value < smallest || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
  return {value, length};
}

// Of a code point that is not shown as itself. Longer than four digits in braces: "\u{e0041}" is no "\ue004" and a 1.
std::string escaped(std::uint32_t c) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      if (c < 0x80) return fmt::format("\\x{:02x}", c);
      return c < 0x10000 ? fmt::format("\\u{:04x}", c) : fmt::format("\\u{{{:x}}}", c);
  }
}

constexpr bool is_plain(char c) { return c >= 0x20 && c < 0x7f; }

enum class Breaks { escaped, kept };

void append_shown(std::string& out, std::string_view text, Breaks breaks) {
  const auto keeps = [&](std::size_t pos) {
    if (breaks == Breaks::escaped) return false;
    // Alone, a carriage return writes over the line before it.
    return text[pos] == '\n' || text[pos] == '\t' ||
           (text[pos] == '\r' && pos + 1 < text.size() && text[pos + 1] == '\n');
  };
  for (std::size_t pos = 0; pos < text.size();) {
    std::size_t run = pos;
    while (run < text.size() && (is_plain(text[run]) || keeps(run))) ++run;
    out.append(text, pos, run - pos);
    pos = run;
    if (pos == text.size()) return;
    const CodePoint point = decode(text, pos);
    if (point.length == 0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[pos]));
      ++pos;
      continue;
    }
    if (is_unseen(point.value)) {
      out += escaped(point.value);
    } else {
      out.append(text, pos, point.length);
    }
    pos += point.length;
  }
}

// Bytes at the end of `text` that the next piece may complete: a character that is cut, or a "\r" before its "\n".
std::size_t unfinished(std::string_view text) {
  if (!text.empty() && text.back() == '\r') return 1;
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xc0U) == 0x80U) continue;
    const std::size_t length = byte >= 0xf0U ? 4 : byte >= 0xe0U ? 3 : byte >= 0xc0U ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

// FNV-1a, 64 bit: tells names apart, no protection against a deliberate collision (files are created exclusively).
std::uint64_t fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

}  // namespace

std::string_view unicode_version() { return kUnicodeVersion; }

bool is_unseen(std::uint32_t code_point) {
  const auto* const found = std::upper_bound(kUnseen.begin(), kUnseen.end(), code_point,
                                             [](std::uint32_t c, const CodePoints& range) { return c <= range.last; });
  return found != kUnseen.end() && found->first <= code_point;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_shown(out, text, Breaks::escaped);
  return out;
}

void VisibleText::add(std::string_view piece, std::string& out) {
  std::string joined;
  if (!held_.empty()) {
    joined = held_;
    joined += piece;
    piece = joined;
  }
  const std::size_t hold = unfinished(piece);
  append_shown(out, piece.substr(0, piece.size() - hold), Breaks::kept);
  held_ = std::string(piece.substr(piece.size() - hold));
}

void VisibleText::finish(std::string& out) {
  append_shown(out, held_, Breaks::kept);
  held_.clear();
}

std::string visible_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_shown(out, text, Breaks::kept);
  return out;
}

std::string printable(std::string_view text, std::size_t bytes_max) {
  constexpr std::string_view kMark = "...";
  // Escaping only lengthens: what is past the limit before it can never be shown.
  std::string out = printable(text.size() > bytes_max + 4 ? text.substr(0, bytes_max + 4) : text);
  if (out.size() <= bytes_max && text.size() <= bytes_max + 4) return out;
  std::size_t end = bytes_max < kMark.size() ? 0 : bytes_max - kMark.size();
  if (end > out.size()) end = out.size();
  while (end > 0 && end < out.size() && (static_cast<unsigned char>(out[end]) & 0xc0U) == 0x80U) --end;
  out.resize(end);
  out += kMark.substr(0, bytes_max);
  return out;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const CodePoint point = decode(text, pos);
    if (point.length == 0) {
      out += "\xef\xbf\xbd";
      ++pos;
      continue;
    }
    out.append(text, pos, point.length);
    pos += point.length;
  }
  return out;
}

std::string file_name_safe(std::string_view text, std::size_t bytes_max) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool keep =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    out += keep ? c : '_';
  }
  if (out.empty()) out = "_";
  if (out.front() == '.' || out.front() == '-') out.front() = '_';
  if (out.size() > bytes_max) {
    const std::string suffix = fmt::format("-{:016x}", fingerprint(text));
    if (bytes_max <= suffix.size()) return suffix.substr(1, bytes_max);  // no room for more than the hash
    out.resize(bytes_max - suffix.size());
    out += suffix;
  }
  return out;
}

}  // namespace oomscan
