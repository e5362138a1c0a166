// Seven days of a small cluster, and a little before: failures that neither status nor Events show any more.
#pragma once

#include <string>

#include "prometheus/reading.hpp"
#include "prometheus/sample_writer.hpp"

namespace oomscan::prometheus_test {

inline const Timestamp kDataBegins = kNow - 7_d - 3_h;

inline void write_week(SampleWriter& writer) {
  const Timestamp end = kNow + 1_m;
  const auto life = [&](std::string ns, std::string pod, int id, Timestamp from, Timestamp to,
                        std::vector<Ending> endings, std::string container = "app", bool init = false) {
    writer.write({std::move(ns), std::move(pod), uid(id), std::move(container), init, from, to, std::move(endings)});
  };
  // Lives on; five kills inside the range, one before.
  life("shop", "hog", 1, kDataBegins, end,
       {{kNow - 7_d - 1_h}, {kNow - 6_d - 3_h}, {kNow - 5_d}, {kNow - 4_d - 2_h}, {kNow - 1_d - 5_h}, {kNow - 30_m}});
  life("shop", "quiet", 2, kDataBegins, end, {});
  // One kill among other endings, the next of which follows within the server's lookback: the series of the older
  // reason is still seen beside the newer one where its end is not marked.
  writer.write({"shop",
                "unmarked",
                uid(17),
                "app",
                false,
                kDataBegins,
                end,
                {{kNow - 3_d}, {kNow - 3_d + 3_m, "Error"}, {kNow - 1_d}},
                false});
  life("shop", "mixed", 3, kDataBegins, end,
       {{kNow - 3_d - 1_h, "Error"}, {kNow - 3_d}, {kNow - 3_d + 2_m, "Error"}, {kNow - 1_d, "Error"}});
  // Killed before the range; the series stick.
  life("shop", "sticky", 4, kDataBegins, end, {{kNow - 7_d - 2_h}});
  life("shop", "sticky-never", 5, kDataBegins, end, {{kNow - 7_d - 2_h, "OOMKilled", std::nullopt}});
  // Gone: Never, two pods of a Job.
  life("batch", "never", 6, kNow - 2_d, kNow - 2_d + 30_m, {{kNow - 2_d + 5_m + 23_s, "OOMKilled", std::nullopt}});
  life("batch", "never", 6, kNow - 2_d, kNow - 2_d + 30_m, {}, "side");
  life("batch", "nightly-a", 7, kNow - 4_d, kNow - 4_d + 10_m, {{kNow - 4_d + 3_m, "OOMKilled", std::nullopt}});
  life("batch", "nightly-b", 8, kNow - 4_d, kNow - 4_d + 10_m, {{kNow - 4_d + 4_m, "Error", std::nullopt}});
  // OnFailure, deleted past its limit: back-offs of 10 s to 160 s, so not every kill is seen by a scrape.
  const Timestamp burst = kNow - 3_d - 7_h;
  life("batch", "on-failure", 9, burst - 2_m, burst + 12_m,
       {{burst, "OOMKilled", 10_s},
        {burst + 30_s, "OOMKilled", 20_s},
        {burst + 70_s, "OOMKilled", 40_s},
        {burst + 2_m + 30_s, "OOMKilled", 80_s},
        {burst + 5_m, "OOMKilled", 160_s},
        {burst + 9_m, "OOMKilled", std::nullopt}});
  // A StatefulSet's pod twice, under one name.
  life("data", "db-0", 10, kDataBegins, kNow - 4_d, {{kNow - 5_d - 1_h}});
  life("data", "db-0", 11, kNow - 4_d + 1_m, end, {{kNow - 1_d - 1_h}});
  // Init containers: a looping one, and a native sidecar.
  life("data", "prep", 12, kNow - 6_h, kNow - 5_h,
       {{kNow - 6_h + 5_m, "OOMKilled", 5_m}, {kNow - 6_h + 12_m, "OOMKilled", 5_m}}, "init", true);
  life("data", "mesh", 13, kDataBegins, end, {{kNow - 2_d - 2_h}}, "proxy", true);
  // An init container of a pod that does not restart: no completion time, dated by when it was first seen.
  life("data", "migrate", 14, kNow - 8_h, kNow - 7_h, {{kNow - 8_h + 10_m, "OOMKilled", std::nullopt}}, "init", true);
  // A crash loop without any kill.
  life("shop", "crash", 15, kNow - 2_d, kNow - 2_d + 30_m,
       {{kNow - 2_d + 4_m, "Error", 0_s},
        {kNow - 2_d + 6_m, "Error", 3_m},
        {kNow - 2_d + 12_m, "Error", 5_m},
        {kNow - 2_d + 20_m, "Error", 5_m}});
  life("elsewhere", "hog", 16, kDataBegins, end, {{kNow - 1_d}});

  // cAdvisor. A child was killed three times, the kubelet began anew, and again once.
  const auto labels = [&](const std::string& pod, int id, const std::string& run,
                          const std::string& container = "app") {
    return cadvisor_labels("mem", pod, uid(id), container, run);
  };
  writer.counter(labels("survivor", 20, "c1"), kNow - 9_d,
                 {{kDataBegins, 0}, {kNow - 5_d + 10_s, 3}, {kNow - 4_d, 0}, {kNow - 1_d + 10_s, 1}}, end);
  writer.counter(labels("survivor", 20, "pause", ""), kNow - 9_d, {{kDataBegins, 0}, {kNow - 5_d, 9}}, end);
  // Killed before its first scrape.
  writer.counter(labels("fresh", 21, "c2"), kNow - 2_d, {{kNow - 2_d + 20_s, 1}}, kNow - 1_d);
  // Kills of long ago, and a gap of the scraping.
  writer.counter(labels("old", 22, "c3"), kNow - 20_d, {{kDataBegins, 5}}, kNow - 3_d);
  writer.counter(labels("old", 22, "c3"), kNow - 20_d, {{kNow - 3_d + 20_m, 5}}, end);
  // The counter of a container that kube-state-metrics dates, too.
  writer.write({"mem", "both", uid(23), "app", false, kDataBegins, end, {{kNow - 2_d - 3_h}}});
  writer.counter(labels("both", 23, "c4"), kNow - 9_d, {{kDataBegins, 0}, {kNow - 2_d - 3_h + 20_s, 1}}, end);
}

}  // namespace oomscan::prometheus_test
