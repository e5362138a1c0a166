#include "fleet_sim/faulted_answer.hpp"

#include <algorithm>

#include "fleet_sim/lists.hpp"
#include "fleet_sim/status_answers.hpp"

namespace oomscan::fleet_sim {
namespace {

// False: it does not occur.
bool edit_body(std::string& body, const BodyEdit& edit) {
  std::string replacement;
  for (std::int64_t i = 0; i < edit.repeat; ++i) replacement += edit.replace;
  std::string changed;
  std::size_t at = 0;
  std::int64_t done = 0;
  while (edit.times == 0 || done < edit.times) {
    const std::size_t found = body.find(edit.find, at);
    if (found == std::string::npos) break;
    changed.append(body, at, found - at).append(replacement);
    at = found + edit.find.size();
    ++done;
  }
  if (done == 0) return false;
  changed.append(body, at);
  body = std::move(changed);
  return true;
}

void set_body(Answer& answer, std::string body) {
  answer.head = std::move(body);
  answer.middle = {};
  answer.tail.clear();
}

std::string whole(const Answer& answer) { return answer.head + std::string(answer.middle) + answer.tail; }

void change(Answer& answer, const Fault& fault) {
  if (fault.body) set_body(answer, *fault.body);
  if (!fault.content_type.empty()) answer.content_type = fault.content_type;
  for (const auto& header : fault.headers) answer.headers.push_back(header);
  if (!fault.edits.empty()) {
    std::string body = whole(answer);
    for (const BodyEdit& edit : fault.edits) {
      if (!edit_body(body, edit)) {
        answer.status = kFaultMissedStatus;
        body = "this fault does not fit: '" + edit.find + "' is not in the answer\n";
        break;
      }
    }
    set_body(answer, std::move(body));
  }
  if (fault.keep_bytes >= 0) set_body(answer, whole(answer).substr(0, static_cast<std::size_t>(fault.keep_bytes)));
}

}  // namespace

Query faulted_query(Query query, const std::vector<Fault>& faults) {
  const bool as_json = std::any_of(faults.begin(), faults.end(), [](const Fault& fault) { return fault.as_json; });
  if (as_json) query.accept = "application/json";
  return query;
}

std::optional<Answer> instead_of_truth(const Query& query, const std::vector<Fault>& faults) {
  std::optional<Answer> answer;
  for (const Fault& fault : faults) {
    if (fault.status == 410 && !query.parameter("continue").empty()) {
      answer = expired_continue(query);
    } else if (fault.status != 0) {
      answer = failure(fault.status, fault.retry_after_s);
    } else if (fault.body && !answer) {
      answer.emplace();  // the body comes with the damage
    }
  }
  return answer;
}

Sending damage(Answer& answer, const std::vector<Fault>& faults) {
  Sending sending;
  for (const Fault& fault : faults) {
    change(answer, fault);
    sending.pad_bytes += fault.pad_bytes;
    sending.endless = sending.endless || fault.endless;
    if (fault.cut_after_bytes >= 0) sending.cut_after_bytes = fault.cut_after_bytes;
    if (fault.drip_bytes > 0) {
      sending.drip_bytes = fault.drip_bytes;
      sending.drip_ms = fault.drip_ms;
    }
  }
  return sending;
}

}  // namespace oomscan::fleet_sim
