// A tiny server for tests: accepts connections on 127.0.0.1 or a unix socket and lets a function answer each request
// with raw bytes, so that broken answers can be given too.
#pragma once

#include <atomic>
#include <cstring>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace oomscan::http {

// One accepted connection, as the answering function sees it.
class Connection {
 public:
  Connection(int fd, std::stop_token stop) : fd_(fd), stop_(std::move(stop)) {}

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // Sends nothing more and waits until the client goes away, or the server ends.
  void hang() const {
    while (!stop_.stop_requested() && !has_gone()) {
    }
  }
  void close() { open_ = false; }
  [[nodiscard]] bool is_open() const { return open_; }

  // Reads up to and including the empty line that ends a request; empty if the client has gone.
  [[nodiscard]] std::string read_request() const {
    std::string request;
    while (!stop_.stop_requested() && !request.ends_with("\r\n\r\n")) {
      pollfd watched{fd_, POLLIN, 0};
      if (::poll(&watched, 1, 10) == 0) continue;
      char byte = 0;
      if (::recv(fd_, &byte, 1, 0) <= 0) return {};
      request += byte;
    }
    return request;
  }

 private:
  [[nodiscard]] bool has_gone() const {
    pollfd watched{fd_, POLLIN, 0};
    if (::poll(&watched, 1, 10) == 0) return false;
    char byte = 0;
    return ::recv(fd_, &byte, 1, 0) <= 0;
  }

  int fd_;
  std::stop_token stop_;
  bool open_ = true;
};

// Thread-safe; `answer` is called from a thread per connection.
class RawHttpServer {
 public:
  using Answer = std::function<void(const std::string& request, Connection& connection)>;

  // On an ephemeral port of 127.0.0.1, or, if a path is given, on a unix socket.
  explicit RawHttpServer(Answer answer, const std::string& unix_socket_path = {}) : answer_(std::move(answer)) {
    if (unix_socket_path.empty()) {
      listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
      socklen_t size = sizeof address;
      ready_ = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(listener_, 64) == 0 &&
               ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
      url_ = "http://127.0.0.1:" + std::to_string(::ntohs(address.sin_port));
    } else {
      listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockaddr_un address{};
      address.sun_family = AF_UNIX;
      unix_socket_path.copy(address.sun_path, sizeof address.sun_path - 1);
      ready_ =
          ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(listener_, 64) == 0;
      url_ = "http://localhost";
    }
    acceptor_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
  }
  ~RawHttpServer() {
    acceptor_.request_stop();
    acceptor_.join();
    ::close(listener_);
  }
  RawHttpServer(const RawHttpServer&) = delete;
  RawHttpServer& operator=(const RawHttpServer&) = delete;

  [[nodiscard]] bool is_ready() const { return ready_; }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] int accepts() const { return accepts_; }
  [[nodiscard]] std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void accept_all(const std::stop_token& stop) {
    std::vector<std::jthread> connections;
    while (!stop.stop_requested()) {
      pollfd watched{listener_, POLLIN, 0};
      if (::poll(&watched, 1, 10) <= 0) continue;
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) continue;
      ++accepts_;
      connections.emplace_back([this, fd, stop] { serve(fd, stop); });
    }
  }
  void serve(int fd, const std::stop_token& stop) {
    Connection connection(fd, stop);
    while (connection.is_open()) {
      const std::string request = connection.read_request();
      if (request.empty()) break;
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      answer_(request, connection);
    }
    ::close(fd);
  }

  Answer answer_;
  int listener_ = -1;
  bool ready_ = false;
  std::string url_;
  std::atomic<int> accepts_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::jthread acceptor_;  // last: it uses the others
};

}  // namespace oomscan::http
