#!/usr/bin/env bash
# Installs the wheel into an environment of its own and puts the program on the path of the steps that follow.
# PAMPHLET_VERSION: a version, else the newest. PAMPHLET_SHA256: the sum that the wheel must have.
set -euo pipefail

environment="${RUNNER_TEMP:?}/pamphlet"
requirement="mkdocs-pamphlet${PAMPHLET_VERSION:+==$PAMPHLET_VERSION}"
if ! [[ "$requirement" =~ ^mkdocs-pamphlet(==[0-9A-Za-z.+-]+)?$ ]]; then
  echo "::error::“$PAMPHLET_VERSION” is not a version of Pamphlet; write it like 1.2.0"
  exit 2
fi
if [[ -n "${PAMPHLET_SHA256:-}" && -z "${PAMPHLET_VERSION:-}" ]]; then
  echo "::error::a sha256 belongs to one version; name it in version"
  exit 2
fi
python="$(command -v python3 || command -v python)"
"$python" -m venv "$environment"
scripts="$environment/bin"
[[ -d "$scripts" ]] || scripts="$environment/Scripts"
printf '%s%s\n' "$requirement" "${PAMPHLET_SHA256:+ --hash=sha256:$PAMPHLET_SHA256}" > "$environment/requirements.txt"
"$scripts/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
  --requirement "$environment/requirements.txt"
"$scripts/pamphlet" --version
echo "$scripts" >> "${GITHUB_PATH:?}"
