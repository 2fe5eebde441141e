#!/bin/sh
# Prints the credentials of the instance's role as JSON, by IMDSv2, and keeps them in a file until shortly before they
# expire. For programs without an AWS SDK; an SDK does this itself. Needs curl and GNU date.
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
  date -u -d "$(sed -n 's/.*"Expiration" *: *"\([^"]*\)".*/\1/p' "$1")" +%s 2>/dev/null
}

# Whether what was kept is good for $1 seconds more.
good_for() {
  [ -s "$cache" ] && [ "$(expiration "$cache" || echo 0)" -gt "$(($(date -u +%s) + $1))" ]
}

# Tries again, with pauses, where the service is busy (it answers 503) or slow.
ask() { curl -sf --max-time 5 --retry 3 "$@"; }
get() { ask -H "X-aws-ec2-metadata-token: $token" "$endpoint/latest/meta-data/iam/security-credentials/$1"; }

# Several programs may do this at once: each writes a file of its own and puts it in the place of the one that is kept.
refresh() {
  token=$(ask -X PUT "$endpoint/latest/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 60") || return 1
  role=$(get "") || return 1
  get "$role" >"$new" || return 1
  grep -q '"Code" *: *"Success"' "$new" || return 1
  mv "$new" "$cache"
}

new=$(mktemp "$cache.XXXXXX")
trap 'rm -f "$new"' EXIT

if ! good_for "$refresh_before" && ! refresh && ! good_for 0; then
  echo "no credentials: $endpoint gives none, and none that were kept are still good" >&2
  exit 1
fi
cat "$cache"
