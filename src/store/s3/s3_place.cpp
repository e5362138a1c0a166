#include "store/s3/s3_place.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "oomscan/model/names.hpp"
#include "oomscan/model/text.hpp"

namespace oomscan::store {
namespace {

constexpr std::string_view kScheme = "s3://";
constexpr std::string_view kDefaultRegion = "us-east-1";
constexpr std::size_t kFileBytesMax = std::size_t{1} << 20;
constexpr std::size_t kBucketBytesMin = 3;  // AWS' rules for names of buckets
constexpr std::size_t kBucketBytesMax = 63;

using Settings = std::map<std::string, std::string>;

// The lines "name = value" of one section; of a file that cannot be read, none.
Settings section_of(const std::string& path, const std::string& section) {
  Settings settings;
  std::ifstream file(path, std::ios::binary);
  std::string text(kFileBytesMax, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  std::istringstream lines(text);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    // Indented lines are of nested settings ("s3 =").
    if (!line.empty() && std::isspace(static_cast<unsigned char>(line.front())) != 0) continue;
    const std::string_view words = trimmed(line);
    if (words.empty() || words.front() == '#' || words.front() == ';') continue;
    if (words.front() == '[') {
      inside = words.size() > 2 && words.back() == ']' && trimmed(words.substr(1, words.size() - 2)) == section;
      continue;
    }
    const std::size_t equals = words.find('=');
    if (!inside || equals == std::string_view::npos) continue;
    settings.emplace(std::string(trimmed(words.substr(0, equals))), std::string(trimmed(words.substr(equals + 1))));
  }
  return settings;
}

std::string first_of(const Variables& variables, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const auto value = variables(name); value && !value->empty()) return *value;
  }
  return {};
}

Settings profile_settings(const Variables& variables) {
  const std::string home = variables("HOME").value_or("");
  std::string profile = first_of(variables, {"AWS_PROFILE", "AWS_DEFAULT_PROFILE"});
  if (profile.empty()) profile = "default";
  std::string credentials = first_of(variables, {"AWS_SHARED_CREDENTIALS_FILE"});
  if (credentials.empty()) credentials = home + "/.aws/credentials";
  std::string config = first_of(variables, {"AWS_CONFIG_FILE"});
  if (config.empty()) config = home + "/.aws/config";
  Settings settings = section_of(credentials, profile);
  settings.merge(section_of(config, profile == "default" ? profile : "profile " + profile));
  return settings;
}

bool is_bucket(std::string_view name) {
  return name.size() >= kBucketBytesMin && name.size() <= kBucketBytesMax &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-' || c == '.';
         });
}

Result<std::string> bucket_url(const S3Place& place, std::string endpoint) {
  if (endpoint.empty()) {
    // A bucket with dots would not match the certificate.
    return place.bucket.find('.') == std::string::npos
               ? fmt::format("https://{}.s3.{}.amazonaws.com", place.bucket, place.region)
               : fmt::format("https://s3.{}.amazonaws.com/{}", place.region, place.bucket);
  }
  while (endpoint.ends_with('/')) endpoint.pop_back();
  const bool url = endpoint.starts_with("https://") || endpoint.starts_with("http://");
  if (!url || endpoint.find_first_of("@?# \t\r\n") != std::string::npos) {
    return Error{ErrorKind::config, "the endpoint in AWS_ENDPOINT_URL is not an http or https address",
                 "it looks like https://s3.example:9000, without a user or a password"};
  }
  return endpoint + "/" + place.bucket;
}

}  // namespace

Variables process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);  // NOLINT: nothing in this program changes the environment
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
}

Result<S3Place> s3_place(std::string_view address, const Variables& variables) {
  std::string_view rest = address;
  if (rest.starts_with(kScheme)) rest.remove_prefix(kScheme.size());
  S3Place place;
  const std::size_t slash = rest.find('/');
  place.bucket = rest.substr(0, slash);
  if (!is_bucket(place.bucket)) {
    return Error{ErrorKind::usage, "the history's address names no bucket", "it looks like s3://bucket/prefix"};
  }
  if (slash != std::string_view::npos) place.prefix = rest.substr(slash + 1);
  while (place.prefix.ends_with('/')) place.prefix.pop_back();
  place.address = "s3://" + place.bucket + (place.prefix.empty() ? "" : "/" + printable(place.prefix));
  if (!place.prefix.empty()) place.prefix += '/';

  Settings profile = profile_settings(variables);
  place.access_key = first_of(variables, {"AWS_ACCESS_KEY_ID"});
  place.secret_key = first_of(variables, {"AWS_SECRET_ACCESS_KEY"});
  place.session_token = first_of(variables, {"AWS_SESSION_TOKEN"});
  if (place.access_key.empty() || place.secret_key.empty()) {
    place.access_key = profile["aws_access_key_id"];
    place.secret_key = profile["aws_secret_access_key"];
    place.session_token = profile["aws_session_token"];
  }
  if (place.access_key.empty() || place.secret_key.empty()) {
    return Error{ErrorKind::unauthorized, "there are no credentials for " + place.address,
                 "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE with keys in ~/.aws/credentials; "
                 "for SSO and roles: eval \"$(aws configure export-credentials --format env)\""};
  }
  place.region = first_of(variables, {"AWS_REGION", "AWS_DEFAULT_REGION"});
  if (place.region.empty()) place.region = profile["region"];
  if (place.region.empty()) place.region = kDefaultRegion;
  place.ca_bundle = first_of(variables, {"AWS_CA_BUNDLE"});
  if (place.ca_bundle.empty()) place.ca_bundle = profile["ca_bundle"];
  std::string endpoint = first_of(variables, {"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"});
  if (endpoint.empty()) endpoint = profile["endpoint_url"];
  const auto url = bucket_url(place, endpoint);
  if (!url) return url.error();
  place.url = *url;
  return place;
}

std::string percent_encoded(std::string_view text, bool keep_slashes) {
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte < 0x80 && std::isalnum(byte) != 0) || c == '-' || c == '.' || c == '_' || c == '~' ||
                       (keep_slashes && c == '/');
    if (plain) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", byte);
    }
  }
  return encoded;
}

}  // namespace oomscan::store
