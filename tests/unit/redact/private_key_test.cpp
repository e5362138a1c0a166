// Private keys as they turn up in logs, files and environments: whole, prefixed, on one line, cut.
#include <string>

#include <gtest/gtest.h>

#include "redact/redactor.hpp"

namespace oomscan::redact {
namespace {

const std::string kLine = "MIIEowIBAAKCAQEA0Zr3QkVqGq7hVZs1mQe1s0r2y7o3x8t6v5u4w3e2r1t0y9u8";
const std::string kMarker = "[redacted: private key]";

std::string redacted(std::string text) {
  make_redactor()->redact(text);
  std::string again = text;
  EXPECT_EQ(make_redactor()->redact(again), 0U) << text;
  return text;
}

std::string key(const std::string& label, const std::string& line_break) {
  return "-----BEGIN " + label + "-----" + line_break + kLine + line_break + kLine + line_break +
         "ab12==" + line_break + "-----END " + label + "-----";
}

TEST(PrivateKey, IsTakenWholeWhateverItsKind) {
  for (const std::string label : {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY",
                                  "ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK"}) {
    EXPECT_EQ(redacted("before\n" + key(label, "\n") + "\nafter\n"), "before\n" + kMarker + "\nafter\n");
  }
}

TEST(PrivateKey, IsTakenWithEveryKindOfLineBreak) {
  for (const std::string line_break : {"\n", "\r\n", "\\n", "\\r\\n", "\\\\n", " ", "\\n\" +\n  \""}) {
    EXPECT_EQ(redacted("x " + key("RSA PRIVATE KEY", line_break) + " y\nafter"), "x " + kMarker + " y\nafter")
        << line_break;
  }
}

TEST(PrivateKey, IsTakenFromLinesWithPrefixes) {
  const std::string prefix = "2025-12-12T05:25:40.123Z stderr F app-1 | ";
  EXPECT_EQ(redacted(prefix + key("RSA PRIVATE KEY", "\n" + prefix) + "\n" + prefix + "ready\n"),
            prefix + kMarker + "\n" + prefix + "ready\n");
}

TEST(PrivateKey, IsTakenWithItsHeaders) {
  EXPECT_EQ(redacted("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,8B0C\n\n" + kLine +
                     "\n-----END RSA PRIVATE KEY-----\nafter"),
            kMarker + "\nafter");
}

TEST(PrivateKey, IsTakenWithoutItsEnd) {
  EXPECT_EQ(redacted("-----BEGIN PRIVATE KEY-----\n" + kLine + "\n" + kLine), kMarker);
  EXPECT_EQ(redacted("-----BEGIN PRIVATE KEY-----\n" + kLine + "\nMIIE"), kMarker);
  EXPECT_EQ(redacted("-----BEGIN PRIVATE KEY-----\\n" + kLine + "\\nMIIE"), kMarker);
  EXPECT_EQ(redacted("-----BEGIN PRIVATE KEY-----\n" + kLine + "\nserving on port 8080\n"),
            kMarker + "\nserving on port 8080\n");
  EXPECT_EQ(redacted("-----BEGIN PRIVATE KEY-----\n" + kLine + "\n-----END PRIV"), kMarker);
}

TEST(PrivateKey, IsTakenWithoutItsBeginning) {
  EXPECT_EQ(redacted(kLine + "\n" + kLine + "\nab12==\n-----END RSA PRIVATE KEY-----\nafter"), kMarker + "\nafter");
  EXPECT_EQ(redacted("0Zr3Q\n" + kLine + "\n-----END PRIVATE KEY-----\nafter"), kMarker + "\nafter");
  EXPECT_EQ(redacted(kLine + "\\n" + kLine + "\\nab12==\\n-----END PRIVATE KEY-----\\n\"}\nafter"),
            kMarker + "\\n\"}\nafter");
  EXPECT_EQ(redacted("ready to serve\n" + kLine + "\n-----END PRIVATE KEY-----\nafter"),
            "ready to serve\n" + kMarker + "\nafter");
}

TEST(PrivateKey, IsTakenInBase64) {
  // "-----BEGIN RSA PRIVATE KEY-----\n" and so on
  EXPECT_EQ(redacted("client-key-data: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFBS0NBUUVB\nx"),
            "client-key-data: " + kMarker + "\nx");
  EXPECT_EQ(redacted("{\"tls.key\":\"LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUVvd0lCQUFLQ0FRRUE=\"}"),
            "{\"tls.key\":\"" + kMarker + "\"}");
}

TEST(PrivateKey, CertificatesAndPublicKeysStay) {
  for (const std::string label :
       {"CERTIFICATE", "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE REQUEST", "PGP PUBLIC KEY BLOCK"}) {
    const std::string text = "before\n" + key(label, "\n") + "\nafter\n";
    EXPECT_EQ(redacted(text), text);
  }
  const std::string both = key("CERTIFICATE", "\n") + "\n";
  EXPECT_EQ(redacted(both + key("PRIVATE KEY", "\n") + "\n" + both), both + kMarker + "\n" + both);
}

TEST(PrivateKey, SentencesAboutOneStay) {
  for (const std::string text :
       {"expected -----BEGIN RSA PUBLIC KEY----- but found none", "no -----END CERTIFICATE----- in file",
        "private key: not found", "loading private key from /etc/tls/tls.key"}) {
    EXPECT_EQ(redacted(text), text);
  }
}

}  // namespace
}  // namespace oomscan::redact
