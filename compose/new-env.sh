#!/usr/bin/env bash
# Creates .env for docker-compose.yml: .env.example with a random password for each that is empty there. Keeps an existing .env,
# because running servers have its passwords.
set -euo pipefail

cd "${1:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..}"
if [[ -e .env ]]; then
    echo "new-env.sh: .env already exists; delete it first if you want other passwords" >&2
    exit 1
fi

umask 077
while IFS= read -r line; do
    [[ $line != *_PASSWORD= ]] || line+=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
    printf '%s\n' "$line"
done <.env.example >.env
echo "Created .env with new passwords; only you can read it."
