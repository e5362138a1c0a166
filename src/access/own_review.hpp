// Questions about the session's own user, as objects of the API: what may it, and who is it? They change nothing,
// though they are sent as if they made something. Pure functions, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/right.hpp"

namespace oomscan::access {

// A SelfSubjectAccessReview (authorization.k8s.io/v1) in JSON. namespace_name empty: in all namespaces. Of a right to
// some objects only, the first is asked about.
[[nodiscard]] std::string access_review(const Right& right, std::string_view namespace_name);

// `status.allowed` of what came back; nullopt: it is no answer.
[[nodiscard]] std::optional<bool> read_access_review(std::string_view json);

// A SelfSubjectReview (authentication.k8s.io/v1, Kubernetes 1.28 and later) in JSON; read_who_am_i reads the answer.
[[nodiscard]] std::string user_review();

// The name in a User of OpenShift (user.openshift.io/v1, users/~); empty: there is none.
[[nodiscard]] std::string read_openshift_user(std::string_view json);

}  // namespace oomscan::access
