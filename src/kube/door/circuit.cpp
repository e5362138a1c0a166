#include "kube/door/circuit.hpp"

#include <utility>

#include <fmt/format.h>

namespace oomscan::kube {

Sign sign_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::unreachable:
    case ErrorKind::timed_out:
    case ErrorKind::unauthorized:
    case ErrorKind::server_error:
      return Sign::fails;
    case ErrorKind::forbidden:
    case ErrorKind::not_found:
    case ErrorKind::expired:
    case ErrorKind::bad_answer:
      return Sign::answers;
    default:
      return Sign::nothing;
  }
}

bool is_passed_on(std::string_view path) {
  path = path.substr(0, path.find('?'));
  return path.find("/proxy/") != std::string_view::npos || path.ends_with("/proxy") || path.ends_with("/log");
}

Circuit::Circuit(Clock& clock, std::function<void(const std::string&)> say) : clock_(clock), say_(std::move(say)) {}

Circuit::Admission Circuit::admit() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::closed) return {Pass{}, {}};
  if (state_ == State::open && looks_ < kLooksMax && clock_.steady_now() >= look_at_) {
    state_ = State::looking;
    ++looks_;
    return {Pass{true}, {}};
  }
  return {std::nullopt, refusal_};
}

bool Circuit::closed() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::closed;
}

void Circuit::answered(Pass pass) {
  const std::lock_guard lock(mutex_);
  if (state_ != State::closed && !pass.looks_again) return;
  state_ = State::closed;
  failures_ = 0;
  looks_ = 0;
}

void Circuit::failed(Pass pass, const Error& error) {
  std::string said;
  {
    const std::lock_guard lock(mutex_);
    if (pass.looks_again) open_again();
    if (state_ != State::closed || ++failures_ < kFailuresInARowMax) return;
    refusal_ = error;
    refusal_.message = fmt::format("not asked any more after {} failures in a row: {}", failures_, error.message);
    open_again();
    said = refusal_.message;
  }
  if (say_) say_(said);
}

void Circuit::learned_nothing(Pass pass) {
  const std::lock_guard lock(mutex_);
  if (pass.looks_again) open_again();
}

void Circuit::saw(Pass pass, const std::optional<Error>& error) {
  const Sign sign = error ? sign_of(*error) : Sign::answers;
  if (sign == Sign::answers) {
    answered(pass);
  } else if (sign == Sign::fails) {
    failed(pass, *error);
  } else {
    learned_nothing(pass);
  }
}

void Circuit::open_again() {
  state_ = State::open;
  look_at_ = clock_.steady_now() + kOpenFor;
}

CircuitBreakingKubeApi::CircuitBreakingKubeApi(std::unique_ptr<KubeApi> inner, std::shared_ptr<Circuit> circuit)
    : inner_(std::move(inner)), circuit_(std::move(circuit)) {}

KubeApi::Answer CircuitBreakingKubeApi::get(const ApiRequest& request, std::stop_token stop) {
  Circuit::Admission admission = circuit_->admit();
  if (!admission.pass) return {std::nullopt, ApiFailure{std::move(admission.refusal), std::nullopt, true}};
  Answer answer = inner_->get(request, std::move(stop));
  if (!answer.failure) {
    circuit_->answered(*admission.pass);
  } else if (is_passed_on(request.path)) {
    circuit_->learned_nothing(*admission.pass);
  } else {
    circuit_->saw(*admission.pass, answer.failure->error);
  }
  return answer;
}

std::optional<ApiFailure> CircuitBreakingKubeApi::stream(const StreamRequest& request, LineReceiver& lines,
                                                         std::stop_token stop) {
  Circuit::Admission admission = circuit_->admit();
  if (!admission.pass) return ApiFailure{std::move(admission.refusal), std::nullopt, true};
  std::optional<ApiFailure> failure = inner_->stream(request, lines, std::move(stop));
  if (failure) {
    circuit_->saw(*admission.pass, failure->error);
  } else {
    circuit_->answered(*admission.pass);
  }
  return failure;
}

}  // namespace oomscan::kube
