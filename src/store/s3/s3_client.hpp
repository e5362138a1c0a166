// Objects of one bucket over HTTP, signed by libcurl (AWS Signature Version 4). Reads, writes new objects, removes;
// nothing is ever overwritten with other bytes. Requests have time limits; what may pass (a busy server, a lost
// connection) is tried again with growing waits. Redirects are not followed: a signature is for one server.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "oomscan/model/result.hpp"
#include "store/s3/s3_connection.hpp"
#include "store/s3/s3_place.hpp"

namespace oomscan::store {

inline constexpr std::size_t kObjectsMax = 1'000'000;  // of one history
inline constexpr std::size_t kRequestsAtOnce = 8;

// One call at a time. Errors: unauthorized, config (no such bucket, another region), unreachable, timed_out, throttled,
// bad_answer, cancelled. Neither keys nor tokens stand in an error.
class S3Client {
 public:
  S3Client(S3Place place, S3Patience patience);
  ~S3Client();
  S3Client(const S3Client&) = delete;
  S3Client& operator=(const S3Client&) = delete;

  // Whether the bucket can be asked at all.
  [[nodiscard]] Result<void> check(std::stop_token stop);
  // Keys that begin with `prefix`, ascending. bad_answer: more than kObjectsMax.
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& prefix, std::stop_token stop);
  // Each object's bytes, in the order of `keys`, up to kRequestsAtOnce at a time. not_found: it is gone;
  // bad_answer: larger than kObjectBytesMax.
  [[nodiscard]] std::vector<Result<std::string>> get(const std::vector<std::string>& keys, std::stop_token stop);
  // False: an object of this name was there, and is left as it is.
  [[nodiscard]] Result<bool> put_new(const std::string& key, const std::string& bytes, std::stop_token stop);
  // No error where it is not there.
  [[nodiscard]] Result<void> remove(const std::string& key, std::stop_token stop);

 private:
  Result<S3Answer> ask(S3Connection& line, const S3Request& request, std::stop_token stop) const;

  S3Place place_;
  S3Patience patience_;
  std::vector<std::unique_ptr<S3Connection>> lines_;
};

}  // namespace oomscan::store
