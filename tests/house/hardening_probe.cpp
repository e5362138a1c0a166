// Enough for the compiler to need a checked copy: see hardening_test.sh.
#include <cstdio>
#include <cstring>

int main(int argc, char** argv) {
  char room[64];
  if (argc < 2) return 1;
  std::memcpy(room, argv[1], std::strlen(argv[1]));
  return std::fputs(static_cast<const char*>(room), stdout) < 0;
}
