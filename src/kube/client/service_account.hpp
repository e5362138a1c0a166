// The identity that a pod has without a kubeconfig, as client-go takes it up by itself (clientcmd,
// inClusterClientConfig): `kubectl get pods` works there, and so does this program.
#pragma once

#include <optional>
#include <string>

#include "oomscan/model/cluster.hpp"

namespace oomscan::kube {

// Of the environment. Nothing of it is a credential.
struct PodSurroundings {
  std::string service_host;   // KUBERNETES_SERVICE_HOST
  std::string service_port;   // KUBERNETES_SERVICE_PORT
  std::string pod_namespace;  // POD_NAMESPACE, which client-go prefers to the mounted one
  std::string directory = "/var/run/secrets/kubernetes.io/serviceaccount";
};

// Stable, so that a CronJob's files and artifacts have one name in all runs.
inline constexpr const char* kServiceAccountContext = "in-cluster";

// The context that the client uses where its kubeconfig is empty; nullopt: there is none either. Looks whether there is
// a token, and reads the namespace; the token is read by the client alone.
[[nodiscard]] std::optional<Context> service_account_context(const PodSurroundings& pod);

// It runs in a pod, but one to which no token was given.
[[nodiscard]] bool is_pod_without_token(const PodSurroundings& pod);

}  // namespace oomscan::kube
