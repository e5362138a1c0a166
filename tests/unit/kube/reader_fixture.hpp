// A KubeClusterReader over a fake door.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_kube_api.hpp"
#include "fakes/fake_process_runner.hpp"
#include "kube/kube_cluster_reader.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {

class Reader : public testing::Test {
 protected:
  explicit Reader(SessionAbilities abilities = {}) {
    auto api = std::make_unique<fakes::FakeKubeApi>();
    api_ = api.get();
    reader_ = std::make_unique<KubeClusterReader>(
        std::move(api), Tool{"/bin/oc", "oc", ""}, "ctx",
        ErrorFrame{"oc", "https://api:6443", std::chrono::seconds{45}}, runner_,
        SessionRules{circuit_, std::make_shared<RequestThrottle>(clock_, 1)}, abilities);
  }
  std::string last_path() const { return api_->requests().back().path; }

  fakes::FakeClock clock_;
  std::shared_ptr<Circuit> circuit_ = std::make_shared<Circuit>(clock_);
  fakes::FakeKubeApi* api_ = nullptr;
  fakes::FakeProcessRunner runner_;
  std::unique_ptr<KubeClusterReader> reader_;
};

}  // namespace oomscan::kube
