#!/bin/sh
# Takes the pictures of README.md from a running local stack. Start './arrowgate up' in another terminal first.
# Needs npm, which downloads a headless Chromium. Environment:
#   CHROMIUM  another browser than npm's
#   LIVE      address of the live page, if it is not http://127.0.0.1:8090
#   FLINK     address of Flink's web UI, if it is not http://127.0.0.1:8081
#   DATA_DIR  data directory of the stack, if it is not .arrowgate
set -eu
images=$(CDPATH='' cd "$(dirname "$0")" && pwd)
cd "$images/../.."
browser=$(mktemp -d)
# npm's Chromium is unpacked there.
export TMPDIR="$browser"
trap 'rm -rf "$browser"' EXIT

cp src/test/resources/browser/package.json src/test/resources/browser/package-lock.json src/test/resources/browser/tab.mjs \
    "$images/take.mjs" "$browser"
cp src/test/resources/browser/npmrc "$browser/.npmrc"
(cd "$browser" && npm ci --ignore-scripts --no-audit --no-fund --silent)

produce() {
    ./arrowgate produce --data-dir "${DATA_DIR:-.arrowgate}" --stream "$@"
}
produce turnstiles --generate 100000 --series 500 --wait
# For longer than the pictures take.
produce sensors --generate 1000000 --series 200 --rate 3000 --broken 7 --duration 4min > "$browser/sensors.log" 2>&1 &
produce turnstiles --generate 1000000 --series 500 --rate 800 --duration 4min > "$browser/turnstiles.log" 2>&1 &

node "$browser/take.mjs" live "${LIVE:-http://127.0.0.1:8090}" "$images/live-page.webp"
node "$browser/take.mjs" flink "${FLINK:-http://127.0.0.1:8081}" "$images/flink-graph.webp"
./arrowgate report --data-dir "${DATA_DIR:-.arrowgate}" --html "$browser/report.html"
node "$browser/take.mjs" report "file://$browser/report.html" "$images/report.webp"
