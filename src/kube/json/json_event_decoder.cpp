// EventList pages in JSON. Field meanings: Kubernetes API reference, core/v1 Event.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "kube/json/json_page.hpp"
#include "kube/json/json_walk.hpp"
#include "kube/list/event_assembly.hpp"
#include "kube/list/list_decoder.hpp"

namespace oomscan::kube {
namespace {

using Value = simdjson::ondemand::value;
using Key = std::string_view;

void read_involved(Value& value, Walk& walk, EventObservation& event) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "kind") {
      read(field, walk, event.involved_kind);
    } else if (key == "namespace") {
      read(field, walk, event.involved_namespace);
    } else if (key == "name") {
      read(field, walk, event.involved_name);
    } else if (key == "uid") {
      read(field, walk, event.involved_uid);
    } else if (key == "fieldPath") {
      read(field, walk, event.field_path);
    }
  });
}

// True: there is an object with a name.
bool read_metadata(Value& value, Walk& walk, EventParts& parts) {
  bool named = false;
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "namespace") {
      read(field, walk, parts.event.namespace_name);
    } else if (key == "creationTimestamp") {
      read(field, walk, parts.creation_timestamp);
    } else if (key == "name") {
      named = !text_of(field, walk).empty();
    }
  });
  return named;
}

void read_source(Value& value, Walk& walk, EventParts& parts) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "component") {
      read(field, walk, parts.source_component);
    } else if (key == "host") {
      read(field, walk, parts.source_host);
    }
  });
}

void read_series(Value& value, Walk& walk, EventParts& parts) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "count") {
      read(field, walk, parts.series_count);
    } else if (key == "lastObservedTime") {
      read(field, walk, parts.series_last_observed_time);
    }
  });
}

void read_field(Key key, Value& field, Walk& walk, EventParts& parts) {
  if (key == "type") {
    read(field, walk, parts.event.type);
  } else if (key == "reason") {
    read(field, walk, parts.event.reason);
  } else if (key == "message") {
    read(field, walk, parts.event.message);
  } else if (key == "reportingComponent") {
    read(field, walk, parts.reporting_component);
  } else if (key == "reportingInstance") {
    read(field, walk, parts.reporting_instance);
  } else if (key == "count") {
    read(field, walk, parts.count);
  } else if (key == "firstTimestamp") {
    read(field, walk, parts.first_timestamp);
  } else if (key == "lastTimestamp") {
    read(field, walk, parts.last_timestamp);
  } else if (key == "eventTime") {
    read(field, walk, parts.event_time);
  }
}

class JsonEventDecoder : public ListDecoder<EventObservation> {
 public:
  Result<PageEnd> decode(std::string& page, const std::function<void(EventObservation&&)>& receive) override {
    return decode_json_page(parser_, simdjson::SIMDJSON_PADDING, page, "EventList", [&](Value& item, Walk& walk) {
      EventParts parts;
      bool named = false;
      each_field(item, walk, [&](Key key, Value& field) {
        if (key == "metadata") {
          named = read_metadata(field, walk, parts);
        } else if (key == "involvedObject") {
          read_involved(field, walk, parts.event);
        } else if (key == "source") {
          read_source(field, walk, parts);
        } else if (key == "series") {
          read_series(field, walk, parts);
        } else {
          read_field(key, field, walk, parts);
        }
      });
      if (walk.broken || !named) return false;
      receive(assemble(std::move(parts)));
      return true;
    });
  }

 private:
  simdjson::ondemand::parser parser_;
};

}  // namespace

std::unique_ptr<ListDecoder<EventObservation>> make_json_event_decoder() {
  return std::make_unique<JsonEventDecoder>();
}

}  // namespace oomscan::kube
