#include "fleet_sim/kubeconfig.hpp"

#include "fleet_sim/continue_token.hpp"

namespace oomscan::fleet_sim {
namespace {

std::string yaml_text(const std::string& text) { return Json(text).dump(); }

std::string user_entry(const ClusterSpec& cluster, const std::string& user) { return user + "/" + cluster.host; }

std::string user_block(const SimCluster& cluster, const Identity& identity, const Authority& authority) {
  std::string text = "- name: " + yaml_text(user_entry(cluster.spec, identity.user)) + "\n  user:\n";
  if (identity.by_certificate) {
    const Certificate certificate = authority.issue_client(identity.user, identity.groups);
    text += "    client-certificate-data: " + base64(certificate.certificate_pem) + "\n";
    text += "    client-key-data: " + base64(certificate.key_pem) + "\n";
  } else {
    text += "    token: " + yaml_text(token_of(cluster.seed, cluster.spec, identity)) + "\n";
  }
  return text;
}

}  // namespace

std::string context_name(const ClusterSpec& cluster, const ContextSpec& context) {
  return context.namespace_name + "/" + cluster.host + "/" + context.user;
}

std::string kubeconfig_text(const FleetServer& fleet, const Authority& authority, bool tls) {
  std::string clusters;
  std::string contexts;
  std::string users;
  std::string current;
  for (std::size_t i = 0; i < fleet.size(); ++i) {
    const SimCluster& cluster = fleet.cluster(i);
    clusters += "- name: " + yaml_text(cluster.spec.host) + "\n  cluster:\n    server: " + fleet.url(i) + "\n";
    if (tls) clusters += "    certificate-authority-data: " + base64(authority.certificate_pem()) + "\n";
    for (const Identity& identity : cluster.spec.identities) users += user_block(cluster, identity, authority);
    for (const ContextSpec& context : cluster.spec.contexts) {
      const std::string name = context_name(cluster.spec, context);
      if (current.empty()) current = name;
      contexts += "- name: " + yaml_text(name) + "\n  context:\n    cluster: " + yaml_text(cluster.spec.host) +
                  "\n    namespace: " + yaml_text(context.namespace_name) +
                  "\n    user: " + yaml_text(user_entry(cluster.spec, context.user)) + "\n";
    }
  }
  return "apiVersion: v1\nkind: Config\npreferences: {}\nclusters:\n" + clusters + "contexts:\n" + contexts +
         "current-context: " + yaml_text(current) + "\nusers:\n" + users;
}

}  // namespace oomscan::fleet_sim
