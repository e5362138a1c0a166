// One test a case, named after its folder: corpus.<case>.
#include <exception>
#include <iostream>

#include <gmock/gmock.h>

#include "corpus/runner/comparison.hpp"
#include "corpus/runner/corpus_run.hpp"
#include "paths/paths.hpp"

namespace oomscan::corpus {
namespace {

class CorpusCase : public ::testing::Test {
 public:
  explicit CorpusCase(std::filesystem::path folder) : folder_(std::move(folder)) {}
  void TestBody() override {
    const Case given = read_case(folder_);
    for (const std::string& line : complaints(given, run_case(given))) ADD_FAILURE() << line;
  }

 private:
  std::filesystem::path folder_;
};

class CorpusSize : public ::testing::Test {
 public:
  void TestBody() override { EXPECT_GE(case_folders(source_dir() + "/tests/corpus").size(), 80U); }
};

void register_cases() {
  for (const std::filesystem::path& folder : case_folders(source_dir() + "/tests/corpus")) {
    ::testing::RegisterTest("corpus", folder.filename().c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [folder]() -> ::testing::Test* { return new CorpusCase(folder); });
  }
  ::testing::RegisterTest("corpus", "_has_at_least_80_cases", nullptr, nullptr, __FILE__, __LINE__,
                          []() -> ::testing::Test* { return new CorpusSize; });
}

}  // namespace
}  // namespace oomscan::corpus

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  try {
    oomscan::corpus::register_cases();
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
  }
  return RUN_ALL_TESTS();
}
