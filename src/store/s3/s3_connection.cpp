#include "store/s3/s3_connection.hpp"

#include <new>
#include <string_view>
#include <utility>

#include <curl/curl.h>

#include "oomscan/model/sha256.hpp"

namespace oomscan::store {
namespace {

constexpr const char* kUserAgent = "oom-scan/" OOMSCAN_VERSION;
// Slower than this over a minute is a connection that hangs.
constexpr long kBytesPerSecondMin = 1;
constexpr long kSlowSecondsMax = 30;

struct FreeList {
  void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
struct FreeHandle {
  void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
};

}  // namespace

class S3Connection::Transfer {
 public:
  Transfer() : handle_(::curl_easy_init()) {}

  CURLcode ask(const S3Place& place, const S3Patience& patience, const S3Request& request, const std::stop_token& stop,
               S3Answer& answer) {
    CURL* curl = handle_.get();
    if (curl == nullptr) return CURLE_OUT_OF_MEMORY;
    ::curl_easy_reset(curl);
    answer = {};
    reception_ = {&answer.body, request.answer_bytes_max, stop};
    upload_ = request.bytes != nullptr ? std::string_view(*request.bytes) : std::string_view{};
    std::string url = place.url;
    if (!request.key.empty()) url += "/" + request.key;
    if (!request.query.empty()) url += (request.key.empty() ? "/?" : "?") + request.query;
    ::curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    ::curl_easy_setopt(curl, CURLOPT_USERAGENT, kUserAgent);
    ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(patience.connect.count()));
    ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.request.count()));
    ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kBytesPerSecondMin);
    ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSlowSecondsMax);
    if (!place.ca_bundle.empty()) ::curl_easy_setopt(curl, CURLOPT_CAINFO, place.ca_bundle.c_str());
    ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Transfer::receive);
    ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reception_);
    ::curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &Transfer::goes_on);
    ::curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &reception_);
    ::curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    const auto headers = sign(place, request);
    ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    if (request.bytes != nullptr) {
      ::curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
      ::curl_easy_setopt(curl, CURLOPT_READFUNCTION, &Transfer::send);
      ::curl_easy_setopt(curl, CURLOPT_READDATA, &upload_);
      ::curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(upload_.size()));
    } else {
      ::curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method);
    }
    const CURLcode code = ::curl_easy_perform(curl);
    ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    return code == CURLE_WRITE_ERROR ? CURLE_FILESIZE_EXCEEDED : code;
  }

 private:
  struct Reception {
    std::string* body = nullptr;
    std::size_t bytes_max = 0;
    std::stop_token stop;
  };
  using Headers = std::unique_ptr<curl_slist, FreeList>;

  Headers sign(const S3Place& place, const S3Request& request) {
    CURL* curl = handle_.get();
    ::curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, ("aws:amz:" + place.region + ":s3").c_str());
    ::curl_easy_setopt(curl, CURLOPT_USERNAME, place.access_key.c_str());
    ::curl_easy_setopt(curl, CURLOPT_PASSWORD, place.secret_key.c_str());
    Headers headers;
    const auto add = [&headers](const std::string& line) {
      curl_slist* longer = ::curl_slist_append(headers.get(), line.c_str());
      if (longer == nullptr) return;
      [[maybe_unused]] const curl_slist* same = headers.release();
      headers.reset(longer);
    };
    // libcurl signs it, but does not send it by itself.
    add("x-amz-content-sha256: " + sha256_hex(upload_));
    if (!place.session_token.empty()) add("x-amz-security-token: " + place.session_token);
    if (request.only_new) add("If-None-Match: *");
    if (request.bytes != nullptr) {
      add("Content-Type: application/zstd");
      add("Expect:");  // a round trip for nothing
    }
    return headers;
  }

  static std::size_t receive(char* bytes, std::size_t, std::size_t count, void* context) {
    auto& reception = *static_cast<Reception*>(context);
    if (reception.body->size() + count > reception.bytes_max) return 0;
    try {
      reception.body->append(bytes, count);
    } catch (const std::bad_alloc&) {
      return 0;  // nothing may be thrown through C
    }
    return count;
  }
  static std::size_t send(char* to, std::size_t, std::size_t count, void* context) {
    auto& rest = *static_cast<std::string_view*>(context);
    const std::size_t sent = rest.copy(to, count);
    rest.remove_prefix(sent);
    return sent;
  }
  static int goes_on(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Reception*>(context)->stop.stop_requested() ? 1 : 0;
  }

  std::unique_ptr<CURL, FreeHandle> handle_;
  Reception reception_;
  std::string_view upload_;
};

S3Connection::S3Connection() : transfer_(std::make_unique<Transfer>()) {}
S3Connection::~S3Connection() = default;

int S3Connection::ask(const S3Place& place, const S3Patience& patience, const S3Request& request,
                      const std::stop_token& stop, S3Answer& answer) {
  return transfer_->ask(place, patience, request, stop, answer);
}

}  // namespace oomscan::store
