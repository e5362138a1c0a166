#include "store/s3/s3_client.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <random>
#include <string_view>
#include <thread>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

#include "oomscan/model/text.hpp"
#include "store/s3/s3_answer.hpp"
#include "store/s3/s3_connection.hpp"

namespace oomscan::store {
namespace {

constexpr std::size_t kListBytesMax = std::size_t{16} << 20;

// Those after which the same request cannot do better.
bool is_final(CURLcode code) {
  return code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_PEER_FAILED_VERIFICATION ||
         code == CURLE_SSL_CACERT_BADFILE || code == CURLE_FILESIZE_EXCEEDED || code == CURLE_ABORTED_BY_CALLBACK;
}

Error no_answer(CURLcode code, std::string_view doing) {
  const std::string message = fmt::format("{}: {}", doing, ::curl_easy_strerror(code));
  if (code == CURLE_OPERATION_TIMEDOUT) return {ErrorKind::timed_out, message, "is the server up, and the network?"};
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE) {
    return {ErrorKind::unreachable, message, "name the certificates to trust in AWS_CA_BUNDLE"};
  }
  return {ErrorKind::unreachable, message, "is the server up, and the address right (AWS_ENDPOINT_URL)?"};
}

Error stopped() { return {ErrorKind::cancelled, "stopped while the history was asked", ""}; }

// False: stopped meanwhile.
bool wait(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace

S3Client::S3Client(S3Place place, S3Patience patience) : place_(std::move(place)), patience_(patience) {
  static std::once_flag once;
  std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
  for (std::size_t i = 0; i < kRequestsAtOnce; ++i) lines_.push_back(std::make_unique<S3Connection>());
}

S3Client::~S3Client() = default;

Result<S3Answer> S3Client::ask(S3Connection& line, const S3Request& request, std::stop_token stop) const {
  std::minstd_rand chance(std::random_device{}());
  std::chrono::milliseconds pause = patience_.first_wait;
  bool tried_before = false;
  for (int left = patience_.tries;; --left) {
    if (stop.stop_requested()) return stopped();
    S3Answer answer;
    const auto code = static_cast<CURLcode>(line.ask(place_, patience_, request, stop, answer));
    if (code == CURLE_ABORTED_BY_CALLBACK) return stopped();
    answer.tried_before = tried_before;
    const bool passing = code == CURLE_OK ? is_passing(answer.status, answer.body) : !is_final(code);
    if (code == CURLE_OK && !passing) return answer;
    if (code == CURLE_FILESIZE_EXCEEDED) {
      return Error{ErrorKind::bad_answer,
                   fmt::format("{}: larger than {} MiB", request.doing, request.answer_bytes_max >> 20), ""};
    }
    if (!passing || left <= 1) {
      return code == CURLE_OK ? refusal_of(answer.status, answer.body, request.doing) : no_answer(code, request.doing);
    }
    tried_before = tried_before || code != CURLE_OK || answer.status == 500;
    const auto less = std::chrono::milliseconds{
        std::uniform_int_distribution<std::int64_t>(0, std::max<std::int64_t>(pause.count() / 2, 0))(chance)};
    if (!wait(pause - less, stop)) return stopped();
    pause = std::min(pause * 2, patience_.wait_max);
  }
}

Result<void> S3Client::check(std::stop_token stop) {
  S3Request request;
  request.query = "list-type=2&max-keys=1&prefix=" + percent_encoded(place_.prefix, false);
  request.doing = "opening the history in " + place_.address;
  const auto answer = ask(*lines_.front(), request, std::move(stop));
  if (!answer) return answer.error();
  if (answer->status != 200) return refusal_of(answer->status, answer->body, request.doing);
  const auto page = parse_listing(answer->body);
  if (!page) return with_context(page.error(), request.doing);
  return {};
}

Result<std::vector<std::string>> S3Client::list(const std::string& prefix, std::stop_token stop) {
  std::vector<std::string> keys;
  std::string token;
  do {
    S3Request request;
    // In the order of their names.
    if (!token.empty()) request.query = "continuation-token=" + percent_encoded(token, false) + "&";
    request.query += "encoding-type=url&list-type=2&prefix=" + percent_encoded(prefix, false);
    request.answer_bytes_max = kListBytesMax;
    request.doing = "listing the runs in " + place_.address;
    const auto answer = ask(*lines_.front(), request, stop);
    if (!answer) return answer.error();
    if (answer->status != 200) return refusal_of(answer->status, answer->body, request.doing);
    auto page = parse_listing(answer->body);
    if (!page) return with_context(page.error(), request.doing);
    keys.insert(keys.end(), page->keys.begin(), page->keys.end());
    if (keys.size() > kObjectsMax || (!page->next.empty() && page->next == token)) {
      return Error{ErrorKind::bad_answer,
                   fmt::format("{}: more than {} objects, or a list without an end", request.doing, kObjectsMax),
                   "is the prefix a history's own?"};
    }
    token = page->next;
  } while (!token.empty());
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<Result<std::string>> S3Client::get(const std::vector<std::string>& keys, std::stop_token stop) {
  std::vector<std::optional<Result<std::string>>> answers(keys.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&](S3Connection& line) {
    for (std::size_t i = next++; i < keys.size(); i = next++) {
      S3Request request;
      request.key = percent_encoded(keys[i], true);
      request.doing = fmt::format("reading '{}' of {}", printable(keys[i]), place_.address);
      auto answer = ask(line, request, stop);
      if (!answer) {
        answers[i] = answer.error();
      } else if (answer->status != 200) {
        answers[i] = refusal_of(answer->status, answer->body, request.doing);
      } else {
        answers[i] = std::move(answer->body);
      }
    }
  };
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 1; i < std::min(lines_.size(), keys.size()); ++i)
      workers.emplace_back(work, std::ref(*lines_[i]));
    work(*lines_.front());
  }
  std::vector<Result<std::string>> all;
  for (auto& answer : answers) all.push_back(*std::move(answer));
  return all;
}

Result<bool> S3Client::put_new(const std::string& key, const std::string& bytes, std::stop_token stop) {
  S3Request request;
  request.method = "PUT";
  request.key = percent_encoded(key, true);
  request.bytes = &bytes;
  request.only_new = true;
  request.doing = fmt::format("writing '{}' to {}", printable(key), place_.address);
  auto answer = ask(*lines_.front(), request, stop);
  if (answer && answer->status == 501) {
    // A server without conditional writes. The name is of the content: what it may replace is the same.
    request.only_new = false;
    answer = ask(*lines_.front(), request, stop);
  }
  if (!answer) return answer.error();
  if (answer->status == 200 || answer->status == 204) return true;
  // There, but perhaps by a try of ours whose answer was lost.
  if (answer->status == 412) return answer->tried_before;
  return refusal_of(answer->status, answer->body, request.doing);
}

Result<void> S3Client::remove(const std::string& key, std::stop_token stop) {
  S3Request request;
  request.method = "DELETE";
  request.key = percent_encoded(key, true);
  request.doing = fmt::format("removing '{}' from {}", printable(key), place_.address);
  const auto answer = ask(*lines_.front(), request, std::move(stop));
  if (!answer) return answer.error();
  if (answer->status == 200 || answer->status == 204 || answer->status == 404) return {};
  return refusal_of(answer->status, answer->body, request.doing);
}

}  // namespace oomscan::store
