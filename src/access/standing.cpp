#include "access/standing.hpp"

#include <algorithm>
#include <utility>

namespace oomscan::access {
namespace {

struct Question {
  std::size_t standing = 0;
  std::string namespace_name;  // empty: all namespaces
};

using Answers = std::vector<std::optional<Result<bool>>>;

Answers ask_all(const std::vector<Question>& questions, const std::vector<Standing>& about,
                const StandingQuestions& how, ClusterProbe& probe, Scheduler& scheduler, const std::stop_token& stop) {
  Answers answers(questions.size());
  scheduler.for_each(
      questions.size(), how.workers,
      [&](std::size_t i) {
        const Question& question = questions[i];
        answers[i] = probe.may(about[question.standing].right, question.namespace_name, stop);
      },
      stop);
  return answers;
}

void note_error(Standing& standing, const std::optional<Result<bool>>& answer) {
  if (standing.error) return;
  standing.error = answer ? answer->error() : Error{ErrorKind::cancelled, "stopped before it was asked", ""};
}

}  // namespace

Verdict Standing::verdict() const {
  if (everywhere) return Verdict::yes;
  if (!lacking.empty()) return Verdict::no;
  return unclear.empty() && not_asked == 0 && !held.empty() ? Verdict::yes : Verdict::unknown;
}

std::vector<Standing> standings(const std::vector<Right>& rights, const StandingQuestions& questions,
                                ClusterProbe& probe, Scheduler& scheduler, std::stop_token stop) {
  std::vector<Standing> all;
  std::vector<Question> wide;
  for (const Right& right : rights) {
    wide.push_back({all.size(), ""});
    all.push_back({right, false, {}, {}, {}, 0, std::nullopt});
  }
  const Answers wide_answers = ask_all(wide, all, questions, probe, scheduler, stop);

  std::vector<Question> narrow;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Standing& standing = all[i];
    const auto& answer = wide_answers[i];
    if (!answer || !answer->ok()) {
      note_error(standing, answer);
      continue;
    }
    standing.everywhere = answer->value();
    if (standing.everywhere) continue;
    if (standing.right.purpose == Purpose::list_namespaces) {
      standing.lacking.emplace_back();  // there is no part of it
      continue;
    }
    const std::size_t asked = std::min(questions.namespaces.size(), kNamespacesAskedMax);
    standing.not_asked = questions.namespaces.size() - asked;
    for (std::size_t n = 0; n < asked; ++n) narrow.push_back({i, questions.namespaces[n]});
  }

  const Answers narrow_answers = ask_all(narrow, all, questions, probe, scheduler, stop);
  for (std::size_t i = 0; i < narrow.size(); ++i) {
    Standing& standing = all[narrow[i].standing];
    const auto& answer = narrow_answers[i];
    if (!answer || !answer->ok()) {
      standing.unclear.push_back(narrow[i].namespace_name);
      note_error(standing, answer);
    } else {
      (answer->value() ? standing.held : standing.lacking).push_back(narrow[i].namespace_name);
    }
  }
  return all;
}

}  // namespace oomscan::access
