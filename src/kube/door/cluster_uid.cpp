#include "kube/door/cluster_uid.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include <simdjson.h>

namespace oomscan::kube {
namespace {

constexpr std::size_t kAnswerBytesMax = std::size_t{1} << 20;
constexpr std::size_t kUidBytesMax = 64;

KubeApi::Answer ask(KubeApi& api, Clock& clock, std::string path, std::string accept, std::stop_token stop) {
  std::stop_source enough;
  const std::stop_callback stopped(stop, [&enough] { enough.request_stop(); });
  const std::unique_ptr<Alarm> alarm =
      clock.alarm(clock.steady_now() + kSelfTimeMax, [&enough] { enough.request_stop(); });
  ApiRequest request;
  request.path = std::move(path);
  request.accept = std::move(accept);
  request.body_bytes_max = kAnswerBytesMax;
  return api.get(request, enough.get_token());
}

}  // namespace

std::string parse_uid(std::string_view body) {
  simdjson::dom::parser parser;
  simdjson::dom::element answer;
  std::string_view uid;
  if (parser.parse(body.data(), body.size()).get(answer) != simdjson::SUCCESS) return {};
  if (answer["metadata"]["uid"].get(uid) != simdjson::SUCCESS) return {};
  // It becomes a key and a word in exports: nothing but what uids are made of.
  const bool fine = std::all_of(uid.begin(), uid.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
  return fine && uid.size() <= kUidBytesMax ? std::string{uid} : std::string{};
}

std::string ask_cluster_uid(KubeApi& api, Clock& clock, std::stop_token stop) {
  const KubeApi::Answer answer =
      ask(api, clock, "/api/v1/namespaces/kube-system",
          "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json", std::move(stop));
  return answer.response ? parse_uid(answer.response->body) : std::string{};
}

bool ask_sees_all_pods(KubeApi& api, Clock& clock, std::stop_token stop) {
  return ask(api, clock, "/api/v1/pods?limit=1",
             "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json", std::move(stop))
      .response.has_value();
}

}  // namespace oomscan::kube
