#include "kube/client/login_hint.hpp"

#include <array>

#include <fmt/format.h>

#include "oomscan/model/shell.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::kube {
namespace {

struct LoginCommand {
  std::string_view program;  // as an exec plug-in's command is called
  std::string_view command;
};
// The commands are those of the plug-ins' own documentation.
constexpr std::array kLoginCommands{
    LoginCommand{"gke-gcloud-auth-plugin", "gcloud auth login"},
    LoginCommand{"gcloud", "gcloud auth login"},
    LoginCommand{"aws", "aws sso login (or renew the keys of the AWS profile)"},
    LoginCommand{"aws-iam-authenticator", "aws sso login (or renew the keys of the AWS profile)"},
    LoginCommand{"az", "az login"},
    LoginCommand{"tsh", "tsh login"},
    LoginCommand{"doctl", "doctl auth init"},
    LoginCommand{"oci", "oci session authenticate"},
    LoginCommand{"ibmcloud", "ibmcloud login"},
    LoginCommand{"rancher", "rancher login"},
};

std::string shown(std::string_view text) { return printable(text, 200); }

// A kubeconfig may come from anywhere: of its address only what is nothing but an address.
std::string oc_login(const ErrorFrame& frame) {
  const auto server = shell_quoted_url(frame.server);
  return server ? fmt::format("oc login {}", *server) : "oc login";
}

std::string of_plug_in(const ErrorFrame& frame) {
  for (const LoginCommand& known : kLoginCommands) {
    if (frame.login_program == known.program) return std::string(known.command);
  }
  // `oc get-token`: OpenShift with an identity provider of its own.
  if (frame.login_program == "oc") return oc_login(frame);
  return fmt::format("log in with what '{}' asks, then try: {} get --raw /version", shown(frame.login_program),
                     frame.shell_command());
}

std::string of_auth_provider(const ErrorFrame& frame) {
  if (frame.login_program == "gcp") {
    return "install 'gke-gcloud-auth-plugin', then run: gcloud container clusters get-credentials CLUSTER";
  }
  if (frame.login_program == "azure") return "install 'kubelogin', then run: kubelogin convert-kubeconfig";
  return fmt::format("renew what the context's auth provider '{}' keeps", shown(frame.login_program));
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

std::string login_hint(const ErrorFrame& frame) {
  switch (frame.login) {
    case Login::plug_in:
      return of_plug_in(frame);
    case Login::auth_provider:
      return of_auth_provider(frame);
    case Login::certificate:
      return "get a new client certificate (a new kubeconfig) from whoever runs the cluster";
    case Login::service_account:
      return "see whether the pod's service account still exists, and whether its token is of this cluster";
    case Login::token:
    case Login::unknown:
      break;
  }
  const std::string command = oc_login(frame);
  if (frame.tool != "oc" && frame.login == Login::token) {
    return fmt::format("put a new token into the user of the context (on OpenShift: {})", command);
  }
  return command == "oc login" ? "log in again: oc login" : command;
}

std::string kubeconfig_hint(std::string_view words, const ErrorFrame& frame) {
  // The entry names what was removed from clients years ago; what takes its place is known.
  if (contains(words, "gke-gcloud-auth-plugin") || contains(words, "google default token source")) {
    return "install 'gke-gcloud-auth-plugin', then run: gcloud container clusters get-credentials CLUSTER";
  }
  if (contains(words, "Azure/kubelogin") || contains(words, "azure token source")) {
    return "install 'kubelogin', then run: kubelogin convert-kubeconfig";
  }
  if (contains(words, "invalid apiVersion") && contains(words, "/v1\"")) {
    return fmt::format("use a newer '{}' (v1 of exec plug-ins: kubectl 1.22 and newer); name it with --oc PATH",
                       frame.tool);
  }
  if (contains(words, "invalid apiVersion")) {
    return "make the kubeconfig's entry anew with the plug-in's own tool: clients of today take v1beta1 and v1";
  }
  if (contains(words, "interactiveMode must be specified")) {
    return "add 'interactiveMode: IfAvailable' to the exec entry of the user";
  }
  return fmt::format("see what it says of: {} config view --minify", frame.shell_command());
}

std::string kubeconfig_file_hint(std::string_view words, const ErrorFrame& frame) {
  if (contains(words, "permission denied")) {
    return "make the file readable for this user, or name another with --kubeconfig";
  }
  if (contains(words, "duplicate name")) return "give each entry of the file a name of its own";
  return fmt::format("mend the file, or name another with --kubeconfig; what reads it: {} config view",
                     frame.shell_command());
}

}  // namespace oomscan::kube
