#!/bin/sh
# Makes src/main/wasm/rego.wasm from shim/, and rego.manifest with the hashes of all that it was made
# of. With --check it only compares what it makes with what is committed.
#
# The module depends on the sources, Cargo.lock.in, this script and the compiler, not on where they lie:
# paths are remapped, there is one code generation unit, and no debug information. The compiler is
# the one below; where rustup can install it, it does. Another one makes other code: then --check
# says which sections differ and succeeds. Exit status 75: what is needed cannot be downloaded.
set -eu
rustc_wanted="rustc 1.95.0 (59807616e 2026-04-14)"

cd "$(dirname "$0")"
here=$(pwd)
work=$here/target/shim
vendor=$work/vendor
mkdir -p "$work"

if ! command -v cargo >/dev/null; then
  echo "Rust is missing: install it with rustup so that cargo is on the PATH" >&2
  exit 1
fi
if command -v rustup >/dev/null; then
  if [ "$(rustc --version)" != "$rustc_wanted" ]; then
    RUSTUP_TOOLCHAIN=$(echo "$rustc_wanted" | cut -d' ' -f2)
    export RUSTUP_TOOLCHAIN
    rustup toolchain install "$RUSTUP_TOOLCHAIN" --profile minimal >&2 || exit 75
  fi
  rustup target list --installed | grep -qx wasm32-wasip1 || rustup target add wasm32-wasip1 || exit 75
fi

# What is committed of Cargo.lock leaves out where packages come from: cargo knows that by itself.
mkdir -p "$work/probe/src"
touch "$work/probe/src/lib.rs"
printf '[package]\nname = "probe"\n[dependencies]\nmemchr = "2"\n[workspace]\n' >"$work/probe/Cargo.toml"
cargo generate-lockfile --quiet --manifest-path "$work/probe/Cargo.toml" || exit 75
origin=$(grep -m 1 '^source = ' "$work/probe/Cargo.lock")
sed "s|^source = \"origin\"\$|$origin|" shim/Cargo.lock.in >shim/Cargo.lock

cargo vendor --quiet --locked --versioned-dirs --manifest-path shim/Cargo.toml "$vendor" >/dev/null || exit 75

# memchr brings SIMD instructions, which link-time optimisation spreads over the whole module, and
# which cannot be turned into bytecode. It has no feature for that, so its copy here is changed.
for memchr in "$vendor"/memchr-2.*; do
  find "$memchr/src" -name '*.rs' -exec sed -i.original 's/target_arch = "wasm32"/any()/g' {} +
  sed -i.original 's/"files":{[^}]*}/"files":{}/' "$memchr/.cargo-checksum.json"
done

RUSTFLAGS="--remap-path-prefix=$here=/rego --remap-path-prefix=$(rustc --print sysroot)=/rust"
# Functions stay small enough for HotSpot to compile: 8,000 bytes of bytecode.
RUSTFLAGS="$RUSTFLAGS -C llvm-args=--inline-threshold=60"
RUSTFLAGS="$RUSTFLAGS -C link-arg=-zstack-size=4194304"
export RUSTFLAGS
CARGO_TARGET_DIR=$work/cargo cargo build --quiet --locked --offline --release \
  --manifest-path shim/Cargo.toml --target wasm32-wasip1 \
  --config 'source.crates-io.replace-with="vendored"' \
  --config "source.vendored.directory=\"$vendor\""
made=$work/cargo/wasm32-wasip1/release/docstore_rego.wasm
committed=src/main/wasm/rego.wasm

if [ "${1:-}" = --check ]; then
  if cmp -s "$made" "$committed"; then
    echo "rego.wasm is made of its sources, byte for byte"
    exit 0
  fi
  "$(../scripts/jdk25)/bin/java" src/build/Sections.java "$committed" "$made"
  if [ "$(rustc --version)" = "$rustc_wanted" ]; then
    echo "rego.wasm is not what its sources make: run make rego-wasm and commit it" >&2
    exit 1
  fi
  echo "rego.wasm was made by $rustc_wanted, which explains the difference; this is $(rustc --version)"
  exit 0
fi

sha256() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}
cp "$made" "$committed"
chmod 644 "$committed"
{
  rustc --version
  LC_ALL=C
  export LC_ALL
  find shim/src -name '*.rs' | sort | while read -r source; do sha256 "$source"; done
  sha256 build-wasm.sh shim/Cargo.lock.in shim/Cargo.toml "$committed"
} >src/main/wasm/rego.manifest
