#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "kube/describe/pod_description.hpp"
#include "oomscan/model/text.hpp"
#include "oomscan/model/time.hpp"

namespace oomscan::kube {
namespace {

std::string last_seen(const JsonTree& event) {
  const std::array<const JsonTree*, 5> moments{&event.at("series", "lastObservedTime"), &event["lastTimestamp"],
                                               &event["eventTime"], &event["firstTimestamp"],
                                               &event.at("metadata", "creationTimestamp")};
  for (const JsonTree* moment : moments) {
    if (!moment->empty()) return moment->text();
  }
  return "<unknown>";
}

std::string first_seen(const JsonTree& event) {
  const std::string& first = event["firstTimestamp"].text();
  return first.empty() ? event["eventTime"].text() : first;
}

// "2026-03-01T10:00:00Z (x12 since 2026-03-01T09:00:00Z)"
std::string when(const JsonTree& event) {
  const std::string last = last_seen(event);
  const std::string first = first_seen(event);
  const JsonTree& of_series = event.at("series", "count");
  const std::string& count = of_series.empty() ? event["count"].text() : of_series.text();
  if (count.empty() || count == "0" || count == "1") return last;
  return first.empty() ? fmt::format("{} (x{})", last, count) : fmt::format("{} (x{} since {})", last, count, first);
}

std::string from(const JsonTree& event) {
  const std::string& component = event.at("source", "component").text();
  const std::string& host = event.at("source", "host").text();
  if (component.empty()) return event["reportingComponent"].text();
  return host.empty() ? component : fmt::format("{}, {}", component, host);
}

}  // namespace

void describe_events(DescriptionText& text, const Result<JsonTree>& events) {
  if (!events.ok()) return text.field(0, "Events", fmt::format("<not read: {}>", printable(events.error().message)));
  const auto& items = (*events)["items"].children();
  if (items.empty()) return text.field(0, "Events", "<none>");
  std::vector<const JsonTree*> sorted;
  sorted.reserve(items.size());
  for (const JsonTree& item : items) sorted.push_back(&item);
  const auto moment = [](const JsonTree* event) { return parse_rfc3339(last_seen(*event)); };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const JsonTree* a, const JsonTree* b) { return moment(a) < moment(b); });
  text.field(0, "Events", "");
  std::vector<std::vector<std::string>> rows{{"Type", "Reason", "Last Seen", "From", "Message"}};
  for (const JsonTree* event : sorted) {
    rows.push_back(
        {(*event)["type"].text(), (*event)["reason"].text(), when(*event), from(*event), (*event)["message"].text()});
  }
  text.table(1, rows);
  if (!events->at("metadata", "continue").empty()) text.line(1, "(there are more of them)");
}

}  // namespace oomscan::kube
