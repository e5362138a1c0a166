// How a POSIX shell takes a line to words, and names that were made to make one act.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace oomscan::fakes {

// nullopt: the shell would do more than start one program with these words: expand, redirect, start another, wait for
// the end of a quote. Knows single quotes, and takes everything else that is special anywhere for acting.
inline std::optional<std::vector<std::string>> shell_words(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  for (std::size_t pos = 0; pos < line.size(); ++pos) {
    const char c = line[pos];
    if (c == ' ') {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c == '\'') {
      const std::size_t close = line.find('\'', pos + 1);
      if (close == std::string_view::npos) return std::nullopt;
      words.back() += line.substr(pos + 1, close - pos - 1);
      pos = close;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f || std::string_view("\"\\$`;&|<>()*?[]{}~#!^%").find(c) != std::string_view::npos) {
      return std::nullopt;
    }
    words.back() += c;
  }
  return words;
}

inline std::vector<std::string> hostile_shell_words() {
  using namespace std::string_literals;
  return {"$(touch pwned)",
          "`touch pwned`",
          "x;touch pwned",
          "x|touch pwned",
          "x&touch pwned",
          "x\ntouch pwned\n",
          "x\rtouch pwned",
          "' ; touch pwned ; '",
          "'\\''; touch pwned; '",
          "\\'; touch pwned; '",
          "x\\",
          "\"; touch pwned; \"",
          ">pwned",
          "<(touch pwned)",
          "~",
          "*",
          "{a,b}",
          "#",
          "!!",
          "$IFS",
          "http://host/$(touch${IFS}pwned)",
          "--kubeconfig=pwned",
          "-x",
          "",
          "a\0b"s,
          "\xff\xfe",
          "\x1b]0;x\x07",
          "a\xe2\x80\xae"
          "b",
          "a\xc2\x9b",
          std::string(5000, 'a'),
          "password='x;touch pwned",
          "a b",
          "=ls",
          "^x^touch pwned"};
}

}  // namespace oomscan::fakes
