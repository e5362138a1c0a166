// A tiny helper process that cleans up after us however we die, `kill -9` included: it kills the process groups that
// are still listed, what else has our mark, and removes the directories it was told about.
//
// Invariant: a group is listed from just after its fork until just before its leader is reaped, so the janitor never
// kills a stranger that was given a used-up id.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include <sys/types.h>

#include "oomscan/posix/unique_fd.hpp"
#include "process/janitor_duty.hpp"

namespace oomscan::process {

// Thread-safe. Outlives whoever reports to it.
class Janitor {
 public:
  // Forks the helper: call it before this program has any thread. nullptr if that is not possible; everything works
  // without it, but children of children and directories stay behind after `kill -9`.
  [[nodiscard]] static std::unique_ptr<Janitor> start();

  // Lets the helper finish, and reaps it.
  ~Janitor();
  Janitor(const Janitor&) = delete;
  Janitor& operator=(const Janitor&) = delete;

  // Every process of this run has `mark` in its environment (see orphans.hpp): those that left their group are found by
  // it, unless we came to our own end (the destructor) and have ended them. At most 1,000 bytes.
  void run_begins(const std::string& mark);

  void group_begins(pid_t leader);
  void group_ended(pid_t leader);

  // A directory that this program created, by its absolute path and what fstat says about it: if something else is at
  // that path by then, it is left alone. False if the path is too long (more than 1,000 bytes).
  bool directory_begins(const std::string& path, dev_t device, ino_t inode);
  void directory_ended(const std::string& path);

  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  Janitor(UniqueFd channel, pid_t pid) : channel_(std::move(channel)), pid_(pid) {}
  bool tell(const void* note, std::size_t bytes);
  void tell_group(pid_t leader, bool begins);
  void tell_path(JanitorNote::What what, const std::string& path);

  UniqueFd channel_;
  pid_t pid_;
  std::atomic<bool> broken_ = false;
};

}  // namespace oomscan::process
