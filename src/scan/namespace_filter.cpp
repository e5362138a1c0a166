#include "scan/namespace_filter.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "oomscan/model/text.hpp"

namespace oomscan::scan {

struct NamespaceFilter::Patterns {
  std::vector<std::unique_ptr<RE2>> include;
  std::vector<std::unique_ptr<RE2>> exclude;
};

namespace {

Result<std::vector<std::unique_ptr<RE2>>> compile_all(const std::vector<std::string>& texts, std::string_view flag) {
  std::vector<std::unique_ptr<RE2>> compiled;
  for (const std::string& text : texts) {
    auto pattern = std::make_unique<RE2>(text, RE2::Quiet);
    if (!pattern->ok()) {
      return Error{ErrorKind::usage,
                   fmt::format("{}: invalid pattern '{}': {}", flag, printable(text), printable(pattern->error())),
                   "patterns are RE2: https://github.com/google/re2/wiki/Syntax"};
    }
    compiled.push_back(std::move(pattern));
  }
  return compiled;
}

bool any_matches(const std::vector<std::unique_ptr<RE2>>& patterns, std::string_view name) {
  const re2::StringPiece text{name.data(), name.size()};
  return std::any_of(patterns.begin(), patterns.end(), [&](const auto& p) { return RE2::PartialMatch(text, *p); });
}

std::vector<std::string> idle(const std::vector<std::unique_ptr<RE2>>& patterns,
                              const std::vector<std::string>& names) {
  std::vector<std::string> unmatched;
  for (const auto& pattern : patterns) {
    const bool matches = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return RE2::PartialMatch(re2::StringPiece{name.data(), name.size()}, *pattern);
    });
    if (!matches) unmatched.push_back(pattern->pattern());
  }
  return unmatched;
}

}  // namespace

NamespaceFilter::NamespaceFilter(std::unique_ptr<Patterns> patterns) : patterns_(std::move(patterns)) {}
NamespaceFilter::NamespaceFilter(NamespaceFilter&&) noexcept = default;
NamespaceFilter& NamespaceFilter::operator=(NamespaceFilter&&) noexcept = default;
NamespaceFilter::~NamespaceFilter() = default;

Result<NamespaceFilter> NamespaceFilter::compile(const std::vector<std::string>& include,
                                                 const std::vector<std::string>& exclude) {
  auto patterns = std::make_unique<Patterns>();
  auto included = compile_all(include, "--include-ns");
  if (!included) return std::move(included).error();
  auto excluded = compile_all(exclude, "--exclude-ns");
  if (!excluded) return std::move(excluded).error();
  patterns->include = std::move(included).value();
  patterns->exclude = std::move(excluded).value();
  return NamespaceFilter{std::move(patterns)};
}

bool NamespaceFilter::selects(std::string_view namespace_name) const {
  if (!patterns_->include.empty() && !any_matches(patterns_->include, namespace_name)) return false;
  return !any_matches(patterns_->exclude, namespace_name);
}

std::vector<std::string> NamespaceFilter::idle_includes(const std::vector<std::string>& names) const {
  return idle(patterns_->include, names);
}

std::vector<std::string> NamespaceFilter::idle_excludes(const std::vector<std::string>& names) const {
  return idle(patterns_->exclude, names);
}

bool NamespaceFilter::selects_all() const { return patterns_->include.empty() && patterns_->exclude.empty(); }

}  // namespace oomscan::scan
