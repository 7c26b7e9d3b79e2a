#!/usr/bin/env bash
# Makes .env for docker-compose.yml: .env.example with a random password for each that is empty there. Leaves an .env that is
# there alone, because the passwords in it are those of the servers' data.
set -euo pipefail

cd "${1:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..}"
if [[ -e .env ]]; then
    echo "new-env.sh: .env is there already; delete it first if you want other passwords" >&2
    exit 1
fi

umask 077
while IFS= read -r line; do
    [[ $line != *_PASSWORD= ]] || line+=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
    printf '%s\n' "$line"
done <.env.example >.env
echo "Made .env with new passwords, for you alone to read."
