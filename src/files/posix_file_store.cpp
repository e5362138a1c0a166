#include "files/posix_file_store.hpp"

#include "files/file_replacement.hpp"
#include "files/private_directory.hpp"

namespace oomscan::files {

Result<std::unique_ptr<PrivateDirectory>> PosixFileStore::open_private(const std::string& root,
                                                                       const std::string& name) {
  return OpenPrivateDirectory::open(root, name);
}

Result<std::unique_ptr<PrivateDirectory>> PosixFileStore::open_own(const std::string& root, const std::string& name) {
  return OpenPrivateDirectory::open_own(root, name);
}

Result<void> PosixFileStore::check_place(const std::string& directory) { return check_result_place(directory); }

Result<void> PosixFileStore::replace(const std::string& path, const std::function<void(std::ostream&)>& write) {
  return replace_file(path, write);
}

}  // namespace oomscan::files
