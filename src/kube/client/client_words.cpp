#include "kube/client/client_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "oomscan/model/names.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

// A token, a key or a certificate is at least so long, of mixed letters and digits. Names of Go's types are shorter.
constexpr std::size_t kSecretBytesMin = 20;
constexpr std::string_view kTaken = "[redacted]";

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// "E1212 05:26:00.000000   1 memcache.go:265] ..."
bool is_log_line(std::string_view line) {
  constexpr std::size_t kHead = 6;
  return line.size() > kHead && std::string_view{"IWEF"}.find(line.front()) != std::string_view::npos &&
         std::all_of(line.begin() + 1, line.begin() + 5, is_digit) && line[5] == ' ';
}

bool is_about_its_use(std::string_view line) {
  return line.starts_with("Warning: ") || line.starts_with("See '") || line.starts_with("Run '");
}

// Help, or the stack of a crash: what follows says nothing of the reason.
bool ends_the_reason(std::string_view line) {
  return line.starts_with("Usage:") || line.starts_with("goroutine ") || line.starts_with("Examples:");
}

std::string_view without_labels(std::string_view line) {
  for (const std::string_view label : {"error: ", "Error: ", "* "}) line = without_prefix(line, label);
  return line;
}

void append_sentence(std::string& words, std::string_view line) {
  if (!words.empty()) words += std::string_view{".:,;"}.find(words.back()) != std::string_view::npos ? " " : "; ";
  words += line;
}

// yaml: "cannot unmarshal !!str `eyJhbGc...` into v1.Config"
void drop_what_stands_in_backticks(std::string& words) {
  for (std::size_t open = words.find('`'); open != std::string::npos; open = words.find('`', open + 2)) {
    const std::size_t close = words.find('`', open + 1);
    if (close == std::string::npos) {
      words.resize(open);
      return;
    }
    words.replace(open, close + 1 - open, "``");
  }
}

// client-go quotes what stands around an error in JSON (to 1.21), and whole lists in which a name stands twice.
void drop_quoted_surroundings(std::string& words) {
  for (const std::string_view begin : {", error found in #", " in list: ["}) {
    words.resize(std::min(words.size(), words.find(begin)));
  }
}

// "socks5://user:password@host"
void drop_logins_of_addresses(std::string& words) {
  for (std::size_t at = words.find("://"); at != std::string::npos; at = words.find("://", at + 3)) {
    const std::size_t host = at + 3;
    const std::size_t end = std::min(words.find_first_of("/ \"'?", host), words.size());
    const std::size_t login = words.rfind('@', end);
    if (login != std::string::npos && login >= host) words.erase(host, login + 1 - host);
  }
}

bool looks_secret(std::string_view run) {
  const auto has = [run](auto kind) { return std::any_of(run.begin(), run.end(), kind); };
  return run.size() >= kSecretBytesMin && has([](unsigned char c) { return std::isdigit(c) != 0; }) &&
         has([](unsigned char c) { return std::isupper(c) != 0; }) &&
         has([](unsigned char c) { return std::islower(c) != 0; });
}

void drop_secrets(std::string& words) {
  const auto of_a_secret = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view{"+=_-~"}.find(c) != std::string_view::npos;
  };
  std::string kept;
  for (auto at = words.begin(); at != words.end();) {
    const auto end = std::find_if_not(at, words.end(), of_a_secret);
    if (end == at) {
      kept += *at++;
      continue;
    }
    const std::string_view run(&*at, static_cast<std::size_t>(end - at));
    kept += looks_secret(run) ? kTaken : run;
    at = end;
  }
  words = std::move(kept);
}

}  // namespace

std::string client_words(std::string_view err) {
  std::string words;
  std::string_view logged;
  while (!err.empty()) {
    const std::size_t end = err.find('\n');
    const std::string_view line = trimmed(err.substr(0, end));
    err = end == std::string_view::npos ? std::string_view{} : err.substr(end + 1);
    if (ends_the_reason(line)) break;
    if (is_log_line(line)) {
      const std::size_t text = line.find("] ");
      if (text != std::string_view::npos) logged = line.substr(text + 2);
    } else if (!line.empty() && !is_about_its_use(line)) {
      append_sentence(words, without_labels(line));
    }
  }
  if (words.empty()) words = std::string(logged);
  drop_what_stands_in_backticks(words);
  drop_quoted_surroundings(words);
  drop_logins_of_addresses(words);
  drop_secrets(words);
  return printable(trimmed(words), kClientWordsBytesMax);
}

}  // namespace oomscan::kube
