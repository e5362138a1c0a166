# shellcheck shell=bash
# Who may speak to the API servers: one authority, the components' certificates, people's tokens. Sourced.

readonly node_address=10.99.0.1
readonly domain=testbed.local
readonly certificate_days=30

# certificate NAME SUBJECT: writes NAME.key and NAME.crt, good for every server of the testbed.
certificate() {
  local -r names="subjectAltName=IP:127.0.0.1,IP:$node_address,IP:10.96.0.1,DNS:localhost"
  local -r more="DNS:api.oom-real-01.$domain,DNS:api.oom-paper-01.$domain"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -out "$1.crt" -days "$certificate_days" \
    -extfile <(echo "$names,$more") 2>/dev/null
  rm "$1.csr"
}

# Like a token of OpenShift's OAuth server, new for every testbed.
new_token() { echo "sha256~$(openssl rand -base64 48 | tr -d '=+/\n' | cut -c1-43)"; }

# Writes everything into the current folder.
write_identities() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt \
    -days "$certificate_days" -subj /CN=testbed-ca 2>/dev/null
  openssl ecparam -name prime256v1 -genkey -noout -out sa.key
  openssl ec -in sa.key -pubout -out sa.pub 2>/dev/null
  certificate api /CN=kube-apiserver
  certificate node /O=system:nodes/CN=system:node:node1
  certificate kubelet-client /O=system:masters/CN=apiserver
  local person
  for person in admin tenant reader; do new_token >"$person.token"; done
  {
    echo "$(cat admin.token),admin,admin,\"system:masters\""
    echo "$(cat tenant.token),tenant,tenant"
    echo "$(cat reader.token),reader,reader"
  } >tokens.csv
}
