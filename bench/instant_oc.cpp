// Stands in for the client tool where only oom-scan's own time is of interest: answers `config view` at once, and notes
// in the file $INSTANT_OC_STAMP when it was asked for anything else the first time (CLOCK_MONOTONIC, nanoseconds).
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace {

constexpr const char* kConfig =
    R"({"kind":"Config","apiVersion":"v1","current-context":"here","clusters":[{"name":"c","cluster":{"server":)"
    R"("https://127.0.0.1:1"}}],"users":[{"name":"u","user":{}}],"contexts":[{"name":"here","context":{"cluster":"c",)"
    R"("user":"u"}}]})";

bool is_told(int argc, char** argv, const char* word) {
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], word) == 0) return true;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (is_told(argc, argv, "config")) {
    std::puts(is_told(argc, argv, "current-context") ? "here" : kConfig);
    return 0;
  }
  const char* path = std::getenv("INSTANT_OC_STAMP");
  if (path == nullptr) return 1;
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (std::FILE* file = std::fopen(path, "wx")) {
    std::fprintf(file, "%lld\n", static_cast<long long>(now.tv_sec) * 1'000'000'000 + now.tv_nsec);
    std::fclose(file);
  }
  return 1;
}
