// Skips everything (77, as ctest is told) where there is no Prometheus to run.
#include <iostream>

#include <gmock/gmock.h>

#include "prometheus/real_prometheus.hpp"

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  if (!oomscan::prometheus_test::can_run_prometheus()) {
    std::cout << "skipped: no prometheus or promtool on the PATH\n";
    return 77;
  }
  return RUN_ALL_TESTS();
}
