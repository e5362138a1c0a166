// What cpp-httplib needs on top to serve a fleet from one process: a longer listening queue, threads shared by all
// servers, and ports on which nobody answers.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fleet_sim/connection_threads.hpp"
#include "fleet_sim/door_kind.hpp"

namespace oomscan::fleet_sim {

inline constexpr int kBacklog = 512;  // the library's own, 5, turns bursts of connections into seconds of SYN retries

// A server with a listening queue of our own length.
template <class Server>
class WideServer : public Server {
 public:
  using Server::Server;
  void widen() { ::listen(this->svr_sock_, kBacklog); }
};

// One server's connections among all: its tasks refer to the server, so it may not go before they have ended.
class SharedQueue : public httplib::TaskQueue {
 public:
  explicit SharedQueue(ConnectionThreads& threads) : threads_(threads) {}

  void enqueue(std::function<void()> task) override {
    {
      const std::lock_guard lock(mutex_);
      ++tasks_;
    }
    threads_.run([this, task = std::move(task)] {
      task();
      const std::lock_guard lock(mutex_);
      --tasks_;
      ended_.notify_all();
    });
  }

  void shutdown() override {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return tasks_ == 0; });
  }

 private:
  ConnectionThreads& threads_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t tasks_ = 0;
};

// A port that nobody else gets and nobody answers on.
struct ClosedPort {
  int socket = -1;
  int port = 0;
  explicit ClosedPort(Silence silence = Silence::refuses) {
    socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
      throw std::runtime_error("no free port");
    }
    port = ntohs(address.sin_port);
    if (silence == Silence::refuses) return;
    ::listen(socket, silence == Silence::ignores ? kBacklog : 0);
    if (silence == Silence::swallows) {
      // The queue holds one more than its length; the rest waits for ever, half open.
      for (int& filling : fillings) {
        filling = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        ::connect(filling, reinterpret_cast<sockaddr*>(&address), size);
      }
    }
  }
  ~ClosedPort() {
    ::close(socket);
    for (const int filling : fillings) {
      if (filling >= 0) ::close(filling);
    }
  }
  std::array<int, 3> fillings{-1, -1, -1};
  ClosedPort(const ClosedPort&) = delete;
  ClosedPort& operator=(const ClosedPort&) = delete;
};

}  // namespace oomscan::fleet_sim
