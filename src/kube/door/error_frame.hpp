// What error messages and hints of one session need to know.
#pragma once

#include <chrono>
#include <string>

namespace oomscan::kube {

struct ErrorFrame {
  std::string tool;    // "oc"
  std::string server;  // "https://api.example:6443"; may be empty
  std::chrono::milliseconds request_timeout{45'000};
};

}  // namespace oomscan::kube
