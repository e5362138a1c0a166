// Stands between a client and an S3 server, and does to its requests what networks and busy servers do.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
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
#include <unistd.h>

namespace oomscan::store {

enum class Fault {
  none,
  slow_down,    // 503 SlowDown instead of an answer
  refused,      // 403 with a body that repeats keys, as S3 does
  cut_upload,   // the connection ends in the middle of the request; the server gets a part
  lost_answer,  // the server does it, and nobody hears of it
  away,         // the connection ends before anything is read
};

// Thread-safe. Faults are for requests of one method, in their order; what is left over stays for later ones.
class FaultProxy {
 public:
  // `upstream`: "http://127.0.0.1:PORT/...".
  explicit FaultProxy(const std::string& upstream) {
    const std::size_t colon = upstream.rfind(':');
    upstream_port_ = static_cast<in_port_t>(std::stoi(upstream.substr(colon + 1)));
    path_ = upstream.substr(upstream.find('/', colon));
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ready_ = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(listener_, 64) == 0 &&
             ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    url_ = "http://127.0.0.1:" + std::to_string(::ntohs(address.sin_port)) + path_;
    acceptor_ = std::jthread([this](const std::stop_token& stop) { accept_all(stop); });
  }
  ~FaultProxy() {
    acceptor_.request_stop();
    acceptor_.join();
    ::close(listener_);
  }
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  [[nodiscard]] bool is_ready() const { return ready_; }
  [[nodiscard]] const std::string& url() const { return url_; }
  void next(std::string_view method, std::vector<Fault> faults) {
    const std::lock_guard lock(mutex_);
    method_ = method;
    faults_.assign(faults.begin(), faults.end());
  }
  [[nodiscard]] std::size_t left() const {
    const std::lock_guard lock(mutex_);
    return faults_.size();
  }
  [[nodiscard]] int requests() const { return requests_; }

 private:
  static sockaddr_in loopback(in_port_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    address.sin_port = ::htons(port);
    return address;
  }
  static bool send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  Fault take(std::string_view head) {
    ++requests_;
    const std::lock_guard lock(mutex_);
    if (faults_.empty() || !head.starts_with(method_)) return Fault::none;
    const Fault fault = faults_.front();
    faults_.pop_front();
    return fault;
  }
  void accept_all(const std::stop_token& stop) {
    std::vector<std::jthread> connections;
    while (!stop.stop_requested()) {
      pollfd watched{listener_, POLLIN, 0};
      if (::poll(&watched, 1, 10) <= 0) continue;
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd >= 0) connections.emplace_back([this, fd](const std::stop_token& end) { serve(fd, end); });
    }
  }
  // A whole request; empty when the client has gone.
  static std::string request_of(int client, const std::stop_token& stop) {
    std::string request;
    std::size_t wanted = std::string::npos;
    std::array<char, 65536> piece{};
    while (!stop.stop_requested() && request.size() < wanted) {
      pollfd watched{client, POLLIN, 0};
      if (::poll(&watched, 1, 10) == 0) continue;
      const auto count = ::recv(client, piece.data(), piece.size(), 0);
      if (count <= 0) return {};
      request.append(piece.data(), static_cast<std::size_t>(count));
      const std::size_t end = request.find("\r\n\r\n");
      if (wanted != std::string::npos || end == std::string::npos) continue;
      const std::size_t length = request.find("Content-Length: ");
      wanted = end + 4 + (length < end ? std::stoul(request.substr(length + 16)) : 0);
    }
    return request;
  }
  static void answer(int client, std::string_view status, std::string_view code) {
    const std::string body = "<?xml version=\"1.0\"?><Error><Code>" + std::string(code) +
                             "</Code><Message>key AKIDSECRET, signature 0123</Message></Error>";
    send_all(client, "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: " + std::to_string(body.size()) +
                         "\r\n\r\n" + body);
  }
  void serve(int client, const std::stop_token& stop) {
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(upstream_port_);
    const bool connected = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    while (connected && !stop.stop_requested()) {
      const std::string request = request_of(client, stop);
      if (request.empty()) break;
      const Fault fault = take(request);
      if (fault == Fault::away) break;
      if (fault == Fault::slow_down) {
        answer(client, "503 Slow Down", "SlowDown");
        continue;
      }
      if (fault == Fault::refused) {
        answer(client, "403 Forbidden", "SignatureDoesNotMatch");
        continue;
      }
      if (fault == Fault::cut_upload) {
        send_all(server,
                 std::string_view(request).substr(0, request.size() - std::min<std::size_t>(request.size(), 20)));
        break;
      }
      send_all(server, request);
      if (!pass_answer(server, client, fault == Fault::lost_answer, stop)) break;
    }
    ::close(server);
    ::close(client);
  }
  // One answer, told by its length or by chunks; false: the connection is over.
  static bool pass_answer(int server, int client, bool lose, const std::stop_token& stop) {
    std::string whole;
    std::array<char, 65536> piece{};
    while (!stop.stop_requested()) {
      pollfd watched{server, POLLIN, 0};
      if (::poll(&watched, 1, 10) == 0) continue;
      const auto count = ::recv(server, piece.data(), piece.size(), 0);
      if (count <= 0) return false;
      whole.append(piece.data(), static_cast<std::size_t>(count));
      if (lose) return false;
      if (!send_all(client, {piece.data(), static_cast<std::size_t>(count)})) return false;
      const std::size_t end = whole.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      const std::size_t length = whole.find("Content-Length: ");
      if (length < end) {
        if (whole.size() >= end + 4 + std::stoul(whole.substr(length + 16))) return true;
      } else if (whole.find("Transfer-Encoding: chunked") > end || whole.ends_with("0\r\n\r\n")) {
        return true;
      }
    }
    return false;
  }

  in_port_t upstream_port_ = 0;
  std::string path_;
  int listener_ = -1;
  bool ready_ = false;
  std::string url_;
  mutable std::mutex mutex_;
  std::string method_;
  std::deque<Fault> faults_;
  std::atomic<int> requests_{0};
  std::jthread acceptor_;
};

}  // namespace oomscan::store
