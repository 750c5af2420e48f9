#!/usr/bin/env bash
# Plays the README's walk with the real `ds` against a running `make dev` and prints the transcript.
# Exits with 0 only if every step held. ORG names the organisation; each run takes a new one.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
dev=${DOCSTORE_DEV_DIR:-.dev}
[[ $dev = /* ]] || dev=$top/$dev

die() {
  echo "demo: $*" >&2
  exit 1
}

[ -f "$dev/ready.env" ] || die "make dev is not running (no $dev/ready.env): start it in another terminal"
[ -x "$top/ds-cli/target/ds" ] || die "ds-cli/target/ds is missing: run make build-ds"
# shellcheck source=/dev/null
. "$dev/ready.env"
export NO_COLOR=1
org=${ORG:-demo-$(date +%s)}

# Shows a command as one would type it, runs it, shows its output, and holds it to a pattern.
step() {
  local command=$1 expected=${2:-} output
  echo "$command" | sed -e '1s/^/$ /' -e '2,$s/^/> /'
  output=$(mktemp)
  # In this shell, so that `cd` lasts; `set -e` does not reach into a condition, so the status is kept.
  eval "$command" >"$output" 2>&1 && status=0 || status=$?
  cat "$output"
  [ "$status" -eq 0 ] || die "the last command ended with $status"
  [ -z "$expected" ] || grep -Eq "$expected" "$output" || die "expected to read: $expected"
  rm -f "$output"
}

# Waits for the proposal's check without filling the transcript.
await_check() {
  local deadline=$((SECONDS + 120))
  until ds checks | grep -Eq ' (passed|failed) '; do
    [ $SECONDS -lt $deadline ] || die "the check reported no result within two minutes"
    sleep 0.5
  done
}

TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
cd "$top"

step "export DS_REMOTE=$DS_REMOTE PATH=\"\$PWD/ds-cli/target:\$PATH\""
step "scripts/demo-image"
step "cd \"\$(mktemp -d)\""
step "ds orgs create $org" "^Created org '$org'$"
step "ds repos create $org hello" "^Created repo '$org/hello'$"
step "mkdir hello && cd hello"
step "ds init $DS_REMOTE/repos/$org/hello --author $DEV_IDENTITY" "^Initialized docstore workspace \(0 files, sequence 0\)$"
step "echo 'Hello' > greeting.txt"
step "mkdir .docstore"
step "cat > .docstore/ci.yaml <<END
on:
  proposal: {}
checks:
  - name: ci/greeting
    image: localhost/docstore-demo
    steps:
      - grep Hello greeting.txt
END"
step "ds commit -m 'Say hello, and check that we do'" "^Committed sequence 1 \(2 files\)$"
step "ds checkout -b friendly" "^Switched to new branch 'friendly' \(base sequence 1\)$"
step "echo 'Hello, world' > greeting.txt"
step "ds status" "^  modified: greeting.txt$"
step "ds commit -m 'Greet the world'" "^Committed sequence 2 \(1 files?\)$"
step "ds proposal open --title 'Greet the world'" "^Proposal opened: "
await_check
step "ds checks" "ci/greeting .* passed "
step "ds merge" "^Merged 'friendly' into main at sequence 3$"
step "cat greeting.txt" "^Hello, world$"
step "ds log" "^seq 3 "
step "ds verify" "^seq 3 +OK "
