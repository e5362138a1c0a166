#include "fleet_sim/certificates.hpp"

#include <atomic>
#include <stdexcept>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace oomscan::fleet_sim {
namespace {

constexpr long kBackdatedSeconds = 3600;
constexpr long kValidSeconds = 7L * 86400;
constexpr long kExpiredSinceSeconds = 600;

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Freer<X509_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

Key new_key() {
  Key key(EVP_EC_gen("P-256"));
  require(key != nullptr, "making a key");
  return key;
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(bio.get(), certificate) == 1, "writing a certificate");
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "writing a key");
  return text_of(bio.get());
}

void add_name(X509* certificate, const char* field, const std::string& value) {
  X509_NAME* name = X509_get_subject_name(certificate);
  require(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.c_str()),
                                     -1, -1, 0) == 1,
          "setting a name");
}

void add_extension(X509* certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
  require(extension != nullptr, "making an extension");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Cert new_certificate(EVP_PKEY* key) {
  static std::atomic<long> serial{1};
  Cert certificate(X509_new());
  require(certificate != nullptr, "making a certificate");
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kBackdatedSeconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kValidSeconds);
  X509_set_pubkey(certificate.get(), key);
  return certificate;
}

}  // namespace

struct Authority::Keys {
  Key key;
  Cert certificate;

  Certificate sign(EVP_PKEY* subject_key, X509* subject) const {
    X509_set_issuer_name(subject, X509_get_subject_name(certificate.get()));
    require(X509_sign(subject, key.get(), EVP_sha256()) > 0, "signing");
    return {pem_of(subject), pem_of(subject_key)};
  }
};

Authority::Authority() : keys_(std::make_unique<Keys>()) {
  keys_->key = new_key();
  keys_->certificate = new_certificate(keys_->key.get());
  add_name(keys_->certificate.get(), "CN", "fleet-sim-ca");
  add_extension(keys_->certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(keys_->certificate.get(), NID_key_usage, "critical,keyCertSign,digitalSignature");
  pem_ = keys_->sign(keys_->key.get(), keys_->certificate.get()).certificate_pem;
}

Authority::~Authority() = default;

Certificate Authority::issue_server(CertificateFlaw flaw) const {
  if (flaw == CertificateFlaw::unknown_authority) return Authority().issue_server();
  const Key key = new_key();
  const Cert certificate = new_certificate(key.get());
  if (flaw == CertificateFlaw::expired) {
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), -kExpiredSinceSeconds);
  }
  add_name(certificate.get(), "CN", "kube-apiserver");
  add_extension(certificate.get(), NID_subject_alt_name,
                flaw == CertificateFlaw::wrong_name ? "DNS:api.other.example" : "IP:127.0.0.1,DNS:localhost");
  add_extension(certificate.get(), NID_ext_key_usage, "serverAuth");
  return keys_->sign(key.get(), certificate.get());
}

Certificate Authority::issue_client(const std::string& user, const std::vector<std::string>& groups) const {
  const Key key = new_key();
  const Cert certificate = new_certificate(key.get());
  for (const std::string& group : groups) add_name(certificate.get(), "O", group);
  add_name(certificate.get(), "CN", user);
  add_extension(certificate.get(), NID_ext_key_usage, "clientAuth");
  return keys_->sign(key.get(), certificate.get());
}

}  // namespace oomscan::fleet_sim
