// A certificate authority made at start and thrown away at the end: nothing secret is stored with the sources.
// Not thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace oomscan::fleet_sim {

struct Certificate {
  std::string certificate_pem;
  std::string key_pem;
};

// What may be wrong with a server's certificate.
enum class CertificateFlaw { none, expired, wrong_name, unknown_authority };

class Authority {
 public:
  // Throws std::runtime_error if OpenSSL fails.
  Authority();
  ~Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  [[nodiscard]] const std::string& certificate_pem() const { return pem_; }
  // For 127.0.0.1 and localhost, but for what is wrong with it.
  [[nodiscard]] Certificate issue_server(CertificateFlaw flaw = CertificateFlaw::none) const;
  // CN = user, O = groups, as the API server reads client certificates.
  [[nodiscard]] Certificate issue_client(const std::string& user, const std::vector<std::string>& groups) const;

 private:
  struct Keys;
  std::unique_ptr<Keys> keys_;
  std::string pem_;
};

}  // namespace oomscan::fleet_sim
