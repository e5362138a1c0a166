// fleet_sim: see --help. Says nothing unless something is wrong.
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <sys/prctl.h>
#include <unistd.h>

#include "fleet_sim/fleet_server.hpp"
#include "fleet_sim/kubeconfig.hpp"
#include "fleet_sim/object_list.hpp"
#include "fleet_sim/options.hpp"
#include "fleet_sim/truth.hpp"

namespace {

using namespace oomscan::fleet_sim;

// Whole or not there: a test that waits for the file must not read half of it.
void write_file(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path temporary = path.string() + ".new";
  std::ofstream file(temporary);
  file << text;
  file.close();
  if (!file) throw std::runtime_error("cannot write '" + temporary.string() + "'");
  std::filesystem::permissions(temporary, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::rename(temporary, path);
}

int run(const SimOptions& options, const sigset_t& endings) {
  const Authority authority;
  std::vector<std::unique_ptr<SimCluster>> clusters;
  for (const ClusterSpec& spec : options.fleet.clusters) clusters.push_back(build_cluster(options.fleet, spec));
  const FleetServer fleet(std::move(clusters), authority, options.fleet.tls, options.faults);

  const std::filesystem::path directory = options.directory;
  if (!options.objects_file.empty()) {
    write_file(directory / "truth.json", truth_of(fleet, options.fleet).dump(1) + "\n");
    write_file(options.objects_file, object_list_text(fleet.cluster(0)));
    return 0;
  }
  write_file(directory / "kubeconfig", kubeconfig_text(fleet, authority, options.fleet.tls));
  write_file(directory / "truth.json", truth_of(fleet, options.fleet).dump(1) + "\n");
  write_file(directory / "control", fleet.control_url() + "\n");
  write_file(directory / "pid", std::to_string(::getpid()) + "\n");
  write_file(directory / "ready", "");

  int signal = 0;
  sigwait(&endings, &signal);
  std::error_code ignored;
  std::filesystem::remove(directory / "ready", ignored);
  // Connections that clients keep open would hold up an orderly end.
  std::_Exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  int exit_code = 0;
  const auto options = parse_options(argc, argv, exit_code);
  if (!options) return exit_code;
  const pid_t parent = ::getppid();
  if (options->die_with_parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) return 1;  // it died before we asked
  }
  std::signal(SIGPIPE, SIG_IGN);
  // Blocked before any thread starts, so that only sigwait sees them.
  sigset_t endings;
  sigemptyset(&endings);
  sigaddset(&endings, SIGTERM);
  sigaddset(&endings, SIGINT);
  sigaddset(&endings, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &endings, nullptr);
  try {
    return run(*options, endings);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}
