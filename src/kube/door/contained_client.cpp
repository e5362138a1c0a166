#include "kube/door/contained_client.hpp"

#include <array>

#include <fmt/format.h>

namespace oomscan::kube {
namespace {

// "https://user@host:6443/path" → "host:6443"; several where the scheme is not told.
std::string places_of(std::string_view server) {
  std::array<std::string_view, 2> default_ports{"443", "80"};
  std::size_t ports = default_ports.size();
  if (const std::size_t scheme = server.find("://"); scheme != std::string_view::npos) {
    if (server.substr(0, scheme) == "http") default_ports[0] = default_ports[1];
    ports = 1;
    server.remove_prefix(scheme + 3);
  }
  server = server.substr(0, server.find_first_of("/?#"));
  if (const std::size_t at = server.rfind('@'); at != std::string_view::npos) server.remove_prefix(at + 1);
  // A comma would be another place.
  if (server.empty() || server.find_first_of(", \t*") != std::string_view::npos) return "";
  const std::size_t colon = server.rfind(':');
  const std::size_t bracket = server.rfind(']');
  const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (has_port) return std::string(server);
  std::string places;
  for (std::size_t i = 0; i < ports; ++i) {
    places += fmt::format("{}{}:{}", places.empty() ? "" : ",", server, default_ports[i]);
  }
  return places;
}

std::string in_lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> reaching_only(std::string_view server) {
  const std::string nowhere = fmt::format("http://{}", kNowhere);
  const std::string places = places_of(server);
  return {{"HTTPS_PROXY", nowhere}, {"https_proxy", nowhere}, {"HTTP_PROXY", nowhere},
          {"http_proxy", nowhere},  {"NO_PROXY", places},     {"no_proxy", places}};
}

void contain(CommandLine& child, std::string_view server) {
  for (auto& variable : reaching_only(server)) child.extra_environment.push_back(std::move(variable));
}

std::optional<Error> why_not_contained(const Context& context, bool proxied, const ErrorFrame& frame) {
  std::string_view why;
  if (context.has_proxy) {
    why = "its cluster is reached through a proxy-url";
  } else if (proxied) {
    why = "the environment names a proxy (HTTPS_PROXY, HTTP_PROXY)";
  } else if (context.login == Login::plug_in || context.login == Login::auth_provider) {
    why = "its credentials come from a program or provider that needs the network";
  } else {
    return std::nullopt;
  }
  return Error{ErrorKind::config,
               fmt::format("'{} get --raw' is not used: it would follow a redirect with the credentials, and cannot be "
                           "kept from it because {}",
                           frame.tool, why),
               "use --transport proxy"};
}

bool was_led_elsewhere(std::string_view client_words, std::string_view server) {
  if (client_words.find(fmt::format("dial tcp {}:", kNowhere)) != std::string_view::npos) return true;
  constexpr std::string_view kBefore = "The connection to the server ";
  constexpr std::string_view kAfter = " was refused";
  const std::size_t begin = client_words.find(kBefore);
  if (begin == std::string_view::npos) return false;
  const std::string_view named = client_words.substr(begin + kBefore.size());
  const std::size_t end = named.find(kAfter);
  if (end == std::string_view::npos || named.find_first_of(" \n") != end) return false;
  const std::string place(named.substr(0, end));
  const std::string places = in_lower_case(places_of(server));
  // Without its port it may stand for the scheme's.
  const std::string wanted = in_lower_case(place);
  return !places.empty() && fmt::format(",{},", places).find(fmt::format(",{},", wanted)) == std::string::npos &&
         fmt::format(",{}", places).find(fmt::format(",{}:", wanted)) == std::string::npos;
}

}  // namespace oomscan::kube
