// Two signals: the first asks everything to stop and lets what was found be written, the second leaves at once.
#pragma once

#include <stop_token>
#include <thread>

namespace oomscan::app {

// Made once, before any other thread: SIGINT, SIGTERM and SIGHUP are then blocked in every thread and arrive here.
// One that was ignored when the program started stays ignored. SIGPIPE and SIGXFSZ are ignored.
class SignalWatcher {
 public:
  // Throws std::system_error where the machine has no descriptor or no thread for it; signals then act as before.
  SignalWatcher();
  ~SignalWatcher();
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

 private:
  void watch() const;
  std::stop_source stop_;
  int signals_ = -1;
  int ended_ = -1;
  std::thread thread_;
};

}  // namespace oomscan::app
