#include "fleet_sim/fleet_server.hpp"

#include <condition_variable>
#include <stdexcept>
#include <thread>

#include <httplib.h>

#include "fleet_sim/api.hpp"
#include "fleet_sim/connection_threads.hpp"
#include "fleet_sim/door_kind.hpp"
#include "fleet_sim/encoding.hpp"
#include "fleet_sim/fault_delivery.hpp"
#include "fleet_sim/http_doors.hpp"
#include "fleet_sim/status_answers.hpp"
#include "fleet_sim/tls.hpp"

namespace oomscan::fleet_sim {
namespace {

constexpr int kKeepAliveSeconds = 60;
constexpr std::size_t kKeepAliveRequests = 1'000'000;
constexpr int kPatienceSeconds = 300;  // for slow readers and writers

// One port: either a server or a closed one.
struct Door {
  std::unique_ptr<httplib::Server> server;
  std::unique_ptr<ClosedPort> closed;
  int port = 0;
  std::thread acceptor;
};

}  // namespace

struct FleetServer::Parts {
  ConnectionThreads threads;
  FaultScript faults;
  RequestLog log;
  std::vector<std::unique_ptr<SimCluster>> clusters;
  std::vector<std::unique_ptr<Door>> doors;
  Door control;
  bool tls = true;
  std::mutex stop_mutex;
  std::condition_variable stop_changed;
  bool stopping = false;

  // false: stopped before the time was over.
  bool pause(int milliseconds) {
    std::unique_lock lock(stop_mutex);
    return !stop_changed.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return stopping; });
  }

  // nullopt: credentials were shown and are not accepted.
  std::optional<const Identity*> authenticate(const SimCluster& cluster, const httplib::Request& request) const {
    const std::string header = request.get_header_value("Authorization");
    const std::string user = header.empty() ? certificate_user(request.ssl) : "";
    if (header.empty() && user.empty()) {
      // Clients send no credentials over plain HTTP, so whoever comes is the first identity.
      return tls || cluster.spec.identities.empty() ? nullptr : &cluster.spec.identities.front();
    }
    for (const Identity& identity : cluster.spec.identities) {
      const bool known = header.empty() ? identity.by_certificate && identity.user == user
                                        : header == "Bearer " + token_of(cluster.seed, cluster.spec, identity);
      if (known && !identity.expired) return &identity;
    }
    return std::nullopt;
  }

  void handle(const SimCluster& cluster, const httplib::Request& request, httplib::Response& response) {
    const std::string agent = request.get_header_value("User-Agent");
    const std::string& name = cluster.spec.name;
    log.begin(name, request.method, request.path, agent);
    const auto truth = [&](Query query) {
      const std::optional<const Identity*> identity = authenticate(cluster, request);
      query.identity = identity.value_or(nullptr);
      return negotiated(identity ? serve(cluster, query) : unauthorized(), query.accept, !cluster.protobuf.empty());
    };
    const int status = deliver(faults.hit(name, request.path, raw_query_of(request), agent), request, response, truth,
                               [this](int milliseconds) { return pause(milliseconds); });
    log.end(name, status);
  }

  void configure(httplib::Server& server) {
    server.new_task_queue = [this] { return new SharedQueue(threads); };
    server.set_keep_alive_max_count(kKeepAliveRequests);
    server.set_keep_alive_timeout(kKeepAliveSeconds);
    server.set_read_timeout(kPatienceSeconds);
    server.set_write_timeout(kPatienceSeconds);
    server.set_tcp_nodelay(true);
  }

  template <class Server>
  void listen(Door& door, std::unique_ptr<WideServer<Server>> server) {
    configure(*server);
    door.port = server->bind_to_any_port("127.0.0.1");
    if (door.port <= 0) throw std::runtime_error("no free port");
    server->widen();
    door.server = std::move(server);
    door.acceptor = std::thread([raw = door.server.get()] { raw->listen_after_bind(); });
  }

  template <class Server>
  void serve_cluster(Door& door, std::unique_ptr<WideServer<Server>> server, const SimCluster& cluster) {
    const auto answer = [this, &cluster](const httplib::Request& request, httplib::Response& response) {
      handle(cluster, request, response);
    };
    server->Get(".*", answer).Post(".*", answer).Put(".*", answer).Patch(".*", answer).Delete(".*", answer);
    listen(door, std::move(server));
  }

  void serve_control() {
    auto server = std::make_unique<WideServer<httplib::Server>>();
    server->Get("/_sim/requests", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(log.to_json().dump(1) + "\n", "application/json");
    });
    // Before routing: for a POST without Content-Length, as `curl -X POST` sends it, the library would wait for a body.
    server->set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (request.method != "POST" || request.path != "/_sim/reset") return httplib::Server::HandlerResponse::Unhandled;
      log.reset();
      response.status = 200;
      return httplib::Server::HandlerResponse::Handled;
    });
    server->Put("/_sim/faults", [this](const httplib::Request& request, httplib::Response& response) {
      try {
        faults.replace(faults_from_json(nlohmann::json::parse(request.body)));
      } catch (const std::exception& error) {
        response.status = 400;
        response.set_content(std::string(error.what()) + "\n", "text/plain");
      }
    });
    listen(control, std::move(server));
  }

  ~Parts() {
    {
      const std::lock_guard lock(stop_mutex);
      stopping = true;
    }
    stop_changed.notify_all();
    for (const auto& door : doors) close(*door);
    close(control);
  }

  static void close(Door& door) {
    if (!door.acceptor.joinable()) return;
    // `stop` before the acceptor runs would be lost.
    while (!door.server->is_running()) std::this_thread::yield();
    door.server->stop();
    door.acceptor.join();
  }
};

FleetServer::FleetServer(std::vector<std::unique_ptr<SimCluster>> clusters, const Authority& authority, bool tls,
                         std::vector<Fault> faults)
    : parts_(std::make_unique<Parts>()) {
  parts_->tls = tls;
  parts_->clusters = std::move(clusters);
  parts_->faults.replace(std::move(faults));
  for (const auto& cluster : parts_->clusters) {
    Door& door = *parts_->doors.emplace_back(std::make_unique<Door>());
    const DoorKind kind = cluster->spec.door;
    if (const std::optional<Silence> silence = silence_of(kind)) {
      door.closed = std::make_unique<ClosedPort>(*silence);
      door.port = door.closed->port;
    } else if (tls && kind != DoorKind::plain) {
      const Certificate certificate = authority.issue_server(flaw_of(kind));
      const std::function<bool(SSL_CTX&)> setup = [&](SSL_CTX& context) {
        return configure_tls(context, certificate, authority.certificate_pem());
      };
      parts_->serve_cluster(door, std::make_unique<WideServer<httplib::SSLServer>>(setup), *cluster);
    } else {
      parts_->serve_cluster(door, std::make_unique<WideServer<httplib::Server>>(), *cluster);
    }
  }
  parts_->serve_control();
}

FleetServer::~FleetServer() = default;

const SimCluster& FleetServer::cluster(std::size_t index) const { return *parts_->clusters[index]; }
std::size_t FleetServer::size() const { return parts_->clusters.size(); }

std::string FleetServer::url(std::size_t index) const {
  return std::string(parts_->tls ? "https" : "http") + "://127.0.0.1:" + std::to_string(parts_->doors[index]->port);
}

std::string FleetServer::control_url() const { return "http://127.0.0.1:" + std::to_string(parts_->control.port); }

}  // namespace oomscan::fleet_sim
