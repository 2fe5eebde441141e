#!/bin/sh
# Prints the credentials of the instance's role as JSON, by IMDSv2, and keeps them in a file until shortly before they
# expire. For programs without an AWS SDK; an SDK does this itself.
#
#   METADATA_ENDPOINT   default http://169.254.169.254
#   CREDENTIALS_CACHE   default .instance-credentials.json in $XDG_RUNTIME_DIR, else in $HOME
#   REFRESH_BEFORE      seconds before the expiry at which new ones are fetched, default 300
set -eu
umask 077

endpoint=${METADATA_ENDPOINT:-http://169.254.169.254}
cache=${CREDENTIALS_CACHE:-${XDG_RUNTIME_DIR:-$HOME}/.instance-credentials.json}
refresh_before=${REFRESH_BEFORE:-300}

# The time in "Expiration" ("2026-11-21T18:00:00Z") in seconds since 1970.
expiration() {
  date -u -d "$(sed -n 's/.*"Expiration" *: *"\([^"]*\)".*/\1/p' "$1")" +%s
}

if [ -s "$cache" ] && [ "$(expiration "$cache")" -gt "$(($(date -u +%s) + refresh_before))" ]; then
  cat "$cache"
  exit 0
fi

token=$(curl -sf -X PUT "$endpoint/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
get() { curl -sf -H "X-aws-ec2-metadata-token: $token" "$endpoint/latest/meta-data/iam/security-credentials/$1"; }

role=$(get "")
get "$role" >"$cache.new"
grep -q '"Code" *: *"Success"' "$cache.new"
mv "$cache.new" "$cache"
cat "$cache"
