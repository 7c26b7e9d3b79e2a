#!/usr/bin/env bash
# Submits the job to a session cluster unless a job of its name runs there, and resumes it from its newest checkpoint or savepoint:
# a session cluster loses its jobs when the JobManager restarts, but their state is kept.
# Arguments are the job's own; --job.name=NAME must be among them.
set -euo pipefail

jobmanager=${JOBMANAGER:-jobmanager:8081}
jar=${JOB_JAR:-/opt/flink/usrlib/arrowgate.jar}
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
    echo "The job $name is already running."
    exit 0
fi

# A checkpoint without this file was never completed.
newest=$(find "$state" -name _metadata -printf '%T@ %h\n' | sort -n | tail -1 | cut -d' ' -f2-)
[[ -z $newest ]] || echo "Resuming from $newest"
exec flink run -m "$jobmanager" -d ${newest:+-s "file://$newest"} "$jar" "$@"
