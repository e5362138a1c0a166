#include "prometheus/server_url.hpp"

#include <algorithm>

#include "oomscan/model/names.hpp"

namespace oomscan::prometheus {
namespace {

constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";
constexpr std::string_view kApiSuffix = "/api/v1";

Error wrong(std::string message) {
  return {ErrorKind::usage, "the Prometheus URL " + std::move(message),
          "give it as https://host[:port][/path], e.g. --prometheus-url https://prometheus.example"};
}

bool is_visible(char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\'; }

}  // namespace

Result<ServerUrl> parse_server_url(std::string_view text) {
  ServerUrl url;
  if (text.starts_with(kHttps)) {
    url.tls = true;
  } else if (!text.starts_with(kHttp)) {
    return wrong("begins with neither 'https://' nor 'http://'");
  }
  if (!std::all_of(text.begin(), text.end(), is_visible)) return wrong("holds characters that no URL has");
  if (text.find_first_of("?#") != std::string_view::npos) return wrong("has a query or a fragment");
  const std::string_view scheme = url.tls ? kHttps : kHttp;
  const std::string_view rest = text.substr(scheme.size());
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view host = rest.substr(0, slash);
  std::string_view path = rest.substr(slash);
  if (host.empty() || host.front() == ':') return wrong("names no host");
  if (host.find('@') != std::string_view::npos) {
    Error error = wrong("holds a user name or password");
    error.hint = "leave them out; a token goes into a file: --prometheus-token-file";
    return error;
  }
  const auto without_slashes = [](std::string_view part) { return part.substr(0, part.find_last_not_of('/') + 1); };
  path = without_slashes(path);
  // People paste the address of the API itself.
  if (path.ends_with(kApiSuffix)) path = without_slashes(path.substr(0, path.size() - kApiSuffix.size()));
  url.origin = std::string(scheme) + std::string(host);
  url.base_path = std::string(path);
  return url;
}

std::string query_encoded(std::string_view text) {
  std::string result = percent_encoded(text, "()*,:!/=$ ");
  std::replace(result.begin(), result.end(), ' ', '+');
  return result;
}

}  // namespace oomscan::prometheus
