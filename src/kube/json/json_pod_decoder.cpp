// PodList pages in JSON. Field meanings: Kubernetes API reference, core/v1 Pod.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "kube/json/json_page.hpp"
#include "kube/json/json_walk.hpp"
#include "kube/list/list_decoder.hpp"
#include "kube/list/pod_assembly.hpp"

namespace oomscan::kube {
namespace {

using Value = simdjson::ondemand::value;
using Key = std::string_view;

// resources: {limits: {memory}, requests: {memory}}
template <class Container>
void read_resources(Value& value, Walk& walk, Container& into) {
  each_field(value, walk, [&](Key list, Value& quantities) {
    if (list != "limits" && list != "requests") return;
    auto& bytes = list == "limits" ? into.memory_limit_bytes : into.memory_request_bytes;
    each_field(quantities, walk, [&](Key resource, Value& quantity) {
      if (resource == "memory") read_bytes(quantity, walk, bytes);
    });
  });
}

// exitCodes: {operator: In | NotIn, values}
void read_rule_codes(Value& value, Walk& walk, RestartRule& into) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "operator") {
      into.for_codes_given = text_of(field, walk) != "NotIn";
    } else if (key == "values") {
      each_element(field, walk, [&](Value& element) { read(element, walk, into.exit_codes.emplace_back()); });
    }
  });
}

void read_rules(Value& value, Walk& walk, std::vector<RestartRule>& into) {
  each_element(value, walk, [&](Value& element) {
    RestartRule rule;
    const bool is_object = each_field(element, walk, [&](Key key, Value& field) {
      if (key == "action") {
        read(field, walk, rule.action);
      } else if (key == "exitCodes") {
        read_rule_codes(field, walk, rule);
      }
    });
    if (is_object) into.push_back(std::move(rule));
  });
}

void read_specs(Value& value, Walk& walk, std::vector<ContainerSpec>& into) {
  each_element(value, walk, [&](Value& element) {
    ContainerSpec spec;
    const bool is_object = each_field(element, walk, [&](Key key, Value& field) {
      if (key == "name") {
        read(field, walk, spec.name);
      } else if (key == "image") {
        read(field, walk, spec.image);
      } else if (key == "resources") {
        read_resources(field, walk, spec);
      } else if (key == "restartPolicy") {
        read(field, walk, spec.restart_policy);
      } else if (key == "restartPolicyRules") {
        read_rules(field, walk, spec.restart_rules);
      }
    });
    if (is_object && !spec.name.empty()) into.push_back(std::move(spec));
  });
}

void read_termination(Value& value, Walk& walk, std::optional<Termination>& into) {
  Termination end;
  const bool is_object = each_field(value, walk, [&](Key key, Value& field) {
    if (key == "reason") {
      read(field, walk, end.reason);
    } else if (key == "message") {
      read(field, walk, end.message);
    } else if (key == "exitCode") {
      read(field, walk, end.exit_code);
    } else if (key == "signal") {
      read(field, walk, end.signal);
    } else if (key == "startedAt") {
      read(field, walk, end.started_at);
    } else if (key == "finishedAt") {
      read(field, walk, end.finished_at);
    } else if (key == "containerID") {
      end.has_container_id = !text_of(field, walk).empty();
    }
  });
  if (is_object) into = std::move(end);
}

void read_waiting(Value& value, Walk& walk, std::optional<Waiting>& into) {
  Waiting waiting;
  const bool is_object = each_field(value, walk, [&](Key key, Value& field) {
    if (key == "reason") {
      read(field, walk, waiting.reason);
    } else if (key == "message") {
      read(field, walk, waiting.message);
    }
  });
  if (is_object) into = std::move(waiting);
}

void read_state(Value& value, Walk& walk, ContainerStatus& into) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "terminated") {
      read_termination(field, walk, into.terminated);
    } else if (key == "waiting") {
      read_waiting(field, walk, into.waiting);
    } else if (key == "running") {
      into.running = each_field(field, walk, [&](Key name, Value& time) {
        if (name == "startedAt") read(time, walk, into.running_since);
      });
    }
  });
}

void read_statuses(Value& value, Walk& walk, std::vector<ContainerStatus>& into) {
  each_element(value, walk, [&](Value& element) {
    ContainerStatus status;
    const bool is_object = each_field(element, walk, [&](Key key, Value& field) {
      if (key == "name") {
        read(field, walk, status.name);
      } else if (key == "image") {
        read(field, walk, status.image);
      } else if (key == "ready") {
        read(field, walk, status.ready);
      } else if (key == "restartCount") {
        read(field, walk, status.restart_count);
      } else if (key == "state") {
        read_state(field, walk, status);
      } else if (key == "lastState") {
        each_field(field, walk, [&](Key name, Value& last) {
          if (name == "terminated") read_termination(last, walk, status.last_terminated);
        });
      } else if (key == "resources") {
        read_resources(field, walk, status);
      }
    });
    if (is_object && !status.name.empty()) into.push_back(std::move(status));
  });
}

void read_kept(Value& value, Walk& walk, bool (*is_kept)(Key), std::map<std::string, std::string>& into) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (is_kept(key) && first_char(field) == '"')
      into.insert_or_assign(std::string(key), std::string(text_of(field, walk)));
  });
}

void read_owners(Value& value, Walk& walk, std::vector<OwnerReference>& into) {
  each_element(value, walk, [&](Value& element) {
    OwnerReference owner;
    const bool is_object = each_field(element, walk, [&](Key key, Value& field) {
      if (key == "kind") {
        read(field, walk, owner.kind);
      } else if (key == "name") {
        read(field, walk, owner.name);
      } else if (key == "uid") {
        read(field, walk, owner.uid);
      } else if (key == "controller") {
        read(field, walk, owner.controller);
      }
    });
    if (is_object) into.push_back(std::move(owner));
  });
}

void read_metadata(Value& value, Walk& walk, PodObservation& pod) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "name") {
      read(field, walk, pod.name);
    } else if (key == "namespace") {
      read(field, walk, pod.namespace_name);
    } else if (key == "uid") {
      read(field, walk, pod.uid);
    } else if (key == "creationTimestamp") {
      read(field, walk, pod.created_at);
    } else if (key == "deletionTimestamp") {
      read(field, walk, pod.deletion_timestamp);
    } else if (key == "deletionGracePeriodSeconds") {
      if (const auto seconds = integer_of(field, walk)) pod.deletion_grace = Seconds{*seconds};
    } else if (key == "labels") {
      read_kept(field, walk, is_kept_label, pod.labels);
    } else if (key == "annotations") {
      read_kept(field, walk, is_kept_annotation, pod.annotations);
    } else if (key == "ownerReferences") {
      read_owners(field, walk, pod.owners);
    }
  });
}

void read_spec(Value& value, Walk& walk, PodParts& parts) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "nodeName") {
      read(field, walk, parts.pod.node);
    } else if (key == "restartPolicy") {
      read(field, walk, parts.pod.restart_policy);
    } else if (key == "resources") {
      read_resources(field, walk, parts.spec_resources);
    } else if (key == "containers") {
      read_specs(field, walk, parts.main.specs);
    } else if (key == "initContainers") {
      read_specs(field, walk, parts.init.specs);
    } else if (key == "ephemeralContainers") {
      read_specs(field, walk, parts.ephemeral.specs);
    }
  });
}

void read_conditions(Value& value, Walk& walk, PodObservation& pod) {
  each_element(value, walk, [&](Value& element) {
    bool is_disruption = false;
    bool is_true = false;
    std::string reason;
    std::optional<Timestamp> since;
    each_field(element, walk, [&](Key key, Value& field) {
      if (key == "type") {
        is_disruption = text_of(field, walk) == "DisruptionTarget";
      } else if (key == "status") {
        is_true = text_of(field, walk) == "True";
      } else if (key == "reason") {
        read(field, walk, reason);
      } else if (key == "lastTransitionTime") {
        read(field, walk, since);
      }
    });
    if (!is_disruption || !is_true) return;
    pod.disruption_reason = std::move(reason);
    pod.disrupted_at = since;
  });
}

void read_status(Value& value, Walk& walk, PodParts& parts) {
  each_field(value, walk, [&](Key key, Value& field) {
    if (key == "phase") {
      read(field, walk, parts.pod.phase);
    } else if (key == "reason") {
      read(field, walk, parts.pod.reason);
    } else if (key == "message") {
      read(field, walk, parts.pod.message);
    } else if (key == "startTime") {
      read(field, walk, parts.pod.started_at);
    } else if (key == "conditions") {
      read_conditions(field, walk, parts.pod);
    } else if (key == "resources") {
      read_resources(field, walk, parts.status_resources);
    } else if (key == "containerStatuses") {
      read_statuses(field, walk, parts.main.statuses);
    } else if (key == "initContainerStatuses") {
      read_statuses(field, walk, parts.init.statuses);
    } else if (key == "ephemeralContainerStatuses") {
      read_statuses(field, walk, parts.ephemeral.statuses);
    }
  });
}

class JsonPodDecoder : public ListDecoder<PodObservation> {
 public:
  Result<PageEnd> decode(std::string& page, const std::function<void(PodObservation&&)>& receive) override {
    return decode_json_page(parser_, simdjson::SIMDJSON_PADDING, page, "PodList", [&](Value& item, Walk& walk) {
      PodParts parts;
      each_field(item, walk, [&](Key key, Value& field) {
        if (key == "metadata") {
          read_metadata(field, walk, parts.pod);
        } else if (key == "spec") {
          read_spec(field, walk, parts);
        } else if (key == "status") {
          read_status(field, walk, parts);
        }
      });
      if (walk.broken || !is_possible(parts)) return false;
      receive(assemble(std::move(parts)));
      return true;
    });
  }

 private:
  simdjson::ondemand::parser parser_;
};

}  // namespace

std::unique_ptr<ListDecoder<PodObservation>> make_json_pod_decoder() { return std::make_unique<JsonPodDecoder>(); }

}  // namespace oomscan::kube
