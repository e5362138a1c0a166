// Two tests a case, named after its folder and namespace: with the types that are on by default, and with all.
#include <cstdlib>
#include <exception>
#include <iostream>

#include <gmock/gmock.h>

#include "field/runner/field_case.hpp"
#include "paths/paths.hpp"

namespace oomscan::field {
namespace {

class FieldCase : public ::testing::Test {
 public:
  FieldCase(Case given, bool all_types) : given_(std::move(given)), all_types_(all_types) {}
  void TestBody() override {
    for (const std::string& line : complaints(given_, all_types_)) ADD_FAILURE() << line;
    for (const std::string& line : complaints(saved_and_read_back(given_), all_types_)) {
      ADD_FAILURE() << "saved by 'explain': " << line;
    }
  }

 private:
  Case given_;
  bool all_types_;
};

void register_cases(const std::filesystem::path& root) {
  for (const std::filesystem::path& folder : folders_of(root)) {
    for (const Case& given : read_cases(folder)) {
      for (const bool all_types : {false, true}) {
        const std::string name = given.name + (all_types ? ".types-all" : "");
        ::testing::RegisterTest("field", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                                [given, all_types]() -> ::testing::Test* { return new FieldCase(given, all_types); });
      }
    }
  }
}

}  // namespace
}  // namespace oomscan::field

// OOMSCAN_FIELD_DIR names other folders of the same form: what somebody has just saved.
int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  const char* elsewhere = std::getenv("OOMSCAN_FIELD_DIR");
  try {
    oomscan::field::register_cases(elsewhere == nullptr ? oomscan::source_dir() + "/tests/field" : elsewhere);
  } catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
  }
  return RUN_ALL_TESTS();
}
