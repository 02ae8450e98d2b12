#!/usr/bin/env bash
# Checks and builds a site: findings are annotations of the change, and the summary of the job says what was made and
# how much is translated. Ends with the first status that is not 0, after everything that was asked for has run.
set -uo pipefail

site="${PAMPHLET_SITE:-.}" out="${PAMPHLET_OUT:-dist}" fail_on="${PAMPHLET_FAIL_ON:-error}"
summary="${GITHUB_STEP_SUMMARY:-/dev/null}"
status=0

keep() {
  if [[ "$status" -eq 0 ]]; then status="$1"; fi
}

# Repairs as suggestions on a pull request. What is wrong with a finding was said by the check itself.
suggest() {
  local findings="${RUNNER_TEMP:?}/pamphlet-findings.json" python
  python="$(command -v python3 || command -v python)"
  pamphlet check --quiet --site "$site" --format json > "$findings"
  if [[ $? -le 1 ]]; then "$python" "$(dirname "${BASH_SOURCE[0]}")/suggest.py" "$findings" "$site"; keep $?; fi
}

for command in ${PAMPHLET_COMMANDS:-check build}; do
  case "$command" in
    check)
      pamphlet check --site "$site" --format github --fail-on "$fail_on"
      keep $?
      if [[ "${PAMPHLET_SUGGEST:-false}" == true ]]; then suggest; fi
      ;;
    build)
      formats=()
      if [[ -n "${PAMPHLET_FORMATS:-}" ]]; then formats=(--format "$PAMPHLET_FORMATS"); fi
      said="$(pamphlet build --site "$site" --out "$out" --fail-on "$fail_on" --color never ${formats[@]+"${formats[@]}"})"
      built=$?
      keep $built
      printf '%s\n' "$said"
      {
        printf '### Pamphlet\n\n'
        # Set in, it is code whatever the pages are called; a fence could be closed by the title of one.
        sed 's/^/    /' <<< "$said"
        if [[ "$built" -le 1 ]]; then
          printf '\n#### Translated\n\n'
          pamphlet coverage --site "$site" 2>&1 | sed 's/^/    /'
        fi
      } >> "$summary"
      ;;
    *)
      echo "::error::“$command” is not a command of this action; it knows check and build"
      exit 2
      ;;
  esac
done
exit "$status"
