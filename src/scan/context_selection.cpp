#include "scan/context_selection.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "oomscan/model/text.hpp"

namespace oomscan::scan {
namespace {

constexpr std::size_t kCandidatesShown = 10;
constexpr std::size_t kShortNameBytesMax = 64;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// `a-b-c` after an `api-` that starts a word; empty if there are not three parts.
std::string three_words_after_api(std::string_view text) {
  for (std::size_t at = text.find("api-"); at != std::string_view::npos; at = text.find("api-", at + 1)) {
    if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '-')) continue;
    const std::size_t begin = at + 4;
    std::size_t end = begin;
    int words = 0;
    while (words < 3) {
      const std::size_t word = end;
      while (end < text.size() && is_word(text[end])) ++end;
      if (end == word) break;
      ++words;
      if (words < 3) {
        if (end >= text.size() || text[end] != '-') break;
        ++end;
      }
    }
    if (words == 3) return std::string{text.substr(begin, end - begin)};
  }
  return {};
}

// "namespace/server:port/user" -> "server:port"; anything else unchanged.
std::string_view server_part(std::string_view context_name) {
  const std::size_t first = context_name.find('/');
  const std::size_t last = context_name.rfind('/');
  if (first == std::string_view::npos || first == last) return context_name;
  return context_name.substr(first + 1, last - first - 1);
}

std::string without_port(std::string_view server) {
  const std::size_t colon = server.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == server.size()) return std::string{server};
  const bool digits = std::all_of(server.begin() + static_cast<std::ptrdiff_t>(colon) + 1, server.end(),
                                  [](char c) { return c >= '0' && c <= '9'; });
  return std::string{digits ? server.substr(0, colon) : server};
}

// "jdoe/api-x:6443" (as oc login writes it) -> "jdoe".
std::string_view user_label(std::string_view user) { return user.substr(0, user.find('/')); }

// FNV-1a: short, stable, not secret.
std::string fingerprint(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return fmt::format("{:06x}", hash & 0xffffffU);
}

bool all_distinct(const std::vector<std::string>& names) {
  return std::set<std::string>(names.begin(), names.end()).size() == names.size();
}

// Names for clusters whose short names collide: told apart by user, else by server name, else by a fingerprint.
std::vector<std::string> distinct_names(const std::string& base, const std::vector<const Cluster*>& group) {
  using Suffix = std::string (*)(const Cluster&);
  constexpr Suffix kSuffixes[] = {
      [](const Cluster& c) { return std::string{user_label(c.context.user)}; },
      [](const Cluster& c) { return without_port(server_part(c.context.name)); },
      [](const Cluster& c) { return fingerprint(c.context.server + '\n' + c.context.user + '\n' + c.context.name); },
  };
  std::vector<std::string> names;
  for (const Suffix suffix : kSuffixes) {
    names.clear();
    for (const Cluster* cluster : group) names.push_back(file_name_safe(base + '-' + suffix(*cluster)));
    if (all_distinct(names)) return names;
  }
  for (std::size_t i = 0; i < names.size(); ++i) names[i] += fmt::format("-{}", i + 1);
  return names;
}

void make_names_unique(std::vector<Cluster>& clusters) {
  std::map<std::string, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < clusters.size(); ++i) groups[clusters[i].name].push_back(i);
  for (const auto& [base, members] : groups) {
    if (members.size() == 1) continue;
    std::vector<const Cluster*> group;
    for (const std::size_t i : members) group.push_back(&clusters[i]);
    std::vector<std::string> names = distinct_names(base, group);
    for (std::size_t k = 0; k < members.size(); ++k) clusters[members[k]].name = std::move(names[k]);
  }
  // A suffixed name may now equal another cluster's plain one.
  std::set<std::string> taken;
  for (Cluster& cluster : clusters) {
    const std::string wanted = cluster.name;
    for (int n = 2; !taken.insert(cluster.name).second; ++n) cluster.name = fmt::format("{}-{}", wanted, n);
  }
}

std::string list_of(std::vector<std::string> names) {
  const std::size_t all = names.size();
  if (all > kCandidatesShown) names.resize(kCandidatesShown);
  for (std::string& name : names) name = "'" + printable(name) + "'";
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  if (all > kCandidatesShown) text += fmt::format(" and {} more", all - kCandidatesShown);
  return text;
}

std::vector<Context> contexts_of(const Cluster& cluster) {
  std::vector<Context> all = {cluster.context};
  all.insert(all.end(), cluster.folded.begin(), cluster.folded.end());
  return all;
}

Cluster represented_by(Cluster cluster, const std::string& context_name) {
  for (Context& other : cluster.folded) {
    if (other.name == context_name) std::swap(cluster.context, other);
  }
  return cluster;
}

Error unknown_context(const std::string& name, const std::vector<Cluster>& clusters) {
  std::vector<std::string> candidates;
  for (const Cluster& cluster : clusters) {
    for (const Context& context : contexts_of(cluster)) candidates.push_back(context.name);
  }
  return Error{ErrorKind::usage, fmt::format("no context fits '{}'", printable(name)),
               fmt::format("the kubeconfig has {}; see --list-contexts", list_of(std::move(candidates)))};
}

}  // namespace

std::string short_cluster_name(std::string_view context_name) {
  std::string name = three_words_after_api(context_name);
  if (name.empty()) {
    name = without_port(server_part(context_name));
    if (name.rfind("api-", 0) == 0 && name.size() > 4) name.erase(0, 4);
  }
  return file_name_safe(name, kShortNameBytesMax);
}

std::vector<Cluster> fold_contexts(const std::vector<Context>& contexts) {
  std::vector<Cluster> clusters;
  std::map<std::pair<std::string, std::string>, std::size_t> seen;
  for (const Context& context : contexts) {
    const auto key = std::make_pair(context.route, context.user);
    const auto found = context.route.empty() ? seen.end() : seen.find(key);
    if (found == seen.end()) {
      if (!context.route.empty()) seen.emplace(key, clusters.size());
      clusters.push_back(Cluster{{}, context, {}});
      continue;
    }
    Cluster& cluster = clusters[found->second];
    cluster.folded.push_back(context);
    if (context.current) std::swap(cluster.context, cluster.folded.back());
  }
  for (Cluster& cluster : clusters) {
    // Named after the first by name: which of them is current must not rename the cluster.
    std::string first = cluster.context.name;
    for (const Context& other : cluster.folded) first = std::min(first, other.name);
    cluster.name = short_cluster_name(first);
  }
  make_names_unique(clusters);
  return clusters;
}

Result<std::vector<Cluster>> choose_clusters(const std::vector<Cluster>& clusters, const ContextChoice& choice) {
  if (choice.current_only) {
    for (const Cluster& cluster : clusters) {
      if (cluster.context.current) return std::vector<Cluster>{cluster};
    }
    return Error{ErrorKind::usage, "the kubeconfig has no current context",
                 "name one with --contexts, or set one with `oc config use-context NAME`"};
  }
  if (choice.names.empty()) return clusters;

  std::map<std::size_t, Cluster> chosen;  // by position in the kubeconfig
  for (const std::string& name : choice.names) {
    std::vector<std::size_t> fits;
    bool exact = false;
    for (std::size_t i = 0; i < clusters.size() && !exact; ++i) {
      const std::vector<Context> contexts = contexts_of(clusters[i]);
      exact = clusters[i].name == name ||
              std::any_of(contexts.begin(), contexts.end(), [&](const Context& c) { return c.name == name; });
      if (exact) {
        fits = {i};
      } else if (std::any_of(contexts.begin(), contexts.end(),
                             [&](const Context& c) { return c.name.find(name) != std::string::npos; })) {
        fits.push_back(i);
      }
    }
    if (fits.empty()) return unknown_context(name, clusters);
    if (fits.size() > 1) {
      std::vector<std::string> candidates;
      for (const std::size_t i : fits) candidates.push_back(clusters[i].context.name);
      return Error{ErrorKind::usage,
                   fmt::format("'{}' fits {} contexts: {}", printable(name), fits.size(), list_of(candidates)),
                   "write more of the name"};
    }
    const auto [entry, is_new] = chosen.try_emplace(fits.front(), clusters[fits.front()]);
    if (exact) entry->second = represented_by(entry->second, name);
  }
  std::vector<Cluster> result;
  for (auto& [position, cluster] : chosen) result.push_back(std::move(cluster));
  return result;
}

}  // namespace oomscan::scan
