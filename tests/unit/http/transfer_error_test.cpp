#include "http/transfer_error.hpp"

#include <cerrno>

#include <gtest/gtest.h>

namespace oomscan::http {
namespace {

Error of(int curl_code, long error_number = 0, std::string_view details = {}) {
  return transfer_error({curl_code, error_number, "'prom.example'", details, std::chrono::milliseconds(2'500)});
}

// The numbers are libcurl's (curl.h), which never change.
TEST(TransferError, TellsApartWhyNobodyAnswered) {
  EXPECT_EQ(of(7, ECONNREFUSED).message, "connection to 'prom.example' refused");
  EXPECT_EQ(of(7, ENETUNREACH).message, "cannot connect to 'prom.example': network is unreachable");
  EXPECT_EQ(of(6).message, "the name 'prom.example' could not be resolved");
  EXPECT_EQ(of(60, 0, "self-signed certificate").message,
            "the certificate of 'prom.example' is not trusted (self-signed certificate)");
  for (const int code : {7, 6, 60, 18, 56, 52}) EXPECT_EQ(of(code).kind, ErrorKind::unreachable) << code;
}

TEST(TransferError, SaysHowLongWasWaited) {
  EXPECT_EQ(of(28).kind, ErrorKind::timed_out);
  EXPECT_EQ(of(28).message, "no whole answer from 'prom.example' within 2.5 s");
}

TEST(TransferError, LetsNoControlCharacterThrough) {
  EXPECT_EQ(of(60, 0, "bad\x1b[31m\nname").message.find_first_of("\x1b\n"), std::string::npos);
}

TEST(PeerName, HoldsNeitherPasswordNorPath) {
  EXPECT_EQ(peer_name("https://user:secret@prom.example:9091/prefix", ""), "'prom.example:9091'");
  EXPECT_EQ(peer_name("https://user:p@ss@prom.example", ""), "'prom.example'");
  EXPECT_EQ(peer_name("prom.example?token=secret", ""), "'prom.example'");
  EXPECT_EQ(peer_name("http://localhost", "/run/socket"), "'/run/socket'");
}

}  // namespace
}  // namespace oomscan::http
