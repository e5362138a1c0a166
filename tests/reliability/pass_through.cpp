// pass_through: stands before a real API server and hands every request on, but for those that a script of faults hits
// (see fleet_sim/faults.hpp; "cluster" names a door). Usage: pass_through --dir DIR --upstream https://HOST:PORT
// --upstream-ca FILE --door NAME[=KIND] ... --config FILE. Writes DIR/doors.json ({NAME: URL}), DIR/ca.crt and, once it
// listens, DIR/ready. Ends with its parent.
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>

#include <CLI/CLI.hpp>
#include <httplib.h>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <unistd.h>

#include "fleet_sim/certificates.hpp"
#include "fleet_sim/cluster_config.hpp"
#include "fleet_sim/connection_threads.hpp"
#include "fleet_sim/fault_delivery.hpp"
#include "fleet_sim/http_doors.hpp"
#include "fleet_sim/tls.hpp"

namespace {

using namespace oomscan::fleet_sim;

constexpr int kUpstreamSeconds = 60;

struct Options {
  std::string directory;
  std::string upstream;
  std::string upstream_ca;
  std::string config;
  std::vector<std::string> doors;
};

// The request as the client sent it, on a connection of its own; its credentials go nowhere else.
Answer ask_upstream(const Options& options, const httplib::Request& request, const Query& query) {
  httplib::Client client(options.upstream);
  client.set_ca_cert_path(options.upstream_ca);
  client.enable_server_certificate_verification(true);
  client.set_read_timeout(kUpstreamSeconds);
  httplib::Headers headers{{"Accept", query.accept}};
  for (const char* name : {"Authorization", "User-Agent"}) {
    if (request.has_header(name)) headers.emplace(name, request.get_header_value(name));
  }
  Answer answer;
  const httplib::Result result = client.Get(request.target, headers);
  if (!result) {
    answer.status = 502;
    answer.head = "the pass-through cannot reach the server: " + httplib::to_string(result.error()) + "\n";
    answer.content_type = "text/plain";
    return answer;
  }
  answer.status = result->status;
  answer.content_type = result->get_header_value("Content-Type");
  answer.head = result->body;
  return answer;
}

class PassThrough {
 public:
  PassThrough(const Options& options, const Authority& authority) : options_(options) {
    std::ifstream file(options.config);
    faults_.replace(faults_from_json(nlohmann::json::parse(file)));
    for (const std::string& door : options.doors) open(door, authority);
  }

  [[nodiscard]] const nlohmann::json& urls() const { return urls_; }

 private:
  void open(const std::string& door, const Authority& authority) {
    const std::size_t equals = door.find('=');
    const std::string name = door.substr(0, equals);
    const DoorKind kind = door_from(equals == std::string::npos ? "open" : door.substr(equals + 1));
    int port = 0;
    if (const std::optional<Silence> silence = silence_of(kind)) {
      port = silent_.emplace_back(std::make_unique<ClosedPort>(*silence))->port;
    } else {
      const Certificate certificate = authority.issue_server(flaw_of(kind));
      const std::function<bool(SSL_CTX&)> setup = [&](SSL_CTX& context) {
        return configure_tls(context, certificate, authority.certificate_pem());
      };
      auto server = std::make_unique<WideServer<httplib::SSLServer>>(setup);
      server->new_task_queue = [this] { return new SharedQueue(threads_); };
      server->Get(".*", [this, name](const httplib::Request& request, httplib::Response& response) {
        const std::string agent = request.get_header_value("User-Agent");
        deliver(
            faults_.hit(name, request.path, raw_query_of(request), agent), request, response,
            [&](const Query& query) { return ask_upstream(options_, request, query); },
            [](int milliseconds) {
              std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
              return true;
            });
      });
      port = server->bind_to_any_port("127.0.0.1");
      if (port <= 0) throw std::runtime_error("no free port");
      server->widen();
      std::thread([raw = server.get()] { raw->listen_after_bind(); }).detach();
      servers_.push_back(std::move(server));
    }
    urls_[name] = "https://127.0.0.1:" + std::to_string(port);
  }

  const Options& options_;
  ConnectionThreads threads_;
  FaultScript faults_;
  std::vector<std::unique_ptr<WideServer<httplib::SSLServer>>> servers_;
  std::vector<std::unique_ptr<ClosedPort>> silent_;
  nlohmann::json urls_ = nlohmann::json::object();
};

int run(const Options& options, const sigset_t& endings) {
  const Authority authority;
  // Never taken down: it ends by _Exit, whoever still keeps a connection open.
  const auto* doors = new PassThrough(options, authority);
  const std::filesystem::path directory = options.directory;
  std::ofstream(directory / "ca.crt") << authority.certificate_pem();
  std::ofstream(directory / "doors.json") << doors->urls().dump() << "\n";
  std::ofstream(directory / "ready") << "";
  int signal = 0;
  sigwait(&endings, &signal);
  std::_Exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Stands before an API server and injects faults.");
  app.add_option("--dir", options.directory)->required();
  app.add_option("--upstream", options.upstream)->required();
  app.add_option("--upstream-ca", options.upstream_ca)->required();
  app.add_option("--config", options.config)->required();
  app.add_option("--door", options.doors)->required();
  CLI11_PARSE(app, argc, argv);
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGTERM);
  sigaddset(&endings, SIGINT);
  pthread_sigmask(SIG_BLOCK, &endings, nullptr);
  try {
    return run(options, endings);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}
