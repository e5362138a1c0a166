// A fleet that never was: runs over many days, and the truth of what happened and of what was seen. Whoever compares an
// answer with this truth shares no code with what gave the answer.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "oomscan/model/run_record.hpp"

namespace oomscan::year {

struct Size {
  int clusters = 4;
  int namespaces = 80;  // of all clusters together
  int days = 70;        // at least the ten weeks that regressions look at
  int runs_a_day = 4;
  unsigned seed = 1;
};

enum class Kind {
  quiet,
  steady,   // one rate over all the time
  rising,   // four times as much in the last week
  falling,  // a quarter in the last week
  burst,    // next to nothing, and twelve in the last week
  fresh,    // nothing, and five in the last week
  hidden,   // forbidden until the last week, and then as fresh
};

struct Container {
  std::size_t place = 0;
  std::string workload;
  std::string type;  // OOMKilled or CrashLoopBackOff
  Kind kind = Kind::quiet;
  std::string fingerprint;
  std::string pod;
  std::vector<Timestamp> failures;  // ascending, distinct
};

struct Place {
  std::size_t cluster = 0;
  std::string name;
  Kind kind = Kind::quiet;
  int pods = 0;
  std::vector<std::size_t> containers;
  std::vector<Span> forbidden;
};

class SyntheticYear {
 public:
  explicit SyntheticYear(const Size& size);

  [[nodiscard]] std::size_t runs() const { return times_.size(); }
  [[nodiscard]] RunRecord run(std::size_t number) const;
  [[nodiscard]] Timestamp time(std::size_t number) const { return times_[number]; }
  [[nodiscard]] Timestamp begin() const { return begin_; }
  [[nodiscard]] Timestamp now() const { return times_.back(); }
  [[nodiscard]] Seconds look_back() const { return 2 * between_; }  // runs overlap

  // What one run could see of a place, and of a failure.
  [[nodiscard]] bool reads(std::size_t number, std::size_t place) const;
  // Failing, recovered since less than kRemembered, or nothing to say.
  enum class Sight { nothing, failing, recovered };
  [[nodiscard]] Sight sight(std::size_t number, const Container& container) const;

  [[nodiscard]] static std::string cluster_id(std::size_t cluster) { return "uid-" + std::to_string(cluster); }

  std::vector<Place> places;
  std::vector<Container> containers;

 private:
  void add_place(int number, const Size& size);
  void add_container(std::size_t place, Kind kind, const std::string& type, double per_week);
  [[nodiscard]] double below_one() { return static_cast<double>(random_() % 1'000'000) / 1e6; }
  [[nodiscard]] RecordedFinding finding(std::size_t number, const Container& container, Sight sight) const;

  std::mt19937 random_;
  Seconds between_{0};
  Timestamp begin_{};
  std::vector<Timestamp> times_;
  std::vector<std::vector<Span>> down_;              // of each cluster
  std::vector<std::vector<std::size_t>> places_of_;  // of each cluster
};

}  // namespace oomscan::year
