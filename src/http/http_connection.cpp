#include "http/http_connection.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <new>
#include <string_view>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>
#include <string.h>

#include "http/body.hpp"
#include "http/response_head.hpp"
#include "http/transfer_error.hpp"
#include "oomscan/posix/wipe.hpp"

namespace oomscan::http {
namespace {

// The server indents JSON for clients called curl, Wget or Mozilla: twice the bytes.
constexpr const char* kUserAgent = "oom-scan/" OOMSCAN_VERSION;
constexpr long kReceiveBufferBytes = 512L << 10;  // the most libcurl takes
// Only a safety net: data, the deadline and a stop wake us by themselves.
constexpr int kPollMilliseconds = 1'000;
constexpr std::chrono::milliseconds kTimeoutMax = std::chrono::hours{24};
constexpr long kOk = 200;
// Of one answer, interim answers and trailers included: libcurl keeps them all, and trailers need not end.
constexpr std::size_t kHeaderBytesMax = std::size_t{256} << 10;

struct FreeList {
  void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// libcurl's copies of a secret header do not outlive the request.
void wipe_lines(const HeaderList& list) {
  for (curl_slist* line = list.get(); line != nullptr; line = line->next) {
    ::explicit_bzero(line->data, std::string_view(line->data).size());
  }
}

// False: out of memory.
bool add_header(HeaderList& list, const std::string& line) {
  curl_slist* longer = ::curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return false;
  [[maybe_unused]] const curl_slist* same = list.release();
  list.reset(longer);
  return true;
}

// A line break would begin a header of its own, or a second request.
bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

struct Reception {
  CURL* easy = nullptr;
  Body body;
  BodyReceiver* receiver = nullptr;  // null: the body is kept
  std::chrono::milliseconds timeout{0};
  std::chrono::milliseconds silence_max{0};  // 0: the body has `timeout` for each stride
  bool begun = false;
  bool too_much = false;
  std::size_t header_bytes = 0;
  bool makes_no_sense = false;
  // Of a body that is passed on.
  std::size_t bytes_since_deadline_was_set = 0;
  std::chrono::steady_clock::time_point deadline{};

  void begin() {
    long status = 0;
    ::curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status != kOk) receiver = nullptr;  // the words of an error are for whoever reads statuses
    curl_off_t announced = -1;
    ::curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    if (receiver == nullptr && announced > 0 && !body.expect(static_cast<std::size_t>(announced))) too_much = true;
  }

  bool pass_on(std::string_view bytes) {
    if (silence_max.count() > 0) {
      deadline = std::chrono::steady_clock::now() + silence_max;
      return receiver->receive(bytes);
    }
    bytes_since_deadline_was_set += bytes.size();
    if (bytes_since_deadline_was_set >= kStreamStrideBytes) {
      bytes_since_deadline_was_set = 0;
      deadline = std::chrono::steady_clock::now() + timeout;
    }
    return receiver->receive(bytes);
  }
};

std::size_t receive(char* bytes, std::size_t, std::size_t count, void* context) {
  auto& reception = *static_cast<Reception*>(context);
  try {
    if (!std::exchange(reception.begun, true)) reception.begin();
    if (reception.receiver != nullptr) {
      if (reception.pass_on({bytes, count})) return count;
      reception.makes_no_sense = true;
      return 0;
    }
    if (!reception.too_much && reception.body.append({bytes, count})) return count;
    reception.too_much = true;
  } catch (const std::bad_alloc&) {
    // Nothing may be thrown through C; libcurl reports a write error.
  }
  return 0;
}

std::size_t receive_header(char* line, std::size_t, std::size_t count, void* context) {
  auto& reception = *static_cast<Reception*>(context);
  reception.header_bytes += count;
  // The empty line: the answer has begun, and may be silent for long before the first byte of its body.
  if (count <= 2 && line[0] == '\r' && reception.silence_max.count() > 0) {
    reception.deadline = std::chrono::steady_clock::now() + reception.silence_max;
  }
  return reception.header_bytes <= kHeaderBytesMax ? count : 0;
}

}  // namespace

// The multi handle rather than curl_easy_perform: it can be woken from another thread when a stop is requested. It also
// owns the connection that is reused.
struct HttpConnection::Handles {
  CURLM* multi = ::curl_multi_init();
  CURL* easy = ::curl_easy_init();

  Handles() = default;
  ~Handles() {
    ::curl_easy_cleanup(easy);
    ::curl_multi_cleanup(multi);
  }
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;

  // The transfer's result; nullopt if a stop came first. The easy handle is detached in any case. `deadline` is looked
  // at each time, for it may move.
  std::optional<CURLcode> perform(const std::stop_token& stop, const std::chrono::steady_clock::time_point& deadline) {
    const std::stop_callback wake(stop, [this] { ::curl_multi_wakeup(multi); });
    if (::curl_multi_add_handle(multi, easy) != CURLM_OK) return CURLE_OUT_OF_MEMORY;
    std::optional<CURLcode> result;
    int running = 1;
    while (!stop.stop_requested()) {
      if (::curl_multi_perform(multi, &running) != CURLM_OK) {
        result = CURLE_OUT_OF_MEMORY;
        break;
      }
      if (running == 0) {
        int left = 0;
        const CURLMsg* message = ::curl_multi_info_read(multi, &left);
        result = message != nullptr ? message->data.result : CURLE_RECV_ERROR;
        break;
      }
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0) {
        result = CURLE_OPERATION_TIMEDOUT;
        break;
      }
      const auto nap = std::min<std::chrono::milliseconds::rep>(left.count(), kPollMilliseconds);
      ::curl_multi_poll(multi, nullptr, 0, static_cast<int>(nap), nullptr);
    }
    ::curl_multi_remove_handle(multi, easy);
    return result;
  }
};

std::unique_ptr<HttpConnection> HttpConnection::open(const HttpEndpoint& endpoint) {
  auto handles = std::make_unique<Handles>();
  if (handles->multi == nullptr || handles->easy == nullptr) return nullptr;
  return std::unique_ptr<HttpConnection>(new HttpConnection(endpoint, std::move(handles)));
}

HttpConnection::HttpConnection(const HttpEndpoint& endpoint, std::unique_ptr<Handles> handles)
    : endpoint_(endpoint),
      peer_(peer_name(endpoint.base_url, endpoint.unix_socket_path)),
      handles_(std::move(handles)) {
  CURL* easy = handles_->easy;
  ::curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  ::curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  ::curl_easy_setopt(easy, CURLOPT_USERAGENT, kUserAgent);
  ::curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
  ::curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  // A name that is still being resolved must not hold up a stop.
  ::curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  // "." and ".." in a path are the server's business.
  ::curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  ::curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &receive);
  ::curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &receive_header);
  if (!endpoint_.unix_socket_path.empty()) {
    ::curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, endpoint_.unix_socket_path.c_str());
    ::curl_easy_setopt(easy, CURLOPT_PROXY, "");
  }
  if (!endpoint_.ca_file.empty()) ::curl_easy_setopt(easy, CURLOPT_CAINFO, endpoint_.ca_file.c_str());
  if (!endpoint_.ca_pem.empty()) {
    curl_blob blob{endpoint_.ca_pem.data(), endpoint_.ca_pem.size(), CURL_BLOB_COPY};
    ::curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &blob);
  }
  // The system's directory would be trusted beside the authorities that were named.
  if (!endpoint_.ca_file.empty() || !endpoint_.ca_pem.empty()) ::curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
}

HttpConnection::~HttpConnection() = default;

Result<HttpResponse> HttpConnection::get(const HttpRequest& request, const std::stop_token& stop) {
  const Error out_of_memory{ErrorKind::io, "out of memory", "do less at once"};
  HeaderList headers;
  for (const auto& [name, value] : request.headers) {
    if (!is_one_line(name) || !is_one_line(value)) {
      return Error{ErrorKind::usage, "a request header holds a line break", ""};
    }
    if (!add_header(headers, name + ": " + value)) return out_of_memory;
  }
  if (!request.bearer_token.empty()) {
    if (!is_one_line(request.bearer_token)) return Error{ErrorKind::usage, "the token holds a line break", ""};
    std::string line = "Authorization: Bearer " + request.bearer_token;
    const Wiper wiper(line);
    if (!add_header(headers, line)) return out_of_memory;
  }

  CURL* easy = handles_->easy;
  const auto timeout = std::clamp(request.timeout, std::chrono::milliseconds{1}, kTimeoutMax);
  const std::size_t likely_bytes = request.receiver == nullptr ? likely_bytes_ : 0;
  Reception reception{easy, Body(request.body_bytes_max, request.body_overflow, likely_bytes), request.receiver,
                      timeout, std::min(request.silence_max, kTimeoutMax)};
  reception.deadline = std::chrono::steady_clock::now() + timeout;
  std::array<char, CURL_ERROR_SIZE> details{};
  ::curl_easy_setopt(easy, CURLOPT_URL, (endpoint_.base_url + request.target).c_str());
  ::curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  ::curl_easy_setopt(easy, CURLOPT_WRITEDATA, &reception);
  ::curl_easy_setopt(easy, CURLOPT_HEADERDATA, &reception);
  ::curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, details.data());
  const std::string* const sent = request.content ? &request.content->body : (request.form ? &*request.form : nullptr);
  if (sent != nullptr) {
    ::curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sent->size()));
    ::curl_easy_setopt(easy, CURLOPT_POSTFIELDS, sent->c_str());
  }
  if (request.content) ::curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.content->method.c_str());
  const std::optional<CURLcode> code = handles_->perform(stop, reception.deadline);
  // They point to what ends with this call.
  ::curl_easy_setopt(easy, CURLOPT_HTTPHEADER, nullptr);
  wipe_lines(headers);
  ::curl_easy_setopt(easy, CURLOPT_WRITEDATA, nullptr);
  ::curl_easy_setopt(easy, CURLOPT_HEADERDATA, nullptr);
  ::curl_easy_setopt(easy, CURLOPT_POSTFIELDS, nullptr);
  ::curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, nullptr);
  ::curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  ::curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);

  if (!code) return Error{ErrorKind::cancelled, fmt::format("stopped while asking {}", peer_), ""};
  if (reception.too_much) {
    return Error{ErrorKind::bad_answer,
                 fmt::format("the answer of {} is larger than {} bytes", peer_, request.body_bytes_max), ""};
  }
  if (reception.header_bytes > kHeaderBytesMax) {
    return Error{ErrorKind::bad_answer,
                 fmt::format("the answer of {} has more than {} bytes of headers", peer_, kHeaderBytesMax), ""};
  }
  if (reception.makes_no_sense) return Error{ErrorKind::bad_answer, fmt::format("{} sent nonsense", peer_), ""};
  if (*code != CURLE_OK) {
    FailedTransfer failed{*code, 0, peer_, details.data(),
                          reception.receiver != nullptr && reception.begun && request.silence_max.count() > 0
                              ? reception.silence_max
                              : timeout};
    ::curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &failed.error_number);
    return *code == CURLE_WRITE_ERROR ? out_of_memory : transfer_error(failed);
  }

  HttpResponse response;
  long status = 0;
  ::curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  const char* type = nullptr;
  ::curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
  if (type != nullptr) response.content_type = bare_content_type(type);
  curl_header* header = nullptr;
  if (::curl_easy_header(easy, "Retry-After", 0, CURLH_HEADER, -1, &header) == CURLHE_OK) {
    response.retry_after = parse_retry_after(header->value, std::time(nullptr));
  }
  if (::curl_easy_header(easy, "Date", 0, CURLH_HEADER, -1, &header) == CURLHE_OK) {
    response.date = parse_http_date(header->value);
  }
  response.body_bytes_dropped = reception.body.dropped();
  response.body = reception.body.take();
  if (request.receiver == nullptr) likely_bytes_ = response.body.size() + response.body.size() / 8;
  return response;
}

}  // namespace oomscan::http
