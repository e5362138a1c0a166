// One connection to an S3 server: a request, signed by libcurl (AWS Signature Version 4), and its answer. Redirects are
// not followed: a signature is for one server. Nothing is tried again here.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>

#include "store/s3/s3_place.hpp"

namespace oomscan::store {

struct S3Patience {
  int tries = 6;
  std::chrono::milliseconds first_wait{200};  // doubled each time, less up to half of it by chance
  std::chrono::milliseconds wait_max{10'000};
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds request{120'000};
};

inline constexpr std::size_t kObjectBytesMax = std::size_t{64} << 20;

struct S3Request {
  const char* method = "GET";
  std::string key;                     // percent-encoded; empty: the bucket itself
  std::string query;                   // sorted and percent-encoded, as signatures want it
  const std::string* bytes = nullptr;  // of a PUT
  bool only_new = false;
  std::size_t answer_bytes_max = kObjectBytesMax;
  std::string doing;
};

struct S3Answer {
  long status = 0;
  std::string body;
  bool tried_before = false;  // an earlier try may have reached the server
};

// One call at a time.
class S3Connection {
 public:
  S3Connection();
  ~S3Connection();
  S3Connection(const S3Connection&) = delete;
  S3Connection& operator=(const S3Connection&) = delete;

  // A CURLcode: 0 where there is an answer, whatever it says. CURLE_FILESIZE_EXCEEDED: larger than is allowed;
  // CURLE_ABORTED_BY_CALLBACK: stopped.
  [[nodiscard]] int ask(const S3Place& place, const S3Patience& patience, const S3Request& request,
                        const std::stop_token& stop, S3Answer& answer);

 private:
  class Transfer;
  std::unique_ptr<Transfer> transfer_;
};

}  // namespace oomscan::store
