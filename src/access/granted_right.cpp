#include "access/granted_right.hpp"

#include <algorithm>
#include <utility>

namespace oomscan::access {
namespace {

struct Question {
  std::size_t granted = 0;
  std::string namespace_name;  // empty: all namespaces
};

using Answers = std::vector<std::optional<Result<bool>>>;

Answers ask_all(const std::vector<Question>& questions, const std::vector<GrantedRight>& about,
                const RightQuestions& how, ClusterProbe& probe, Scheduler& scheduler, const std::stop_token& stop) {
  Answers answers(questions.size());
  scheduler.for_each(
      questions.size(), how.workers,
      [&](std::size_t i) {
        const Question& question = questions[i];
        answers[i] = probe.may(about[question.granted].right, question.namespace_name, stop);
      },
      stop);
  return answers;
}

void note_error(GrantedRight& granted, const std::optional<Result<bool>>& answer) {
  if (granted.error) return;
  granted.error = answer ? answer->error() : Error{ErrorKind::cancelled, "stopped before it was asked", ""};
}

}  // namespace

Verdict GrantedRight::verdict() const {
  if (everywhere) return Verdict::yes;
  if (!lacking.empty()) return Verdict::no;
  return unclear.empty() && not_asked == 0 && !held.empty() ? Verdict::yes : Verdict::unknown;
}

std::vector<GrantedRight> granted_rights(const std::vector<Right>& rights, const RightQuestions& questions,
                                         ClusterProbe& probe, Scheduler& scheduler, std::stop_token stop) {
  std::vector<GrantedRight> all;
  std::vector<Question> wide;
  for (const Right& right : rights) {
    wide.push_back({all.size(), ""});
    all.push_back({right, false, {}, {}, {}, 0, std::nullopt});
  }
  const Answers wide_answers = ask_all(wide, all, questions, probe, scheduler, stop);

  std::vector<Question> narrow;
  for (std::size_t i = 0; i < all.size(); ++i) {
    GrantedRight& granted = all[i];
    const auto& answer = wide_answers[i];
    if (!answer || !answer->ok()) {
      note_error(granted, answer);
      continue;
    }
    granted.everywhere = answer->value();
    if (granted.everywhere) continue;
    if (granted.right.purpose == Purpose::list_namespaces) {
      granted.lacking.emplace_back();  // there is no part of it
      continue;
    }
    const std::size_t asked = std::min(questions.namespaces.size(), kNamespacesAskedMax);
    granted.not_asked = questions.namespaces.size() - asked;
    for (std::size_t n = 0; n < asked; ++n) narrow.push_back({i, questions.namespaces[n]});
  }

  const Answers narrow_answers = ask_all(narrow, all, questions, probe, scheduler, stop);
  for (std::size_t i = 0; i < narrow.size(); ++i) {
    GrantedRight& granted = all[narrow[i].granted];
    const auto& answer = narrow_answers[i];
    if (!answer || !answer->ok()) {
      granted.unclear.push_back(narrow[i].namespace_name);
      note_error(granted, answer);
    } else {
      (answer->value() ? granted.held : granted.lacking).push_back(narrow[i].namespace_name);
    }
  }
  return all;
}

}  // namespace oomscan::access
