#include "fleet_sim/options.hpp"

#include <cstdio>
#include <ctime>
#include <fstream>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "fleet_sim/cluster_config.hpp"
#include "fleet_sim/presets.hpp"
#include "fleet_sim/scenarios.hpp"

namespace oomscan::fleet_sim {
namespace {

constexpr int kWrongUsage = 2;

std::chrono::sys_seconds parse_now(const std::string& text) {
  if (text.empty()) return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  std::tm parts{};
  const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (end == nullptr || *end != '\0') throw std::invalid_argument("--now wants a time like 2025-12-12T05:26:00Z");
  return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

// {"clusters": [...], which replace the preset's; "namespaces": [{"cluster", "name", "scenarios": ["oom-looping", ...],
// "pods"}], "faults": [...]}
void read_config(const std::string& path, SimOptions& options) {
  std::ifstream file(path);
  const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
  if (!json.is_object()) throw std::invalid_argument("'" + path + "' holds no JSON object");
  for (const auto& [key, value] : json.items()) {
    if (key == "faults") {
      options.faults = faults_from_json(value);
    } else if (key == "clusters") {
      options.fleet.clusters.clear();
      for (const nlohmann::json& entry : value) options.fleet.clusters.push_back(cluster_from_json(entry));
    } else if (key == "namespaces") {
      for (const nlohmann::json& entry : value) {
        const NamespaceSpec space = namespace_from_json(entry);
        const std::string cluster_name = entry.value("cluster", options.fleet.clusters.front().name);
        for (ClusterSpec& cluster : options.fleet.clusters) {
          if (cluster.name == cluster_name) cluster.namespaces.push_back(space);
        }
      }
    } else {
      throw std::invalid_argument("'" + path + "': unknown member '" + key + "'");
    }
  }
}

void list_names() {
  std::puts("presets:");
  for (const Preset& preset : presets()) {
    std::printf("  %-28s %s\n", std::string(preset.name).c_str(), std::string(preset.shows).c_str());
  }
  std::puts("scenarios:");
  for (const Scenario& scenario : scenarios()) {
    std::printf("  %-28s %s\n", std::string(scenario.name).c_str(), std::string(scenario.shows).c_str());
  }
}

}  // namespace

std::optional<SimOptions> parse_options(int argc, const char* const* argv, int& exit_code) {
  SimOptions options;
  Sizes sizes;
  std::string preset_name = "demo";
  std::string now;
  std::string tls = "on";
  std::string config;
  int latency_ms = 0;
  bool list = false;
  CLI::App app(
      "Plays a fleet of Kubernetes and OpenShift clusters for tests: writes DIR/kubeconfig, DIR/truth.json, "
      "DIR/control (a URL), DIR/pid and, once it listens, DIR/ready.");
  app.add_option("--dir", options.directory, "existing directory for those files");
  app.add_option("--preset", preset_name, "which fleet; see --list")->capture_default_str();
  app.add_option("--clusters", sizes.clusters, "how many clusters, where the preset has a number");
  app.add_option("--namespaces", sizes.namespaces, "namespaces per cluster, where the preset has a number");
  app.add_option("--pods", sizes.pods, "healthy pods per namespace, where the preset has a number");
  app.add_option("--pod-bytes", options.fleet.pod_bytes, "size of a pod as JSON, about")->capture_default_str();
  app.add_option("--seed", options.fleet.seed, "the same seed gives the same objects")->capture_default_str();
  app.add_option("--now", now, "the moment that all ages refer to; default: now");
  app.add_option("--tls", tls, "on, or off: plain HTTP, and everybody is the cluster's first identity")
      ->check(CLI::IsMember({"on", "off"}));
  app.add_option("--latency-ms", latency_ms, "delay of every answer");
  app.add_option("--config", config, "JSON file: clusters, more namespaces, faults");
  app.add_option(
      "--write-objects", options.objects_file,
      "write the namespaces, pods and Events of a fleet of one cluster to this file as a List, and DIR/truth.json; "
      "then end");
  app.add_option("--minor-version", options.fleet.minor_version,
                 "of Kubernetes 1; from 33 on lists are asked for whole")
      ->capture_default_str();
  app.add_flag("!--no-protobuf", options.fleet.protobuf, "serve JSON only, whatever is asked for");
  app.add_flag("--die-with-parent", options.die_with_parent, "end when the parent process ends");
  app.add_flag("--list", list, "print presets and scenarios");
  try {
    app.parse(argc, argv);
    if (list) {
      list_names();
      exit_code = 0;
      return std::nullopt;
    }
    if (options.directory.empty()) throw std::invalid_argument("--dir is missing");
    const Preset* preset = find_preset(preset_name);
    if (preset == nullptr) throw std::invalid_argument("no preset is named '" + preset_name + "'; see --list");
    options.fleet.now = parse_now(now);
    options.fleet.tls = tls == "on";
    preset->fill(options.fleet, sizes);
    if (!config.empty()) read_config(config, options);
    if (!options.objects_file.empty() && options.fleet.clusters.size() != 1) {
      throw std::invalid_argument("--write-objects wants a preset of one cluster");
    }
    if (latency_ms > 0) {
      Fault slow;
      slow.delay_ms = latency_ms;
      options.faults.push_back(slow);
    }
    return options;
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : kWrongUsage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    exit_code = kWrongUsage;
  }
  return std::nullopt;
}

}  // namespace oomscan::fleet_sim
