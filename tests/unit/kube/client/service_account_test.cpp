#include "kube/client/service_account.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

class ServiceAccount : public ::testing::Test {
 protected:
  ServiceAccount() {
    std::string pattern = ::testing::TempDir() + "serviceaccount.XXXXXX";
    pod_.directory = mkdtemp(pattern.data());
    pod_.service_host = "10.96.0.1";
    pod_.service_port = "443";
    write("token", "hush");
    write("namespace", "team-a\n");
  }
  ~ServiceAccount() override { std::filesystem::remove_all(pod_.directory); }
  ServiceAccount(const ServiceAccount&) = delete;
  ServiceAccount& operator=(const ServiceAccount&) = delete;
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(pod_.directory + "/" + name) << text;
  }

  PodSurroundings pod_;
};

TEST_F(ServiceAccount, IsTheOneContextOfAPodWithoutKubeconfig) {
  const auto context = service_account_context(pod_);
  ASSERT_TRUE(context.has_value());
  EXPECT_EQ(context->name, "in-cluster");
  EXPECT_EQ(context->server, "https://10.96.0.1:443");
  EXPECT_EQ(context->namespace_name, "team-a");
  EXPECT_TRUE(context->current);
  EXPECT_TRUE(context->of_service_account);
  EXPECT_EQ(context->login, Login::service_account);
}

TEST_F(ServiceAccount, TakesTheNamespaceAsClientGoDoes) {
  pod_.pod_namespace = "team-b";
  EXPECT_EQ(service_account_context(pod_)->namespace_name, "team-b");
  pod_.pod_namespace = "";
  write("namespace", "../etc");
  EXPECT_EQ(service_account_context(pod_)->namespace_name, "");
}

TEST_F(ServiceAccount, IsReachedByIPv6Too) {
  pod_.service_host = "fd00::1";
  EXPECT_EQ(service_account_context(pod_)->server, "https://[fd00::1]:443");
}

TEST_F(ServiceAccount, IsNotThereOutsideAPod) {
  pod_.service_host = "";
  EXPECT_FALSE(service_account_context(pod_).has_value());
  EXPECT_FALSE(is_pod_without_token(pod_));
}

TEST_F(ServiceAccount, IsNotThereWithoutItsToken) {
  std::filesystem::remove(pod_.directory + "/token");
  EXPECT_FALSE(service_account_context(pod_).has_value());
  EXPECT_TRUE(is_pod_without_token(pod_));
  std::filesystem::create_directory(pod_.directory + "/token");
  EXPECT_FALSE(service_account_context(pod_).has_value());
}

}  // namespace
}  // namespace oomscan::kube
