#!/usr/bin/env bash
# Submits the job to a session cluster unless one of its name runs there, and lets it go on from its newest checkpoint or
# savepoint: a session cluster forgets its jobs when the JobManager restarts, but their state stays.
# Arguments are the job's own; --job.name=NAME must be among them.
set -euo pipefail

jobmanager=${JOBMANAGER:-jobmanager:8081}
jar=${JOB_JAR:-/opt/arrowgate/arrowgate.jar}
state=${FLINK_STATE:-/flink-state}

name=
for argument; do
    case $argument in
        --job.name=*) name=${argument#*=} ;;
    esac
done
[[ -n $name ]] || { echo "submit.sh: --job.name=NAME is missing" >&2; exit 1; }

running=$(flink list -m "$jobmanager" -r)
if grep -qF " : $name (" <<<"$running"; then
    echo "The job $name runs already."
    exit 0
fi

# A checkpoint without this file was never completed.
newest=$(find "$state" -name _metadata -printf '%T@ %h\n' | sort -n | tail -1 | cut -d' ' -f2-)
[[ -z $newest ]] || echo "Going on from $newest"
exec flink run -m "$jobmanager" -d ${newest:+-s "file://$newest"} "$jar" "$@"
