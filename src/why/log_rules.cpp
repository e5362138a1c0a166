#include "why/log_rules.hpp"

#include <array>
#include <memory>
#include <vector>

#include <re2/re2.h>

namespace oomscan::why {
namespace {

using enum LogCategory;

// Names of databases as people give them to hosts, services and drivers.
#define OOMSCAN_DATABASE                                                                                        \
  R"((?:postgres(?:ql)?|pgbouncer|pgpool|mysql|mariadb|mongo(?:db)?|redis|valkey|cassandra|scylla|oracle|)"     \
  R"(sql ?server|mssql|cockroach(?:db)?|clickhouse|elasticsearch|opensearch|neo4j|couchdb|influxdb|timescale|)" \
  R"(database|\bdb\b|[-_]db\b|\bdb[-_]\w))"
// What "cannot be reached" is called. Alone it is any neighbour's outage, and no cause of this list.
#define OOMSCAN_NO_CONNECTION                                                                                         \
  R"((?:connection (?:to .{1,80} )?(?:was )?(?:refused|reset|timed out|failed)|connect(?:ion)? timeout|timed? ?out|)" \
  R"(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|no such host|name or service not known|)"               \
  R"(could not (?:connect|translate host name)|(?:failed|unable|cannot|can't|could not) to? ?connect|)"               \
  R"(no route to host|i/o timeout|name resolution|getaddrinfo|not (?:reachable|available|ready)|unavailable|unreachable))"
// Default ports that nothing else is known by: PostgreSQL and PgBouncer, MySQL, SQL Server, Oracle, MongoDB, Redis and
// its Sentinel, Cassandra, CockroachDB, Elasticsearch, Neo4j.
#define OOMSCAN_DATABASE_PORT R"((?:5432|6432|3306|33060|1433|1521|2701[789]|6379|26379|9042|26257|9200|7687))"

// In order: the first that matches decides. What looks like something and is something else stands before it; what is
// special before what is general.
constexpr std::array kRules = {
    // Memory that is not the container's.
    LogRule{unknown, R"(CUDA|HIP out of memory|GPU memory|device memory|CL_OUT_OF)", "PyTorch, TensorFlow: the GPU's"},
    LogRule{unknown, R"(too many open files|no space left on device|disk quota)", "any: neither memory nor rights"},
    LogRule{database_error, R"(OOM command not allowed|MISCONF Redis|NOAUTH |WRONGPASS )", "Redis"},

    LogRule{oom_killed, R"(java\.lang\.OutOfMemoryError\b)", "JVM"},
    LogRule{oom_killed, R"(insufficient memory for the Java Runtime|Native memory allocation \(\w+\) failed)", "JVM"},
    LogRule{oom_killed, R"(Could not reserve enough space for (?:the )?.*(?:heap|object))", "JVM"},
    LogRule{oom_killed, R"((?:^|\W)_?(?:Array)?MemoryError(?:$|:))", "Python, NumPy"},
    LogRule{oom_killed, R"(JavaScript heap out of memory|Reached heap limit|Ineffective mark-compacts)", "Node.js"},
    LogRule{oom_killed, R"(FATAL ERROR: .*Allocation failed|Array buffer allocation failed)", "Node.js"},
    LogRule{oom_killed, R"(runtime: (?:out of memory|cannot allocate memory))", "Go"},
    LogRule{oom_killed, R"(failed to allocate memory \(NoMemoryError\)|\bNoMemoryError\b)", "Ruby"},
    LogRule{oom_killed, R"(System\.OutOfMemoryException|GC heap initialization failed)", ".NET"},
    LogRule{oom_killed, R"(memory allocation of \d+ bytes failed)", "Rust"},
    LogRule{oom_killed, R"(std::bad_alloc)", "C++"},
    LogRule{oom_killed, R"(Allowed memory size of \d+ bytes exhausted)", "PHP"},
    LogRule{oom_killed, R"(eheap_alloc: Cannot allocate \d+ bytes|binary_alloc: Cannot allocate)", "Erlang"},
    LogRule{oom_killed, R"(\bheap exhausted\b|Heap exhausted, game over|stack_overflow_or_heap_overflow)",
            "Haskell, SBCL"},
    LogRule{oom_killed, R"(Out of memory during .*request|Out of memory!$)", "Perl"},
    LogRule{oom_killed,
            R"(Memory cgroup out of memory|Out of memory: Kill(?:ed)? process|oom-kill(?:er)?:|invoked oom-killer)",
            "Linux"},
    LogRule{oom_killed, R"(\bENOMEM\b|Cannot allocate memory|\(?os error 12\)?|std::errc::not_enough_memory)", "libc"},
    LogRule{oom_killed, R"(Nicht genügend Hauptspeicher verfügbar|Impossible d'allouer de la mémoire)",
            "libc, German, French"},
    LogRule{oom_killed, R"(No se pudo asignar memoria|Невозможно выделить память|无法分配内存)",
            "libc, Spanish, Russian, Chinese"},
    LogRule{oom_killed, R"((?:^|[:\]] ?|error: +)out of memory\b)", "PostgreSQL, git, Chromium, many"},

    // A driver, a scheme or a code that only databases have.
    LogRule{database_error, R"(\bORA-\d{5}\b|\bTNS-\d{5}\b|\bSQLSTATE\b|\bERROR \d{4} \([0-9A-Z]{5}\))",
            "Oracle, SQL, MySQL"},
    LogRule{database_error,
            R"(PSQLException|org\.postgresql\.|Npgsql|\bpsycopg|asyncpg|\bPG::|tokio_postgres|\bpq: |\bpgx|pgconn)",
            "PostgreSQL's drivers"},
    LogRule{
        database_error,
        R"(CommunicationsException|com\.mysql\.|pymysql|MySQLdb|Mysql2::|MySqlException|ER_[A-Z_]{4,}_ERROR|mysql_native_password)",
        "MySQL's drivers"},
    LogRule{
        database_error,
        R"(MongoServerSelectionError|MongoNetworkError|MongooseServerSelectionError|MongoTimeoutException|MongoSocket\w*Exception|pymongo\.errors|Mongo::Error)",
        "MongoDB's drivers"},
    LogRule{
        database_error,
        R"(redis\.exceptions\.|RedisConnection\w*Exception|Redis::(?:Cannot|Time|Conn)\w+|RedisTimeoutException|JedisConnectionException|ioredis|\bredis: )",
        "Redis' drivers"},
    LogRule{database_error, R"((?:System|Microsoft)\.Data\.SqlClient|SQLServerException|\bSqlException)",
            "SQL Server's drivers"},
    LogRule{
        database_error,
        R"(java\.sql\.SQL\w*Exception|SQLTransientConnectionException|SQLNonTransient\w+|HikariPool|JDBCConnectionException|Flyway\w*Exception|LiquibaseException)",
        "JDBC"},
    LogRule{
        database_error,
        R"(sqlalchemy\.exc\.(?:OperationalError|DBAPIError|InterfaceError|TimeoutError|ProgrammingError)|django\.db\.utils\.|peewee\.)",
        "Python"},
    LogRule{
        database_error,
        R"(ActiveRecord::(?:Connection|NoDatabase|Statement|Database)\w*|Sequelize(?:Connection|HostNotFound|AccessDenied|Database)\w*Error|PrismaClientInitialization\w*|\bP100[0-3]\b|TypeORMError)",
        "Ruby, Node.js"},
    LogRule{database_error, R"(\bsqlx::|diesel::|NoHostAvailable\w*|\bgocql:|Ecto\.|DBConnection\.ConnectionError)",
            "Rust, Cassandra, Elixir"},
    LogRule{database_error,
            R"(sqlite3?(?:_|\.|: )|no such table: |database is locked|database disk image is malformed)", "SQLite"},
    LogRule{
        database_error,
        R"(password authentication failed for user|no pg_hba\.conf entry|the database system is (?:starting up|shutting down|in recovery)|too many clients already|remaining connection slots)",
        "PostgreSQL"},
    LogRule{
        database_error,
        R"(Access denied for user '.*'@'|Unknown database '|Too many connections|Lost connection to MySQL|MySQL server has gone away)",
        "MySQL"},
    LogRule{database_error, R"(Login failed for user '|Cannot open database ")", "SQL Server"},
    LogRule{
        database_error,
        R"((?:database|relation|role|schema|column) ["'`»].{1,80}["'`«] (?:does not exist|existiert nicht|n'existe pas))",
        "PostgreSQL"},
    LogRule{database_error,
            R"(\bno (?:usable )?database connection|database connection (?:pool )?(?:lost|closed|refused))",
            "applications"},
    LogRule{database_error, R"(permission denied for (?:table|relation|schema|database|sequence|function) )",
            "PostgreSQL"},
    LogRule{database_error,
            R"((?:pending|failed|dirty) (?:database )?migrations?\b.*(?:database|version)|Dirty database version)",
            "migration tools"},
    LogRule{
        database_error,
        R"((?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|jdbc:\w+|sqlserver|cockroachdb|clickhouse)://.*)" OOMSCAN_NO_CONNECTION,
        "a scheme"},
    LogRule{database_error,
            OOMSCAN_NO_CONNECTION
            R"(.*(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|jdbc:\w+|sqlserver)://)",
            "a scheme"},
    LogRule{database_error, R"((?::|port[ :=]+))" OOMSCAN_DATABASE_PORT R"(\b.*)" OOMSCAN_NO_CONNECTION, "a port"},
    LogRule{database_error, OOMSCAN_NO_CONNECTION R"(.*(?::|port[ :=]+))" OOMSCAN_DATABASE_PORT R"(\b)", "a port"},
    LogRule{database_error, OOMSCAN_DATABASE R"(.*)" OOMSCAN_NO_CONNECTION, "a name"},
    LogRule{database_error, OOMSCAN_NO_CONNECTION R"(.*)" OOMSCAN_DATABASE, "a name"},
    LogRule{database_error, R"((?:error|fail\w*).{0,40}\bdatabase\b|\bdatabase\b.{0,40}(?:error|fail))",
            "applications"},

    LogRule{
        image_pull_back_off,
        R"(\bImagePullBackOff\b|\bErrImagePull\b|failed to pull (?:and unpack )?image|pull access denied for|manifest unknown|manifest for \S+ not found)",
        "runtimes, operators"},

    LogRule{health_check_failed,
            R"((?:liveness|readiness|startup) (?:probe|check) (?:has )?(?:failed|errored|timed out))", "Kubernetes"},
    LogRule{health_check_failed,
            R"(health[- ]?check(?:s)?\b.{0,40}(?:fail(?:ed|ing|ure)?|timed out|unhealthy|returned 5\d\d))",
            "applications, Consul"},
    LogRule{health_check_failed, R"((?:failed|failing|unhealthy).{0,20}health[- ]?check)", "applications"},

    // Rights: what the kernel, a cloud or an API server refuses.
    LogRule{permission_error,
            R"(\bEACCES\b|\bEPERM\b|\bEROFS\b|\[Errno (?:1|13|30)\]|\(os error (?:1|13|30)\)|kind: PermissionDenied)",
            "Node.js, Python, Ruby, Rust"},
    LogRule{
        permission_error,
        R"(java\.nio\.file\.(?:AccessDenied|ReadOnlyFileSystem)Exception|java\.io\.FileNotFoundException: .*\(Permission denied\))",
        "JVM"},
    LogRule{permission_error, R"(System\.UnauthorizedAccessException|Access to the path '.*' is denied)", ".NET"},
    LogRule{permission_error, R"((?:^|[:(\s]\s?)permission denied(?:[).,;"'\]}]|$| [(\[@-]))", "libc, Go, shells"},
    LogRule{
        permission_error,
        R"((?::|\() ?operation not permitted\b|filesystem error: .*\[Operation not permitted\]|read-only file system)",
        "libc"},
    LogRule{
        permission_error,
        R"(: (?:Keine Berechtigung|Permission non accordée|Permiso denegado|Permissão negada|Permesso negato|Отказано в доступе|许可がありません|許可がありません|权限不够)|Zugriff verweigert)",
        "libc, other languages"},
    LogRule{permission_error, R"(is forbidden: User ".*" cannot \w+ resource|\(Forbidden\): .* is forbidden)",
            "Kubernetes"},
    LogRule{
        permission_error,
        R"(\bAccessDenied(?:Exception)?\b.{0,20}(?:calling|:|when|status)|is not authorized to perform: \w+:\w+|does not have \S+ (?:access|permission)|PERMISSION_DENIED)",
        "AWS, Google Cloud, gRPC"},
    LogRule{
        permission_error,
        R"(container has runAsNonRoot and image will run as root|must be (?:run|started) as root|you (?:must|need to) be root)",
        "kubelet, daemons"},

    LogRule{
        config_error,
        R"(unmarshal(?:l?ing)? errors?:|yaml: line \d+|yaml\.(?:scanner|parser)\.\w+Error|YAMLException|mapping values are not allowed)",
        "YAML readers"},
    LogRule{
        config_error,
        R"(TOMLDecodeError|toml: |json: cannot unmarshal .*(?:config|settings)|(?:config|settings)\S*: (?:invalid character|unexpected (?:token|end)))",
        "TOML and JSON readers"},
    LogRule{
        config_error,
        R"((?:invalid|bad|incorrect|missing|malformed|unsupported) (?:value for )?(?:the )?(?:configuration|config\b|setting|environment variable|env var))",
        "applications"},
    LogRule{
        config_error,
        R"(\b(?:configuration|config)(?: file| map| value| key)? .{0,60}(?:is (?:invalid|missing|required|not set)|not found|does not exist|could not be (?:read|loaded|parsed)))",
        "applications"},
    LogRule{
        config_error,
        R"((?:fail(?:ed|ure)|error|unable|cannot|could not|couldn't).{0,30}(?:load|read|pars|validat|open|decod)\w* .{0,40}(?:config|settings|\.ya?ml\b|\.toml\b|\.ini\b|\.properties\b))",
        "applications"},
    LogRule{
        config_error,
        R"(configuration error|configerror\b|ConfigurationError|ImproperlyConfigured|ConfigException|InvalidConfiguration\w*)",
        "Python, Kafka, applications"},
    LogRule{
        config_error,
        R"(Could not resolve placeholder|Failed to bind properties under|APPLICATION FAILED TO START|ConfigDataResourceNotFoundException)",
        "Spring"},
    LogRule{
        config_error,
        R"(required key \S+ missing value|environment variable \S* ?(?:is )?(?:not set|missing|required|not found|must be set|undefined)|(?:env(?:ironment)?) \S+ (?:is )?(?:not set|required)|\S+ environment variable (?:is )?(?:not set|missing|required|must be set))",
        "envconfig, applications"},
    LogRule{config_error,
            R"(\b[A-Z][A-Z0-9]*_[A-Z0-9_]+ (?:is )?(?:not set|must be set|is required|is missing|unset|undefined)\b)",
            "applications"},
    LogRule{
        config_error,
        R"(\bKeyError: '[A-Z][A-Z0-9]*_[A-Z0-9_]*'|key not found: "[A-Z][A-Z0-9_]+" \(KeyError\)|: (?:parameter not set|unbound variable)$|NotPresent)",
        "Python, Ruby, shells, Rust"},
    LogRule{
        config_error,
        R"(unknown (?:shorthand )?flag:?|flag provided but not defined|unrecognized (?:arguments?|option)|unknown (?:command[- ]line )?(?:option|argument)|invalid option --|unexpected argument)",
        "command lines"},
    LogRule{
        config_error,
        R"(\[emerg\].*(?:unknown directive|invalid|unexpected|not allowed|missing|no "ssl_certificate"|is duplicate))",
        "nginx"},
    LogRule{
        config_error,
        R"(AH00526: Syntax error|Syntax error on line \d+ of|\[ALERT\].*(?:parsing|config)|Error\(s\) found in configuration file)",
        "Apache httpd, HAProxy"},
    LogRule{config_error,
            R"(config\s?map\b.{0,60}not found|secret "[^"]+" not found|couldn't find key \S+ in (?:ConfigMap|Secret))",
            "Kubernetes"},
};

#undef OOMSCAN_DATABASE
#undef OOMSCAN_NO_CONNECTION
#undef OOMSCAN_DATABASE_PORT

RE2::Options options() {
  RE2::Options options(RE2::Quiet);
  options.set_case_sensitive(false);
  return options;
}

const std::vector<std::unique_ptr<RE2>>& patterns() {
  static const auto compiled = [] {
    std::vector<std::unique_ptr<RE2>> made;
    made.reserve(kRules.size());
    for (const LogRule& rule : kRules) {
      made.push_back(std::make_unique<RE2>(re2::StringPiece(rule.words.data(), rule.words.size()), options()));
    }
    return made;
  }();
  return compiled;
}

}  // namespace

std::span<const LogRule> log_rules() { return kRules; }

const LogRule* deciding_rule(std::string_view line) {
  const re2::StringPiece text(line.data(), line.size());
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (RE2::PartialMatch(text, *patterns()[i])) return &kRules[i];
  }
  return nullptr;
}

std::optional<LogCategory> category_of(std::string_view line) {
  const LogRule* const rule = deciding_rule(line);
  if (rule == nullptr || rule->category == unknown) return std::nullopt;
  return rule->category;
}

bool tells_of_a_database_reached(std::string_view line) {
  static const RE2 pattern(
      R"((?:\b(?:re)?connected to (?:the )?|connection (?:re)?established.*)(?:postgres|mysql|mariadb|mongo|redis|database|db\b))"
      R"(|(?:database|db|postgres\w*|mysql|mongo\w*|redis) (?:is )?(?:connected|reachable|ready|available|connection (?:re)?established))",
      options());
  return RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), pattern);
}

}  // namespace oomscan::why
