// A KubeClusterReader over a fake door.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "fakes/fake_kube_api.hpp"
#include "kube/kube_cluster_reader.hpp"
#include "unit/kube/encodings.hpp"
#include "unit/kube/recorded.hpp"

namespace oomscan::kube {

class Reader : public testing::Test {
 protected:
  explicit Reader(SessionAbilities abilities = {}) {
    auto api = std::make_unique<fakes::FakeKubeApi>();
    api_ = api.get();
    reader_ = std::make_unique<KubeClusterReader>(std::move(api), nullptr, abilities);
  }
  std::string last_path() const { return api_->requests().back().path; }

  fakes::FakeKubeApi* api_ = nullptr;
  std::unique_ptr<KubeClusterReader> reader_;
};

}  // namespace oomscan::kube
