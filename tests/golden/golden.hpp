// Compares with a file beside this one, byte by byte. OOMSCAN_UPDATE_GOLDEN=1 rewrites it: look at the diff before
// committing.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "paths/paths.hpp"

namespace oomscan::golden {

inline void expect_golden(const std::string& name, const std::string& actual) {
  const std::string path = source_dir() + "/tests/golden/" + name;
  if (std::getenv("OOMSCAN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(path, std::ios::binary);
    out << actual;
    ASSERT_TRUE(out.flush().good()) << "cannot write " << path;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in.good()) << "cannot read " << path << " (OOMSCAN_UPDATE_GOLDEN=1 makes it)";
  std::ostringstream expected;
  expected << in.rdbuf();
  EXPECT_EQ(actual, expected.str()) << "differs from " << path << " (OOMSCAN_UPDATE_GOLDEN=1 rewrites it)";
}

}  // namespace oomscan::golden
