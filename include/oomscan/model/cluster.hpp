// Contexts of a kubeconfig, and the distinct clusters they lead to. Never holds credentials.
#pragma once

#include <string>
#include <vector>

namespace oomscan {

struct Context {
  std::string name;
  std::string server;          // URL of the API server; empty if the kubeconfig names none
  std::string user;            // name of the user entry, not a credential
  std::string namespace_name;  // the context's own namespace; empty: "default"
  bool current = false;

  friend bool operator==(const Context&, const Context&) = default;
};

// One API server as one user: what is scanned once.
struct Cluster {
  std::string name;             // short, unique in a run, safe as a file name
  Context context;              // the one used to reach it
  std::vector<Context> folded;  // other contexts of the same server and user

  friend bool operator==(const Cluster&, const Cluster&) = default;
};

}  // namespace oomscan
