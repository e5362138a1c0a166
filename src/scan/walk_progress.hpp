// How far the walk through one cluster has come, told to the observer while lists are read.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>

#include "oomscan/ports/cluster_reader.hpp"
#include "oomscan/ports/scan_observer.hpp"

namespace oomscan::scan {

// Items between two progress reports of one list.
inline constexpr std::int64_t kItemsPerProgressReport = 500;

// Adds up what the workers of one cluster have seen and tells the observer. Thread-safe.
class SharedProgress {
 public:
  SharedProgress(std::string cluster, std::int64_t namespaces_selected, ScanObserver& observer)
      : cluster_(std::move(cluster)), observer_(observer) {
    progress_.namespaces_selected = namespaces_selected;
  }
  void add(std::int64_t namespaces, std::int64_t pods, std::int64_t events) {
    const std::lock_guard lock{mutex_};
    progress_.namespaces_done += namespaces;
    progress_.pods += pods;
    progress_.events += events;
    observer_.cluster_progress(cluster_, progress_);
  }

 private:
  std::mutex mutex_;
  std::string cluster_;
  ScanObserver& observer_;
  ScanObserver::Progress progress_;
};

// Passes items on and reports progress now and then.
template <class T>
class CountingSink final : public ListSink<T> {
 public:
  CountingSink(std::unique_ptr<ListSink<T>> next, SharedProgress& progress)
      : next_(std::move(next)), progress_(progress) {}
  ~CountingSink() override { report(unreported_); }
  CountingSink(const CountingSink&) = delete;
  CountingSink& operator=(const CountingSink&) = delete;

  void accept(T&& item) override {
    next_->accept(std::move(item));
    if (++unreported_ == kItemsPerProgressReport) report(std::exchange(unreported_, 0));
  }
  void restart() override {
    next_->restart();
    report(-reported_);
    unreported_ = 0;
    reported_ = 0;
  }

 private:
  void report(std::int64_t items) {
    if (items == 0) return;
    reported_ += items;
    if constexpr (std::is_same_v<T, PodObservation>) {
      progress_.add(0, items, 0);
    } else {
      progress_.add(0, 0, items);
    }
  }
  std::unique_ptr<ListSink<T>> next_;
  SharedProgress& progress_;
  std::int64_t unreported_ = 0;
  std::int64_t reported_ = 0;
};

}  // namespace oomscan::scan
