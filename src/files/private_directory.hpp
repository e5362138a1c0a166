// Opens or creates a directory that is ours alone, and holds it open: what happens to its path later does not matter.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "oomscan/model/result.hpp"
#include "oomscan/ports/file_store.hpp"
#include "oomscan/posix/unique_fd.hpp"

namespace oomscan::files {

// Thread-safe.
class OpenPrivateDirectory : public PrivateDirectory {
 public:
  // `root` may be a symbolic link (that no other user can change) or shared (/tmp); it is created (0700, with its
  // parents) if it is missing. root/name must be a real directory of ours that nobody else can write to: what is in it
  // is then ours alone, whatever others do to the way there. Errors as for FileStore::open_private; usage if `name` is
  // not a single path component.
  static Result<std::unique_ptr<PrivateDirectory>> open(const std::string& root, const std::string& name);

  // As `open` of root/oom-scan-<user>/name, where the middle one must be a directory of ours alone, too.
  static Result<std::unique_ptr<PrivateDirectory>> open_own(const std::string& root, const std::string& name);

  [[nodiscard]] std::string path() const override { return path_; }
  Result<std::string> create(std::string_view file_name, std::string_view content) override;
  Result<std::vector<std::string>> file_names() override;
  Result<void> remove(std::string_view file_name) override;

 private:
  // A regular file of ours, not a link to one.
  [[nodiscard]] bool is_own_file(const std::string& name) const;

  OpenPrivateDirectory(UniqueFd directory, std::string path)
      : directory_(std::move(directory)), path_(std::move(path)) {}

  const UniqueFd directory_;
  const std::string path_;  // absolute
};

// The name to try when `file_name` is taken: the number goes before the last "__", else before the extension.
// ("a__b__T__desc.txt", 2) gives "a__b__T-2__desc.txt"; ("notes.txt", 3) gives "notes-3.txt".
[[nodiscard]] std::string numbered_name(std::string_view file_name, int number);

}  // namespace oomscan::files
