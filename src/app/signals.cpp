#include "app/signals.hpp"

#include <cerrno>
#include <cstdint>
#include <iostream>
#include <system_error>

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "app/exit_code.hpp"

namespace oomscan::app {

SignalWatcher::SignalWatcher() {
  // A closed stdout and a file size limit are errors of a write, not the end of the program.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  sigset_t watched;
  sigemptyset(&watched);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    // nohup(1), or a shell that puts us into the background: what was to be ignored stays so.
    struct sigaction inherited{};
    if (sigaction(number, nullptr, &inherited) == 0 && inherited.sa_handler == SIG_IGN) continue;
    sigaddset(&watched, number);
  }
  pthread_sigmask(SIG_BLOCK, &watched, nullptr);
  signals_ = signalfd(-1, &watched, SFD_CLOEXEC);
  ended_ = eventfd(0, EFD_CLOEXEC);
  try {
    // Signals that are blocked and not watched would leave nothing but SIGKILL.
    if (signals_ < 0 || ended_ < 0) throw std::system_error{errno, std::generic_category(), "watching for signals"};
    thread_ = std::thread{[this] { watch(); }};
  } catch (const std::system_error&) {
    pthread_sigmask(SIG_UNBLOCK, &watched, nullptr);
    if (signals_ >= 0) close(signals_);
    if (ended_ >= 0) close(ended_);
    throw;
  }
}

SignalWatcher::~SignalWatcher() {
  const std::uint64_t one = 1;
  while (write(ended_, &one, sizeof one) < 0 && errno == EINTR) {
  }
  thread_.join();
  close(signals_);
  close(ended_);
}

void SignalWatcher::watch() const {
  std::stop_source stop = stop_;
  for (;;) {
    pollfd waited[] = {{signals_, POLLIN, 0}, {ended_, POLLIN, 0}};
    if (poll(waited, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return;
    }
    if (waited[1].revents != 0) return;
    signalfd_siginfo info{};
    if (read(signals_, &info, sizeof info) != sizeof info) continue;
    // The janitor process removes what this program leaves behind.
    if (!stop.request_stop()) _exit(kExitInterrupted);
    // This is a thread like any other, and its next signal must not wait for a terminal that is stopped.
    std::cerr << "\ninterrupted: writing what was found so far (again: leave at once)\n";
  }
}

}  // namespace oomscan::app
