#!/bin/sh
# Makes the indices of the sample shop, unless they are there, and fills them; then it stays,
# so that who waits for it sees that it is done.
set -eu
for index in products orders-2026; do
    if curl --silent --fail --output /dev/null --head "$ELASTICSEARCH_URL/$index"; then
        continue
    fi
    curl --silent --fail --show-error --output /dev/null --request PUT \
        --header "Content-Type: application/json" \
        --data-binary "@/sample-data/$index.json" "$ELASTICSEARCH_URL/$index"
    curl --silent --fail --show-error --output /dev/null --request POST \
        --header "Content-Type: application/x-ndjson" \
        --data-binary "@/sample-data/$index.ndjson" "$ELASTICSEARCH_URL/$index/_bulk?refresh=true"
done
touch /tmp/loaded
exec sleep infinity
