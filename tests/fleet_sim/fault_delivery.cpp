#include "fleet_sim/fault_delivery.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fleet_sim/faulted_answer.hpp"

namespace oomscan::fleet_sim {
namespace {

constexpr std::size_t kFillerBytes = 64 * 1024;

// Ends the connection under the server's feet: its descriptor leads nowhere afterwards, and stays its to close.
void end_connection(const SSL* connection, WireFault how) {
  const int descriptor = SSL_get_fd(connection);
  if (how == WireFault::reset) {
    const linger at_once{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0) return;
  ::dup3(nowhere, descriptor, O_CLOEXEC);
  ::close(nowhere);
}

void break_wire(const Fault& fault, const httplib::Request& request) {
  if (request.ssl == nullptr) return;
  if (fault.wire == WireFault::raw) {
    // The server writes nothing while its handler runs.
    ::SSL_write(const_cast<SSL*>(request.ssl), fault.raw.data(), static_cast<int>(fault.raw.size()));
  }
  end_connection(request.ssl, fault.wire);
}

std::string_view filler() {
  static const std::string spaces(kFillerBytes, ' ');
  return spaces;
}

// Writes a piece of head, middle, tail and filler that begins at `offset`.
bool write_piece(const Answer& answer, std::size_t offset, std::size_t length, httplib::DataSink& sink) {
  std::size_t at = 0;
  for (const std::string_view part : {std::string_view(answer.head), answer.middle, std::string_view(answer.tail)}) {
    if (offset < at + part.size()) {
      const std::string_view piece = part.substr(offset - at, length);
      return sink.write(piece.data(), piece.size());
    }
    at += part.size();
  }
  return sink.write(filler().data(), std::min(length, filler().size()));
}

void send(httplib::Response& response, std::shared_ptr<const Answer> answer, const Sending& sending,
          const Pause& pause) {
  response.status = answer->status;
  response.set_header("Cache-Control", "no-cache, private");
  for (const auto& [name, value] : answer->headers) response.set_header(name, value);
  // A provider of known length is sent as it is: no copy, no compression.
  const std::size_t size = answer->size() + static_cast<std::size_t>(sending.pad_bytes);
  const auto provide = [answer, sending, pause](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
    if (sending.cut_after_bytes >= 0) {
      const auto cut = static_cast<std::size_t>(sending.cut_after_bytes);
      if (offset >= cut) return false;
      length = std::min(length, cut - offset);
    }
    if (sending.drip_bytes > 0) {
      if (!pause(sending.drip_ms)) return false;
      length = std::min(length, static_cast<std::size_t>(sending.drip_bytes));
    }
    return write_piece(*answer, offset, length, sink);
  };
  if (sending.endless) {
    response.set_chunked_content_provider(answer->content_type, [provide](std::size_t offset, httplib::DataSink& sink) {
      return provide(offset, kFillerBytes, sink);
    });
  } else if (size == 0) {
    response.set_content("", answer->content_type);
  } else {
    response.set_content_provider(size, answer->content_type, provide);
  }
}

}  // namespace

Query query_of(const httplib::Request& request) {
  Query query;
  query.method = request.method == "HEAD" ? "GET" : request.method;
  query.path = request.path;
  query.parameters = {request.params.begin(), request.params.end()};
  query.accept = request.get_header_value("Accept");
  query.content_type = request.get_header_value("Content-Type");
  query.body = request.body;
  return query;
}

std::string raw_query_of(const httplib::Request& request) {
  const std::size_t mark = request.target.find('?');
  return mark == std::string::npos ? "" : request.target.substr(mark + 1);
}

int deliver(const std::vector<Fault>& faults, const httplib::Request& request, httplib::Response& response,
            const std::function<Answer(Query)>& truth, const Pause& pause) {
  for (const Fault& fault : faults) {
    if (fault.delay_ms > 0) pause(fault.delay_ms);
    if (fault.wire == WireFault::none) continue;
    break_wire(fault, request);
    return 0;
  }
  Query query = faulted_query(query_of(request), faults);
  std::optional<Answer> answer = instead_of_truth(query, faults);
  if (!answer) answer = truth(std::move(query));
  const Sending sending = damage(*answer, faults);
  const int status = answer->status;
  send(response, std::make_shared<const Answer>(std::move(*answer)), sending, pause);
  return status;
}

}  // namespace oomscan::fleet_sim
