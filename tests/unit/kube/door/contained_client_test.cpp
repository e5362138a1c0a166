#include "kube/door/contained_client.hpp"

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

using testing::HasSubstr;

std::string reached(std::string_view server) {
  const auto variables = reaching_only(server);
  const std::map<std::string, std::string> environment(variables.begin(), variables.end());
  for (const char* name : {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"}) {
    EXPECT_EQ(environment.at(name), "http://127.0.0.1:0");
  }
  EXPECT_EQ(environment.at("NO_PROXY"), environment.at("no_proxy"));
  return environment.at("NO_PROXY");
}

TEST(ContainedClient, ReachesTheServersOwnPortAndNothingElse) {
  EXPECT_EQ(reached("https://api.example.test:6443"), "api.example.test:6443");
  EXPECT_EQ(reached("https://api.example.test/k8s/clusters/c-1"), "api.example.test:443");
  EXPECT_EQ(reached("http://192.0.2.1"), "192.0.2.1:80");
  EXPECT_EQ(reached("https://[2001:db8::1]:6443"), "[2001:db8::1]:6443");
  EXPECT_EQ(reached("https://[2001:db8::1]"), "[2001:db8::1]:443");
  EXPECT_EQ(reached("https://user@api:6443?x"), "api:6443");
  EXPECT_EQ(reached("api"), "api:443,api:80");
}

TEST(ContainedClient, ReachesNothingByAnAddressThatIsNone) {
  for (const char* server : {"", "https://", "https://*", "https://a,b:1", "https:// x"})
    EXPECT_EQ(reached(server), "");
}

TEST(ContainedClient, IsNotHadWhereTheWayToTheServerIsNotItsOwn) {
  const ErrorFrame frame{"oc", "https://api:6443"};
  Context context;
  EXPECT_EQ(why_not_contained(context, false, frame), std::nullopt);
  EXPECT_THAT(why_not_contained(context, true, frame)->message, HasSubstr("HTTPS_PROXY"));
  context.login = Login::plug_in;
  EXPECT_THAT(why_not_contained(context, false, frame)->message, HasSubstr("needs the network"));
  context.has_proxy = true;
  EXPECT_THAT(why_not_contained(context, false, frame)->message, HasSubstr("proxy-url"));
  EXPECT_EQ(why_not_contained(context, false, frame)->hint, "use --transport proxy");
}

TEST(ContainedClient, IsKnownToHaveBeenLedElsewhereByWhatItSays) {
  const auto led = [](const char* words) { return was_led_elsewhere(words, "https://API.example.test"); };
  EXPECT_TRUE(led("The connection to the server 192.0.2.1:80 was refused - did you specify the right host or port?\n"));
  EXPECT_TRUE(led("The connection to the server evil was refused - did you specify the right host or port?\n"));
  EXPECT_TRUE(led("proxyconnect tcp: dial tcp 127.0.0.1:0: connect: connection refused"));
  EXPECT_FALSE(led("The connection to the server api.example.test was refused - did you specify the right host?\n"));
  EXPECT_FALSE(led("The connection to the server api.example.test:443 was refused - did you specify the right host?"));
  EXPECT_FALSE(led("dial tcp 127.0.0.1:6443: connect: connection refused"));
  EXPECT_FALSE(led("The connection to the server is long: x was refused"));
}

}  // namespace
}  // namespace oomscan::kube
