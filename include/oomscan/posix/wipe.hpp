// Secrets leave no trace in memory that is given back.
#pragma once

#include <string>

#include <string.h>

namespace oomscan {

// Overwrites all that the text's buffer holds, also beyond its end, and empties it. The compiler may not leave it out.
inline void wipe(std::string& secret) {
  secret.resize(secret.capacity());
  ::explicit_bzero(secret.data(), secret.size());
  secret.clear();
}

// Wipes a text at the end of its scope. The text outlives it.
class Wiper {
 public:
  explicit Wiper(std::string& secret) : secret_(secret) {}
  ~Wiper() { wipe(secret_); }
  Wiper(const Wiper&) = delete;
  Wiper& operator=(const Wiper&) = delete;

 private:
  std::string& secret_;
};

}  // namespace oomscan
