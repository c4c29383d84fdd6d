#!/usr/bin/env bash
# Makes the demo company with two offices, an inventory of fictitious numbers (555-0100 to 555-0199)
# and an API token, by the admin APIs. Prints SCIM_BASE_URL and SCIM_TOKEN as shell assignments;
# everything else goes to stderr. Run again, it changes nothing but adds a new token, since a token is
# shown only once.
set -euo pipefail

company=11111111-1111-4111-8111-111111111111
# The token comes by a file: every user of the machine may read a process's arguments.
admin() { # method, URL, media type, body
  curl -sS --fail-with-body --retry 5 --retry-all-errors --max-time 30 -X "$1" "$2" \
    -H @<(echo "Authorization: Bearer $SWITCHBOARD_ADMIN_TOKEN") -H "Content-Type: $3" --data-binary "$4"
}
office() { # id, name, area code, is it the default
  admin PUT "$PROVISIONER_ADMIN_URL/admin/v1/companies/$company/offices/$1" application/json \
    "{\"name\":\"$2\",\"country\":\"US\",\"areaCode\":\"$3\",\"isDefault\":$4}" >&2
  echo >&2
}

admin PUT "$PROVISIONER_ADMIN_URL/admin/v1/companies/$company" application/json '{"name":"Example Corp"}' >&2
echo >&2
office 22222222-2222-4222-8222-222222222222 'New York' 212 true
office 33333333-3333-4333-8333-333333333333 'San Francisco' 415 false

numbers=$(for area in 212 415; do for line in $(seq 100 199); do echo "+1${area}5550$line"; done; done)
admin POST "$NUMBERS_ADMIN_URL/admin/v1/numbers" text/csv "$numbers" >&2
echo >&2

answer=$(admin POST "$PROVISIONER_ADMIN_URL/admin/v1/companies/$company/tokens" application/json '{"name":"demo"}')
token=$(sed -n 's/.*"token" *: *"\(sbt_[A-Za-z0-9_-]*\)".*/\1/p' <<<"$answer")
[ -n "$token" ] || { echo "demo-setup: the provisioner's answer holds no token" >&2; exit 1; }
echo "SCIM_BASE_URL=http://127.0.0.1:${SCIM_PORTS%%-*}/scim/v2"
echo "SCIM_TOKEN=$token"
