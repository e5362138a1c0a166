// A client that follows redirects with the credentials is given an environment in which it reaches one API server only.
//
// Go's HTTP client takes its proxies from the environment: all but that server's host and port is sent to a proxy at
// port 0 of this machine, where nobody can listen, and so ends there before anything is sent. Not contained are
// redirects to addresses of this machine's loopback, to which Go takes no proxy, and to the server's own port at names
// below the server's name. Sources: golang.org/x/net/http/httpproxy; client-go, NewProxierWithNoProxyCIDR.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kube/door/error_frame.hpp"
#include "oomscan/model/cluster.hpp"
#include "oomscan/model/result.hpp"
#include "oomscan/ports/process_runner.hpp"

namespace oomscan::kube {

// Nobody can listen there: a port 0 that is bound is another one.
inline constexpr std::string_view kNowhere = "127.0.0.1:0";

// `server`: the API server's address as the kubeconfig has it. One that cannot be understood: nothing is reached.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> reaching_only(std::string_view server);

// Gives the child that environment, beside its own.
void contain(CommandLine& child, std::string_view server);

// Why that environment does not hold for this context, or would keep it from its server; nullopt: it holds.
// `proxied`: the user's environment names a proxy.
[[nodiscard]] std::optional<Error> why_not_contained(const Context& context, bool proxied, const ErrorFrame& frame);

// Whether the client's words say that it was led elsewhere than to `server`: it names the place, and that it was
// refused.
[[nodiscard]] bool was_led_elsewhere(std::string_view client_words, std::string_view server);

}  // namespace oomscan::kube
