// Writes through `oc proxy` children of their own, one for each verb: the tool's filters know methods and paths, but
// not which belongs to which, so a child that lets two methods through would let each do what only the other may.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "kube/door/proxy_child.hpp"
#include "kube/door/proxy_kube_api.hpp"
#include "oomscan/ports/http_client.hpp"
#include "oomscan/ports/write_api.hpp"

namespace oomscan::kube {

// An answer to a write is the object, at most.
inline constexpr std::size_t kWriteAnswerBytesMax = std::size_t{16} << 20;

// Thread-safe. What is not allowed is refused here, before anything is started, and again by the child's filters.
class ProxyWriteApi : public WriteApi {
 public:
  // usage: a pattern that is none. A verb's child starts with its first write.
  static Result<std::unique_ptr<ProxyWriteApi>> open(ProxySession session, std::vector<AllowedWrite> allowed);

  KubeApi::Answer send(const WriteRequest& request, std::stop_token stop) override;

 private:
  struct Door {
    std::unique_ptr<ProxyChild> child;
    std::unique_ptr<HttpClient> client;
  };

  ProxyWriteApi(ProxySession session, std::vector<AllowedWrite> allowed)
      : session_(std::move(session)), allowed_(std::move(allowed)) {}
  Result<std::shared_ptr<Door>> door(WriteVerb verb, std::stop_token stop);

  ProxySession session_;
  std::vector<AllowedWrite> allowed_;
  std::mutex mutex_;
  std::map<WriteVerb, std::shared_ptr<Door>> doors_;
};

}  // namespace oomscan::kube
