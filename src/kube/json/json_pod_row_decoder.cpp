// The table that the API server makes of a PodList (meta.k8s.io/v1 Table, without objects), in JSON.
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "kube/door/request_path.hpp"
#include "kube/json/json_page.hpp"
#include "kube/json/json_walk.hpp"
#include "kube/list/list_decoder.hpp"
#include "kube/list/pod_row_text.hpp"
#include "oomscan/model/names.hpp"

namespace oomscan::kube {
namespace {

using Value = simdjson::ondemand::value;

enum Column : std::size_t { kName, kReady, kStatus, kRestarts, kColumns };
constexpr std::array<std::string_view, kColumns> kColumnNames{"Name", "Ready", "Status", "Restarts"};

// Where the columns stand: a server may add some anywhere.
class Columns {
 public:
  // False: the text is not JSON.
  [[nodiscard]] bool read(Value& definitions) {
    at_.fill(std::nullopt);
    Walk walk;  // what matters is whether the columns are found
    std::size_t index = 0;
    each_element(definitions, walk, [&](Value& definition) {
      each_field(definition, walk, [&](std::string_view key, Value& value) {
        if (key != "name") return;
        const std::string_view name = text_of(value, walk);
        for (std::size_t column = 0; column < kColumns; ++column) {
          if (name == kColumnNames.at(column) && !at_.at(column)) at_.at(column) = index;
        }
      });
      ++index;
    });
    return !walk.broken;
  }
  [[nodiscard]] std::optional<Column> at(std::size_t index) const {
    for (std::size_t column = 0; column < kColumns; ++column) {
      if (at_.at(column) == index) return static_cast<Column>(column);
    }
    return std::nullopt;
  }
  // The first column that is missing.
  [[nodiscard]] std::optional<std::string_view> missing() const {
    for (std::size_t column = 0; column < kColumns; ++column) {
      if (!at_.at(column)) return kColumnNames.at(column);
    }
    return std::nullopt;
  }

 private:
  std::array<std::optional<std::size_t>, kColumns> at_;
};

// Older servers count restarts in a number.
std::optional<Restarts> restarts_of(Value& cell, Walk& walk) {
  if (first_char(cell) == '"') return parse_restarts(text_of(cell, walk));
  const std::optional<std::int64_t> count = integer_of(cell, walk);
  if (!count || *count < 0 || *count > kCellNumberMax) return std::nullopt;
  return Restarts{*count};
}

class JsonPodRowDecoder : public ListDecoder<PodRow> {
 public:
  Result<PageEnd> decode(std::string& page, const std::function<void(PodRow&&)>& receive) override {
    Columns columns;
    bool sound = true;
    auto end = decode_json_page(
        parser_, simdjson::SIMDJSON_PADDING, page, "Table",
        [&](Value& item, Walk& walk) {
          std::optional<PodRow> row = read_row(item, columns, walk);
          if (walk.broken || !row) return false;
          receive(*std::move(row));
          return true;
        },
        "rows",
        [&](std::string_view key, Value& value) {
          if (key == "columnDefinitions") sound = columns.read(value) && sound;
        });
    if (!end) return end;
    if (!sound) return broken_page();
    if (const auto missing = columns.missing()) {
      return Error{ErrorKind::bad_answer, "the table has no column '" + std::string(*missing) + "'", ""};
    }
    return end;
  }

 private:
  // nullopt: one of the four cells is missing or says nothing that a pod could.
  static std::optional<PodRow> read_row(Value& item, const Columns& columns, Walk& walk) {
    PodRow row;
    std::array<bool, kColumns> seen{};
    each_field(item, walk, [&](std::string_view key, Value& cells) {
      if (key != "cells") return;
      std::size_t index = 0;
      each_element(cells, walk, [&](Value& cell) {
        const std::optional<Column> column = columns.at(index++);
        if (column) seen.at(*column) = read_cell(*column, cell, row, walk);
      });
    });
    for (const bool each : seen) {
      if (!each) return std::nullopt;
    }
    return row;
  }

  static bool read_cell(Column column, Value& cell, PodRow& row, Walk& walk) {
    switch (column) {
      case kName:
        row.name.assign(text_of(cell, walk));
        return is_pod_name(row.name);
      case kReady: {
        const auto readiness = parse_readiness(text_of(cell, walk));
        if (!readiness) return false;
        row.ready = readiness->ready;
        row.containers = readiness->containers;
        return true;
      }
      case kStatus:
        row.status.assign(text_of(cell, walk));
        return !row.status.empty();
      case kRestarts: {
        const auto restarts = restarts_of(cell, walk);
        if (!restarts) return false;
        row.restarts = restarts->count;
        row.last_restart_ago = restarts->last_ago;
        return true;
      }
      case kColumns:
        break;
    }
    return false;
  }

  simdjson::ondemand::parser parser_;
};

}  // namespace

std::unique_ptr<ListDecoder<PodRow>> make_json_pod_row_decoder() { return std::make_unique<JsonPodRowDecoder>(); }

}  // namespace oomscan::kube
