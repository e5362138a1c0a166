PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE oom_scan_schema (version INTEGER NOT NULL) STRICT;
INSERT INTO oom_scan_schema VALUES(1);
CREATE TABLE cluster (
  cluster_no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  server TEXT NOT NULL,
  named_at INTEGER NOT NULL
) STRICT;
INSERT INTO cluster VALUES(1,'uid-1','prd','https://api.uid-1.example:6443',1764000000);
CREATE TABLE run (
  run_no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  version TEXT NOT NULL,
  origin TEXT NOT NULL,
  range_requested TEXT NOT NULL,
  range_from INTEGER NOT NULL,
  range_to INTEGER NOT NULL,
  interrupted INTEGER NOT NULL
) STRICT;
INSERT INTO run VALUES(1,'20251124T155940Z-0000000000000001',1763999980,1764000000,'0.1.0','scan','7d',1763395200,1764000000,0);
CREATE TABLE namespace_set (
  set_no INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO namespace_set VALUES(1,'7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78');
INSERT INTO namespace_set VALUES(2,'3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d');
CREATE TABLE namespace_in_set (
  set_no INTEGER NOT NULL REFERENCES namespace_set,
  namespace TEXT NOT NULL,
  PRIMARY KEY (set_no, namespace)
) STRICT, WITHOUT ROWID;
INSERT INTO namespace_in_set VALUES(1,'a');
INSERT INTO namespace_in_set VALUES(1,'b');
INSERT INTO namespace_in_set VALUES(2,'b');
CREATE TABLE run_cluster (
  run_no INTEGER NOT NULL REFERENCES run,
  cluster_no INTEGER NOT NULL REFERENCES cluster,
  status TEXT NOT NULL,
  pods INTEGER NOT NULL,
  complete_set INTEGER NOT NULL REFERENCES namespace_set,
  PRIMARY KEY (run_no, cluster_no)
) STRICT, WITHOUT ROWID;
INSERT INTO run_cluster VALUES(1,1,'scanned',12,1);
CREATE TABLE seen (
  run_no INTEGER NOT NULL REFERENCES run,
  cluster_no INTEGER NOT NULL REFERENCES cluster,
  source TEXT NOT NULL,
  seen_from INTEGER NOT NULL,
  seen_to INTEGER NOT NULL,
  set_no INTEGER NOT NULL REFERENCES namespace_set,
  PRIMARY KEY (run_no, cluster_no, source, seen_from, seen_to, set_no)
) STRICT, WITHOUT ROWID;
INSERT INTO seen VALUES(1,1,'events',1763989200,1764000000,1);
CREATE TABLE gap (
  run_no INTEGER NOT NULL REFERENCES run,
  cluster_no INTEGER NOT NULL REFERENCES cluster,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  set_no INTEGER NOT NULL REFERENCES namespace_set,
  detail TEXT NOT NULL,
  PRIMARY KEY (run_no, cluster_no, what, why, set_no)
) STRICT, WITHOUT ROWID;
INSERT INTO gap VALUES(1,1,'logs','forbidden',2,'''bob'' may not get logs');
CREATE TABLE subject (
  subject_no INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,
  cluster_no INTEGER NOT NULL REFERENCES cluster,
  namespace TEXT NOT NULL,
  workload_kind TEXT NOT NULL,
  workload_name TEXT NOT NULL,
  container TEXT NOT NULL,
  type TEXT NOT NULL
) STRICT;
INSERT INTO subject VALUES(1,'uid-1|a|web|OOMKilled',1,'a','Deployment','web','app','OOMKilled');
CREATE TABLE pod (
  pod_no INTEGER PRIMARY KEY,
  cluster_no INTEGER NOT NULL REFERENCES cluster,
  uid TEXT NOT NULL,
  name TEXT NOT NULL,
  node TEXT NOT NULL,
  UNIQUE (cluster_no, uid)
) STRICT;
INSERT INTO pod VALUES(1,1,'uid-1-pod-1-uid','pod-1','node-1');
CREATE TABLE failure (
  subject_no INTEGER NOT NULL REFERENCES subject,
  pod_no INTEGER NOT NULL REFERENCES pod,
  earliest INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  PRIMARY KEY (subject_no, pod_no, earliest, latest)
) STRICT, WITHOUT ROWID;
INSERT INTO failure VALUES(1,1,1763996400,1763996400);
CREATE TABLE verdict (
  verdict_no INTEGER PRIMARY KEY,
  state TEXT NOT NULL,
  confidence TEXT NOT NULL,
  cause TEXT NOT NULL,
  exit_code INTEGER NOT NULL,
  memory_limit_bytes INTEGER NOT NULL,
  image TEXT NOT NULL,
  UNIQUE (state, confidence, cause, exit_code, memory_limit_bytes, image)
) STRICT;
INSERT INTO verdict VALUES(1,'active','confirmed','OOMKilled',137,134217728,'registry.example/web:1');
CREATE TABLE finding (
  run_no INTEGER NOT NULL REFERENCES run,
  subject_no INTEGER NOT NULL REFERENCES subject,
  pod_no INTEGER NOT NULL REFERENCES pod,
  verdict_no INTEGER NOT NULL REFERENCES verdict,
  restart_count INTEGER,
  PRIMARY KEY (run_no, subject_no, pod_no)
) STRICT, WITHOUT ROWID;
INSERT INTO finding VALUES(1,1,1,1,3);
CREATE TABLE namespace_size (
  cluster_no INTEGER NOT NULL REFERENCES cluster,
  namespace TEXT NOT NULL,
  day INTEGER NOT NULL,
  pods INTEGER NOT NULL,
  PRIMARY KEY (cluster_no, namespace, day)
) STRICT, WITHOUT ROWID;
INSERT INTO namespace_size VALUES(1,'a',1763942400,5);
INSERT INTO namespace_size VALUES(1,'b',1763942400,7);
CREATE TABLE incident (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  status TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  last_failure_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  resolved_at INTEGER,
  failures INTEGER NOT NULL,
  runs INTEGER NOT NULL,
  last_run TEXT NOT NULL,
  healthy_runs INTEGER NOT NULL,
  healthy_since INTEGER,
  turns TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO incident VALUES('uid-1|a|web|OOMKilled','open',1763996400,1763996400,0,NULL,1,1,'20251124T155940Z-0000000000000001',0,NULL,'');
CREATE INDEX run_by_time ON run (finished_at);
CREATE INDEX seen_by_time ON seen (seen_to, seen_from);
CREATE INDEX failure_by_time ON failure (latest);
CREATE INDEX failure_by_pod ON failure (pod_no);
COMMIT;
