// A log as containers write it, with secrets planted at known places. The same for the same arguments, everywhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace oomscan::fakes {

struct PlantedLog {
  std::string text;
  std::string expected;              // the text with each secret replaced, every other byte as it was
  std::vector<std::string> secrets;  // what must not be left
};

class LogPlanter {
 public:
  explicit LogPlanter(std::uint64_t seed) : random_(seed) {}

  // At least `bytes` long, one secret of some kind about every `bytes_between`. All kinds take turns.
  PlantedLog log(std::size_t bytes, std::size_t bytes_between) {
    PlantedLog log;
    log.text.reserve(bytes + bytes / 8);
    log.expected.reserve(bytes + bytes / 8);
    std::size_t next = bytes_between / 2;
    for (std::size_t kind = 0; log.text.size() < bytes;) {
      if (log.text.size() >= next) {
        plant(log, kind++);
        next = log.text.size() + bytes_between / 2 + below(bytes_between);
      }
      const std::string line = ordinary();
      log.text += line;
      log.expected += line;
    }
    return log;
  }

  std::string ordinary() {
    const std::string n = std::to_string(below(100'000));
    const std::string time = "2025-12-12T0" + std::to_string(below(10)) + ":" + std::to_string(10 + below(50)) + ":" +
                             std::to_string(10 + below(50)) + "." + std::to_string(100 + below(900)) + "Z";
    switch (below(14)) {
      case 0:
        return "time=\"" + time + "\" level=info msg=\"request served\" method=GET path=/api/v1/orders/" + n +
               " status=200 duration_ms=" + std::to_string(below(900)) + " request_id=" + hex(32) + "\n";
      case 1:
        return "{\"level\":\"info\",\"ts\":\"" + time +
               "\",\"logger\":\"controller.order\",\"msg\":\"Reconciling\",\"name\":\"order-" + n +
               "\",\"namespace\":\"shop\",\"reconcileID\":\"" + hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12) +
               "\"}\n";
      case 2:
        return "I1212 05:25:40." + std::to_string(100'000 + below(900'000)) +
               "       1 reflector.go:359] Caches populated for *v1.ConfigMap from pkg/client/informers/factory.go:" +
               n + "\n";
      case 3:
        return "10.128.2." + std::to_string(below(255)) +
               " - - [12/Dec/2025:05:25:40 +0000] \"POST /checkout HTTP/1.1\" 201 " + n +
               " \"https://shop.example/cart\" \"Mozilla/5.0 (X11; Linux x86_64)\"\n";
      case 4:
        return time + " WARN  [http-nio-8080-exec-" + std::to_string(below(20)) +
               "] c.a.s.OrderService - slow query took " + n + " ms: select * from orders where id = ?\n";
      case 5:
        return "\tat com.acme.shop.OrderService.load(OrderService.java:" + std::to_string(below(900)) + ")\n";
      case 6:
        return time + " DEBUG cache hit key=order:" + n + ":v2 region=asia-east1 size=" + std::to_string(below(9000)) +
               "\n";
      case 7:
        return "level=info msg=\"completion done\" tokens=" + n + " max_tokens=4096 token count: " + n + "\n";
      case 8:
        return "E1212 05:25:40.123456       1 kubelet.go:2011] MountVolume.SetUp failed for volume \"creds\" : secret "
               "\"db-creds-" +
               n + "\" not found\n";
      case 9:
        return time + " FATAL: password authentication failed for user \"app" + n + "\"\n";
      case 10:
        return "[GC (Allocation Failure) [PSYoungGen: " + n + "K->1234K(" + n + "K)] " + n + "K->2345K(" + n +
               "K), 0.0123456 secs]\n";
      case 11:
        return time + " INFO  pulled quay.io/acme/auth-token:v1." + std::to_string(below(99)) +
               " digest sha256:" + hex(64) + "\n";
      case 12:
        return time + " INFO  connecting to postgres://db-" + n + ":5432/shop?sslmode=require as app@db\n";
      default:
        return time + " INFO  the quick brown fox processed " + n +
               " items, skipped 3, was assigned to classes of its own\n";
    }
  }

  static constexpr std::size_t kKinds = 24;

 private:
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  std::string drawn(std::size_t length, std::string_view letters) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += letters[below(letters.size())];
    return text;
  }
  std::string hex(std::size_t length) { return drawn(length, "0123456789abcdef"); }
  std::string word(std::size_t length) {
    // Always with a digit and both cases.
    return "q7R" + drawn(length - 3, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
  }

  void put(PlantedLog& log, const std::string& before, const std::string& secret, std::string_view kind,
           const std::string& after) {
    log.text += before + secret + after;
    log.expected += before + "[redacted: " + std::string(kind) + "]" + after;
    log.secrets.push_back(secret);
  }

  void plant(PlantedLog& log, std::size_t turn) {
    const std::string now = "2025-12-12T05:25:40Z INFO  ";
    switch (turn % kKinds) {
      case 0:
        return put(log, now + "calling with Authorization: Bearer ", word(40), "bearer token", " to /v1\n");
      case 1:
        return put(log, now + "logged in with ", "sha256~" + word(43), "token", "\n");
      case 2:
        return put(log, now + "session ", "eyJ" + word(30) + "." + word(60) + "." + word(43), "JWT", " opened\n");
      case 3:
        return put(log, now + "loaded\n",
                   "-----BEGIN RSA PRIVATE KEY-----\n" + word(64) + "\n" + word(64) + "\n" + word(20) +
                       "\n-----END RSA PRIVATE KEY-----",
                   "private key", "\n");
      case 4:
        return put(log, "{\"msg\":\"key\",\"pem\":\"",
                   "-----BEGIN PRIVATE KEY-----\\n" + word(64) + "\\n" + word(30) + "\\n-----END PRIVATE KEY-----",
                   "private key", "\\n\",\"x\":1}\n");
      case 5:
        return put(log, now + "connecting to postgres://app:", word(12), "password", "@db:5432/shop\n");
      case 6:
        return put(log, now + "db user=app password=", word(12), "password", " host=db\n");
      case 7:
        return put(log, "{\"level\":\"debug\",\"user\":\"app\",\"password\":\"", word(12) + "&,;x", "password",
                   "\",\"port\":5432}\n");
      case 8:
        return put(log, R"({"msg":"body {\"client_secret\":\")", word(24), "secret",
                   R"(\",\"scope\":\"a\"}"})"
                   "\n");
      case 9:
        return put(log, "      DB_PASSWORD:  ", word(10), "password", "\n");
      case 10:
        return put(log, now + "X-Api-Key: ", word(32), "API key", "\n");
      case 11:
        return put(log, now + "id ", "AKIA" + drawn(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), "AWS key id", " used\n");
      case 12:
        put(log, now + "aws ", "ASIA" + drawn(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), "AWS key id", "");
        return put(log, " ", word(40), "AWS secret", " configured\n");
      case 13:
        return put(log, "git clone https://oauth2:", "ghp_" + word(36), "password", "@github.example/acme/shop\n");
      case 14:
        return put(log, now + "token is ", "ghs_" + word(36), "token", "\n");
      case 15:
        return put(log, now + "using ", "glpat-" + word(20), "token", " for gitlab\n");
      case 16:
        return put(log, now + "slack ", "xoxb-" + drawn(12, "0123456789") + "-" + word(24), "token", "\n");
      case 17:
        return put(log, now + "maps key ", "AIza" + word(35), "API key", "\n");
      case 18:
        // "app:" and a password, in base64.
        return put(log, now + "Authorization: Basic ", "YXBwOm" + drawn(2, "FGH") + word(16), "basic auth", "\n");
      case 19:
        return put(log, "GET /login?user=a&access_token=", word(20), "token", "&next=/ 200\n");
      case 20:
        return put(log, "spring.datasource.password = ", word(14), "password", "\n");
      case 21:
        return put(log, "{\"name\":\"API_TOKEN\",\"value\":\"", word(18), "token", "\"}\n");
      case 22:
        return put(log, "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=", word(60) + "==", "API key",
                   ";EndpointSuffix=core\n");
      default:
        return put(log, now + "running mysqldump --password ", word(12), "password", " --all\n");
    }
  }

  std::mt19937_64 random_;
};

}  // namespace oomscan::fakes
