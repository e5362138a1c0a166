// A FileStore in memory. Paths are keys; nothing touches the disk.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "oomscan/ports/file_store.hpp"

namespace oomscan::fakes {

// Thread-safe. Directories that it gives may outlive it.
class FakeFileStore : public FileStore {
 public:
  // The next open_private, replace or create (of any of its directories) returns this error and changes nothing.
  void fail_next(Error error) { disk_->fail_next(std::move(error)); }

  // path -> content
  [[nodiscard]] std::map<std::string, std::string> files() const {
    const std::lock_guard lock(disk_->mutex);
    return disk_->files;
  }

  Result<std::unique_ptr<PrivateDirectory>> open_private(const std::string& root, const std::string& name) override {
    if (auto error = disk_->take_error()) return *std::move(error);
    return std::unique_ptr<PrivateDirectory>(std::make_unique<Directory>(disk_, root + "/" + name));
  }

  Result<std::unique_ptr<PrivateDirectory>> open_own(const std::string& root, const std::string& name) override {
    return open_private(root + "/oom-scan-me", name);
  }

  Result<void> check_place(const std::string&) override {
    if (auto error = disk_->take_error()) return *std::move(error);
    return {};
  }

  Result<void> replace(const std::string& path, const std::function<void(std::ostream&)>& write) override {
    if (auto error = disk_->take_error()) return *std::move(error);
    std::ostringstream out;
    write(out);
    const std::lock_guard lock(disk_->mutex);
    disk_->files.insert_or_assign(path, out.str());
    return {};
  }

 private:
  struct Disk {
    std::mutex mutex;
    std::map<std::string, std::string> files;
    std::deque<Error> errors;

    void fail_next(Error error) {
      const std::lock_guard lock(mutex);
      errors.push_back(std::move(error));
    }
    std::optional<Error> take_error() {
      const std::lock_guard lock(mutex);
      if (errors.empty()) return std::nullopt;
      Error error = std::move(errors.front());
      errors.pop_front();
      return error;
    }
  };

  class Directory : public PrivateDirectory {
   public:
    Directory(std::shared_ptr<Disk> disk, std::string path) : disk_(std::move(disk)), path_(std::move(path)) {}

    [[nodiscard]] std::string path() const override { return path_; }

    Result<std::string> create(std::string_view file_name, std::string_view content) override {
      if (auto error = disk_->take_error()) return *std::move(error);
      const std::lock_guard lock(disk_->mutex);
      const std::string name(file_name);
      auto cut = name.rfind("__");
      if (cut == std::string::npos) cut = name.rfind('.');
      if (cut == std::string::npos) cut = name.size();
      std::string path = path_ + "/" + name;
      for (int number = 2; disk_->files.contains(path); ++number) {
        path = path_ + "/" + name.substr(0, cut) + "-" + std::to_string(number) + name.substr(cut);
      }
      disk_->files.emplace(path, content);
      return path;
    }

    Result<std::vector<std::string>> file_names() override {
      if (auto error = disk_->take_error()) return *std::move(error);
      const std::lock_guard lock(disk_->mutex);
      std::vector<std::string> names;
      for (const auto& [path, content] : disk_->files) {
        if (path.starts_with(path_ + "/")) names.push_back(path.substr(path_.size() + 1));
      }
      return names;
    }

    Result<void> remove(std::string_view file_name) override {
      const std::lock_guard lock(disk_->mutex);
      if (disk_->files.erase(path_ + "/" + std::string(file_name)) > 0) return {};
      return Error{ErrorKind::not_found, "no such file", ""};
    }

   private:
    std::shared_ptr<Disk> disk_;
    std::string path_;
  };

  std::shared_ptr<Disk> disk_ = std::make_shared<Disk>();
};

}  // namespace oomscan::fakes
