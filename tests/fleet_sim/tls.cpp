#include "fleet_sim/tls.hpp"

#include <memory>

#include <openssl/pem.h>
#include <openssl/x509.h>

namespace oomscan::fleet_sim {
namespace {

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
using Cert = std::unique_ptr<X509, FreeCertificate>;
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

Bio open(const std::string& pem) { return Bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))); }

}  // namespace

bool configure_tls(SSL_CTX& context, const Certificate& server, const std::string& client_authority_pem) {
  const Cert certificate(PEM_read_bio_X509(open(server.certificate_pem).get(), nullptr, nullptr, nullptr));
  const Key key(PEM_read_bio_PrivateKey(open(server.key_pem).get(), nullptr, nullptr, nullptr));
  const Cert authority(PEM_read_bio_X509(open(client_authority_pem).get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr || key == nullptr || authority == nullptr) return false;
  SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
  if (SSL_CTX_use_certificate(&context, certificate.get()) != 1 || SSL_CTX_use_PrivateKey(&context, key.get()) != 1) {
    return false;
  }
  X509_STORE_add_cert(SSL_CTX_get_cert_store(&context), authority.get());
  SSL_CTX_add_client_CA(&context, authority.get());  // clients send a certificate only if told whose
  SSL_CTX_set_verify(&context, SSL_VERIFY_PEER, nullptr);
  // Needed for session resumption where client certificates are verified.
  static constexpr unsigned char kSessionContext[] = "fleet-sim";
  SSL_CTX_set_session_id_context(&context, kSessionContext, sizeof kSessionContext - 1);
  return true;
}

std::string certificate_user(const SSL* connection) {
  if (connection == nullptr) return "";
  X509* certificate = SSL_get0_peer_certificate(connection);
  if (certificate == nullptr) return "";
  char name[256] = "";
  if (X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name) < 0) return "";
  return name;
}

}  // namespace oomscan::fleet_sim
