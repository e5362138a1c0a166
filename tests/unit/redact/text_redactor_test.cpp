#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redact/redactor.hpp"

namespace oomscan::redact {
namespace {

std::string redacted(std::string text, std::size_t* count = nullptr) {
  const std::size_t replaced = make_redactor()->redact(text);
  if (count != nullptr) *count = replaced;
  return text;
}

struct Case {
  std::string before;
  std::string after;
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& each : cases) {
    std::size_t count = 0;
    ASSERT_EQ(redacted(each.before, &count), each.after);
    EXPECT_GE(count, 1U) << each.before;
    EXPECT_EQ(redacted(each.after, &count), each.after) << "a second time";
    EXPECT_EQ(count, 0U) << each.after;
    // Neither the text's beginning and end nor the place in memory matter.
    for (const std::string before : {"\n", "2025-12-12T05:25:40Z x\n", "ab\n"}) {
      ASSERT_EQ(redacted(before + each.before + "\nnext line\n"), before + each.after + "\nnext line\n");
    }
  }
}

TEST(Redactor, TakesWhatAKeySaysToBeAPassword) {
  expect_all({
      {"password=hunter2", "password=[redacted: password]"},
      {"connecting user=app password=hunter2 db=shop", "connecting user=app password=[redacted: password] db=shop"},
      {"DB_PASSWORD=hunter2", "DB_PASSWORD=[redacted: password]"},
      {"PGPASSWORD=x", "PGPASSWORD=[redacted: password]"},
      {"passwd = hunter2", "passwd = [redacted: password]"},
      {"password: hunter2", "password: [redacted: password]"},
      {"  password: correct horse battery", "  password: [redacted: password]"},
      {"  password: swordfish  # of the test", "  password: [redacted: password]  # of the test"},
      {"{\"user\":\"app\",\"password\":\"hun\\\"ter,2\",\"x\":1}",
       "{\"user\":\"app\",\"password\":\"[redacted: password]\",\"x\":1}"},
      {R"(msg="{\"password\":\"hunter2\",\"a\":1}" x=1)",
       R"(msg="{\"password\":\"[redacted: password]\",\"a\":1}" x=1)"},
      {R"(msg="{\"pass\\\"x\":\"{\\\"password\\\":\\\"hunter2\\\"}\"}")",
       R"(msg="{\"pass\\\"x\":\"{\\\"password\\\":\\\"[redacted: password]\\\"}\"}")"},
      {"{'db': {'passwd': 'hunter2', 'port': 5}}", "{'db': {'passwd': '[redacted: password]', 'port': 5}}"},
      {"{\"password\" : 123456}", "{\"password\" : [redacted: password]}"},
      {":password=>\"hunter2\", :x=>1", ":password=>\"[redacted: password]\", :x=>1"},
      {"&{User:app Password:hunter2 Port:5432}", "&{User:app Password:[redacted: password] Port:5432}"},
      {"map[password:[hunter2] user:[x]]", "map[password:[[redacted: password]] user:[x]]"},
      {"Server=db;User Id=app;Password=hu,nt;er2;Database=shop",
       "Server=db;User Id=app;Password=[redacted: password];Database=shop"},
      {"POST /login?user=x&password=hunter2&next=/", "POST /login?user=x&password=[redacted: password]&next=/"},
      {"<password>hunter2</password>", "<password>[redacted: password]</password>"},
      {"mysqld --password=hunter2 --port=3306", "mysqld --password=[redacted: password] --port=3306"},
      {"mysqld --password hunter2 --port 3306", "mysqld --password [redacted: password] --port 3306"},
      {"params[password]=hunter2", "params[password]=[redacted: password]"},
      {"GENERATED ROOT PASSWORD: Axegh3bool", "GENERATED ROOT PASSWORD: [redacted: password]"},
      {"logging in with password: swordfish", "logging in with password: [redacted: password]"},
      {"using password: hunter2 for user bob", "using password: [redacted: password] for user bob"},
      {"MYSQL_PWD=hunter2", "MYSQL_PWD=[redacted: password]"},
      {"\"sslPassphrase\": \"a b\"", "\"sslPassphrase\": \"[redacted: password]\""},
      {"password_hash=$2a$10$N9qo8uLOickgx2ZMRZoMye", "password_hash=[redacted: password]"},
      {"DB_PASS=hunter2", "DB_PASS=[redacted: password]"},
      {"SECRET_KEY_BASE=abc", "SECRET_KEY_BASE=[redacted: API key]"},
      {"X-Vault-Token: abcdefgh", "X-Vault-Token: [redacted: token]"},
      {"jdbc:mysql://db/shop?user=app&password=hunter2&ssl=true",
       "jdbc:mysql://db/shop?user=app&password=[redacted: password]&ssl=true"},
      {"spring.datasource.password=hunter2", "spring.datasource.password=[redacted: password]"},
      {"password='it is me' next=1", "password='[redacted: password]' next=1"},
      {"error (password=hunter2)", "error (password=[redacted: password])"},
      {"error [password=hunter2], next", "error [password=[redacted: password]], next"},
      {R"(line one\npassword=hunter2\nLine three)", R"(line one\npassword=[redacted: password]\nLine three)"},
      {"password: |\n    very\n    hidden\nuser: x", "password: |\n    [redacted: password]\nuser: x"},
  });
}

TEST(Redactor, TakesTokensAndKeysByTheirNames) {
  expect_all({
      {"token=abc", "token=[redacted: token]"},
      {"access_token: swordfish", "access_token: [redacted: token]"},
      {"{\"token\":\"swordfish\"}", "{\"token\":\"[redacted: token]\"}"},
      {"token: a8f3k29dkq", "token: [redacted: token]"},
      {"got token: 9fJ2kd02Kd93jfK2 from vault", "got token: [redacted: token] from vault"},
      {"GET /hook?token=abc&x=1 200", "GET /hook?token=[redacted: token]&x=1 200"},
      {"X-Api-Key: 12345678", "X-Api-Key: [redacted: API key]"},
      {"api_key=abcdef", "api_key=[redacted: API key]"},
      {"{\"apiKey\":\"abc\"}", "{\"apiKey\":\"[redacted: API key]\"}"},
      {"APIKEY2=abc", "APIKEY2=[redacted: API key]"},
      {"client_secret=3f2504e0-4f89-11d3-9a0c-0305e82c3301", "client_secret=[redacted: secret]"},
      {"secret=hunter2", "secret=[redacted: secret]"},
      {"JWT_SECRET: my-precious-thing", "JWT_SECRET: [redacted: secret]"},
      {"encryption_key=abcd", "encryption_key=[redacted: API key]"},
      {"private_key=abcd", "private_key=[redacted: private key]"},
      {"credentials=app:hunter2", "credentials=[redacted: credential]"},
      {"connectionString=\"Server=db;Pwd=x\"", "connectionString=\"[redacted: connection string]\""},
      {"ConnectionStrings__Default=Server=db;User Id=x", "ConnectionStrings__Default=[redacted: connection string]"},
      {"DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9vYmFyCg==;EndpointSuffix=core",
       "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=[redacted: API key];EndpointSuffix=core"},
      {"{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}",
       "{\"name\":\"DB_PASSWORD\",\"value\":\"[redacted: password]\"}"},
      {R"({\"name\":\"API_TOKEN\",\"value\":\"hunter2\"})",
       R"({\"name\":\"API_TOKEN\",\"value\":\"[redacted: token]\"})"},
      {"EnvVar{Name:DB_PASSWORD,Value:hunter2,ValueFrom:nil,}",
       "EnvVar{Name:DB_PASSWORD,Value:[redacted: password],ValueFrom:nil,}"},
      {"- name: DB_PASSWORD\n  value: hunter2", "- name: DB_PASSWORD\n  value: [redacted: password]"},
      {"Set-Cookie: sid=abc; Path=/", "Set-Cookie: [redacted: cookie]"},
      {"https://x.blob/a?sv=1&sig=abc%3D&se=2", "https://x.blob/a?sv=1&sig=[redacted: token]&se=2"},
  });
}

TEST(Redactor, TakesCredentialsOfHeaders) {
  expect_all({
      {"Authorization: Bearer abc", "Authorization: Bearer [redacted: bearer token]"},
      {"authorization: bearer sha256~Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MTIzNDU",
       "authorization: bearer [redacted: bearer token]"},
      {"\"Authorization\":[\"Bearer a1b2c3d4e5f6\"]", "\"Authorization\":[\"Bearer [redacted: bearer token]\"]"},
      {"Authorization:[Bearer a1b2c3d4e5f6]", "Authorization:[Bearer [redacted: bearer token]]"},
      {"curl -H 'Authorization: Bearer a1b2c3d4e5f6' https://x",
       "curl -H 'Authorization: Bearer [redacted: bearer token]' https://x"},
      {"sent Bearer 0123456789abcdef to x", "sent Bearer [redacted: bearer token] to x"},
      {"Authorization: Basic YXBwOmh1bnRlcjI=", "Authorization: Basic [redacted: basic auth]"},
      {"header basic YXBwOmh1bnRlcjI= sent", "header basic [redacted: basic auth] sent"},
      {"Authorization: Digest username=\"a\", response=\"6629fae\"", "Authorization: Digest [redacted: credential]"},
      {"{\"auths\":{\"r.example\":{\"auth\":\"YXBwOmh1bnRlcjI=\"}}}",
       "{\"auths\":{\"r.example\":{\"auth\":\"[redacted: basic auth]\"}}}"},
      {R"(\"auth\":\"YXBwOmh1bnRlcjI=\")", R"(\"auth\":\"[redacted: basic auth]\")"},
  });
}

TEST(Redactor, TakesPasswordsOfAddresses) {
  expect_all({
      {"postgres://app:hunter2@db:5432/shop", "postgres://app:[redacted: password]@db:5432/shop"},
      {"DATABASE_URL=postgres://app:hunter2@db:5432/shop",
       "DATABASE_URL=postgres://app:[redacted: password]@db:5432/shop"},
      {"redis://:p@ss@cache:6379/0 up", "redis://:[redacted: password]@cache:6379/0 up"},
      {"mongodb+srv://a:b%2Fc@h1,h2/db", "mongodb+srv://a:[redacted: password]@h1,h2/db"},
      {"amqp:\\/\\/a:hunter2@mq\\/vhost", "amqp:\\/\\/a:[redacted: password]@mq\\/vhost"},
      {"postgres://app:hun/ter2@db/shop", "postgres://app:[redacted: password]@db/shop"},
      {"app:hunter2@tcp(db:3306)/shop", "app:[redacted: password]@tcp(db:3306)/shop"},
      {"https://0123456789abcdef0123456789abcdef@sentry.example/1", "https://[redacted: token]@sentry.example/1"},
      {"https://hooks.slack.com/services/T0000/B0000/abcdefghij done",
       "https://hooks.slack.com/[redacted: token] done"},
  });
}

TEST(Redactor, TakesSecretsThatNameThemselves) {
  const std::string r30(30, 'a');
  const std::string jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N";
  expect_all({
      {"got " + jwt + ".", "got [redacted: JWT]."},
      {"x=" + jwt + ",y=1", "x=[redacted: JWT],y=1"},
      {"ghp_" + r30 + "123456", "[redacted: token]"},
      {"github_pat_" + r30, "[redacted: token]"},
      {"glpat-abcdefghij0123456789", "[redacted: token]"},
      {"xoxb-123456789012-abcdefghijkl", "[redacted: token]"},
      {"key AIza" + r30 + "12345 x", "key [redacted: API key] x"},
      {"oc login --server x sha256~abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
       "oc login --server x [redacted: token]"},
      {"sk_live_" + r30, "[redacted: API key]"},
      {"hvs.CAESIabcdefghijklmnopqrs", "[redacted: token]"},
      {"id AKIAIOSFODNN7EXAMPLE used", "id [redacted: AWS key id] used"},
      {"AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
       "[redacted: AWS key id],[redacted: AWS secret]"},
      {"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY of AKIAIOSFODNN7EXAMPLE",
       "[redacted: AWS secret] of [redacted: AWS key id]"},
      {"aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
       "aws_access_key_id = [redacted: AWS key id]\naws_secret_access_key = [redacted: API key]"},
      {"AKIAIOSFODNN7EXAMPLE password=hunter2 wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
       "[redacted: AWS key id] password=[redacted: password] [redacted: AWS secret]"},
  });
}

}  // namespace
}  // namespace oomscan::redact
