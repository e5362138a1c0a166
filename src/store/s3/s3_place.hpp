// Where an S3 history is and who asks: from its address and from AWS' usual variables and files.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "oomscan/model/result.hpp"

namespace oomscan::store {

struct S3Place {
  std::string address;  // "s3://bucket/prefix", for people
  std::string bucket;
  std::string prefix;  // empty, or ends with '/'
  std::string url;     // of the bucket, without a '/' at the end
  std::string region;  // us-east-1 where nothing says otherwise, as AWS' own tools do
  std::string access_key;
  std::string secret_key;     // never printed
  std::string session_token;  // empty: none; never printed
  std::string ca_bundle;      // a file; empty: the system's
};

// An environment variable; nullopt where it is not set.
using Variables = std::function<std::optional<std::string>(const char* name)>;
[[nodiscard]] Variables process_environment();

// Read, in this order: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN; AWS_PROFILE (else "default") in
// AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials) and AWS_CONFIG_FILE (~/.aws/config). AWS_REGION, AWS_DEFAULT_REGION;
// AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL; AWS_CA_BUNDLE.
// usage: no bucket. config: an endpoint that is no URL. unauthorized: no credentials anywhere.
[[nodiscard]] Result<S3Place> s3_place(std::string_view address, const Variables& variables);

// A path of unreserved characters, the rest percent-encoded as signatures want it; '/' stays if `keep_slashes`.
[[nodiscard]] std::string percent_encoded(std::string_view text, bool keep_slashes);

}  // namespace oomscan::store
