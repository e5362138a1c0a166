// An HttpConnector without a network. What a request gets is decided by, in this order: fail_next, the answers queued
// with will_answer, the table filled by answer(target, ...), the function on_get; else 404. Requests are recorded.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "oomscan/ports/http_client.hpp"

namespace oomscan::fakes {

inline HttpResponse json_response(std::string body, int status = 200) {
  HttpResponse response;
  response.status = status;
  response.content_type = "application/json";
  response.body = std::move(body);
  return response;
}

// What clients of one FakeHttpConnector share. Thread-safe, but for on_get: set it before use.
class FakeHttpServer {
 public:
  struct Call {
    HttpEndpoint endpoint;
    HttpRequest request;
  };

  std::function<Result<HttpResponse>(const HttpRequest&, std::stop_token)> on_get;

  void fail_next(Error error) {
    const std::lock_guard lock(mutex_);
    errors_.push_back(std::move(error));
  }
  // Used once, whatever the target.
  void will_answer(Result<HttpResponse> answer) {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(answer));
  }
  // Used for every request of exactly this target.
  void answer(const std::string& target, HttpResponse response) {
    const std::lock_guard lock(mutex_);
    table_.insert_or_assign(target, std::move(response));
  }
  [[nodiscard]] std::vector<Call> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

  Result<HttpResponse> get(const HttpEndpoint& endpoint, const HttpRequest& request, std::stop_token stop) {
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back({endpoint, request});
      if (stop.stop_requested()) return Error{ErrorKind::cancelled, "stopped", ""};
      if (!errors_.empty()) {
        Error error = std::move(errors_.front());
        errors_.pop_front();
        return error;
      }
      if (!queue_.empty()) {
        Result<HttpResponse> queued = std::move(queue_.front());
        queue_.pop_front();
        return queued;
      }
      if (const auto found = table_.find(request.target); found != table_.end()) return found->second;
    }
    if (on_get) return on_get(request, std::move(stop));
    return json_response(R"({"kind":"Status","status":"Failure","reason":"NotFound","code":404})", 404);
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Call> calls_;
  std::deque<Error> errors_;
  std::deque<Result<HttpResponse>> queue_;
  std::map<std::string, HttpResponse> table_;
};

class FakeHttpClient : public HttpClient {
 public:
  explicit FakeHttpClient(std::shared_ptr<FakeHttpServer> server = std::make_shared<FakeHttpServer>(),
                          HttpEndpoint endpoint = {})
      : server_(std::move(server)), endpoint_(std::move(endpoint)) {}

  Result<HttpResponse> get(const HttpRequest& request, std::stop_token stop) override {
    return server_->get(endpoint_, request, std::move(stop));
  }
  [[nodiscard]] FakeHttpServer& server() { return *server_; }

 private:
  std::shared_ptr<FakeHttpServer> server_;
  HttpEndpoint endpoint_;
};

class FakeHttpConnector : public HttpConnector {
 public:
  [[nodiscard]] std::unique_ptr<HttpClient> connect(const HttpEndpoint& endpoint) override {
    const std::lock_guard lock(mutex_);
    endpoints_.push_back(endpoint);
    return std::make_unique<FakeHttpClient>(server_, endpoint);
  }
  [[nodiscard]] FakeHttpServer& server() { return *server_; }
  [[nodiscard]] std::vector<HttpEndpoint> endpoints() const {
    const std::lock_guard lock(mutex_);
    return endpoints_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<FakeHttpServer> server_ = std::make_shared<FakeHttpServer>();
  std::vector<HttpEndpoint> endpoints_;
};

}  // namespace oomscan::fakes
