// The file system of this machine behind the port FileStore.
#pragma once

#include "oomscan/ports/file_store.hpp"

namespace oomscan::files {

// Stateless, thread-safe. The program ignores SIGXFSZ, so that a file size limit is an error and not its end.
class PosixFileStore : public FileStore {
 public:
  Result<std::unique_ptr<PrivateDirectory>> open_private(const std::string& root, const std::string& name) override;
  Result<std::unique_ptr<PrivateDirectory>> open_own(const std::string& root, const std::string& name) override;
  Result<void> check_place(const std::string& directory) override;
  Result<void> replace(const std::string& path, const std::function<void(std::ostream&)>& write) override;
};

}  // namespace oomscan::files
