// Contexts of a kubeconfig, and the distinct clusters they lead to. Never holds credentials.
#pragma once

#include <string>
#include <vector>

namespace oomscan {

// How a user proves who it is, as far as that decides what helps when the proof is not taken.
enum class Login { unknown, token, certificate, plug_in, auth_provider, service_account };

struct Context {
  std::string name;
  std::string server;          // URL of the API server; empty if the kubeconfig names none
  std::string user;            // name of the user entry, not a credential
  std::string namespace_name;  // the context's own namespace; empty: "default"
  bool current = false;
  // Stands for everything in the cluster's entry that decides where a connection ends: equal routes lead to one place,
  // different ones may. Opaque, not for people; empty: not known.
  std::string route{};
  Login login = Login::unknown;
  std::string login_program{};  // of a plug-in: its file name ("aws"); of an auth provider: its name ("gcp")
  // Not of a kubeconfig: what the tool itself takes in a pod that has none. It is then not told which context.
  bool of_service_account = false;
  bool has_proxy = false;  // the cluster's entry names a proxy of its own

  friend bool operator==(const Context&, const Context&) = default;
};

// What is scanned once: one cluster through one of its contexts.
struct Cluster {
  std::string name;             // short, unique in a run, safe as a file name
  Context context;              // the one used to reach it
  std::vector<Context> folded;  // other contexts of the same cluster that are not needed
  // The uid of its namespace kube-system: the cluster's identity, whatever address and name it goes by. Empty: not
  // known, or not asked for yet.
  std::string uid{};

  friend bool operator==(const Cluster&, const Cluster&) = default;
};

}  // namespace oomscan
