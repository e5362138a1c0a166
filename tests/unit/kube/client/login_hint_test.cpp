#include "kube/client/login_hint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace oomscan::kube {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

ErrorFrame frame(Login login, const std::string& program = "", const std::string& tool = "kubectl") {
  ErrorFrame made{tool, "https://api.example:6443", std::chrono::seconds{45}};
  made.login = login;
  made.login_program = program;
  made.command = tool + " --context c";
  return made;
}

TEST(LoginHint, IsThatOfThePlugInThatTheUserHas) {
  struct {
    const char* program;
    const char* says;
  } const known[] = {{"gke-gcloud-auth-plugin", "gcloud auth login"},
                     {"aws", "aws sso login"},
                     {"aws-iam-authenticator", "aws sso login"},
                     {"az", "az login"},
                     {"tsh", "tsh login"},
                     {"doctl", "doctl auth init"},
                     {"oc", "oc login https://api.example:6443"},
                     {"house-made", "kubectl --context c get --raw /version"}};
  for (const auto& each : known) {
    EXPECT_THAT(login_hint(frame(Login::plug_in, each.program)), HasSubstr(each.says));
  }
}

TEST(LoginHint, SendsNobodyToOcLoginWhomThatDoesNotHelp) {
  for (const Login login : {Login::plug_in, Login::auth_provider, Login::certificate, Login::service_account}) {
    EXPECT_THAT(login_hint(frame(login, "gcp")), Not(HasSubstr("oc login")));
  }
  EXPECT_EQ(login_hint(frame(Login::token, "", "oc")), "oc login https://api.example:6443");
  EXPECT_THAT(login_hint(frame(Login::token)), AllOf(HasSubstr("new token"), HasSubstr("on OpenShift: oc login")));
}

TEST(LoginHint, NamesWhatTookThePlaceOfAuthProviders) {
  EXPECT_THAT(login_hint(frame(Login::auth_provider, "gcp")), HasSubstr("gke-gcloud-auth-plugin"));
  EXPECT_THAT(login_hint(frame(Login::auth_provider, "azure")), HasSubstr("kubelogin convert-kubeconfig"));
  EXPECT_THAT(login_hint(frame(Login::auth_provider, "oidc")), HasSubstr("'oidc'"));
}

TEST(KubeconfigHint, FollowsFromWhatTheClientSaid) {
  const ErrorFrame any = frame(Login::unknown);
  EXPECT_THAT(kubeconfig_hint("exec plugin: invalid apiVersion \"client.authentication.k8s.io/v1\"", any),
              HasSubstr("newer 'kubectl'"));
  EXPECT_THAT(kubeconfig_hint("exec plugin: invalid apiVersion \"client.authentication.k8s.io/v1alpha1\"", any),
              HasSubstr("v1beta1"));
  EXPECT_THAT(kubeconfig_hint("interactiveMode must be specified for u to use exec authentication plugin", any),
              HasSubstr("interactiveMode: IfAvailable"));
  EXPECT_THAT(kubeconfig_hint("something else", any), HasSubstr("kubectl --context c config view --minify"));
}

}  // namespace
}  // namespace oomscan::kube
