#!/usr/bin/env bash
# Builds every package as it would be released, out of a clean clone of what is committed, and uses
# each as its user would: `tests/packages.sh [crates] [python] [npm]`, all of them without a name.
set -euo pipefail

root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet --shared "$root" "$work/shisei"
cd "$work/shisei"

fail() { echo "packages: $*" >&2; exit 1; }

# The names in a list of files that must be there.
has() {
  local list=$1 name
  shift
  for name; do grep -qE "(^|/)$name\$" <<<"$list" || fail "no $name among: $list"; done
}

build_crates() {
  echo "── the crates, from their own contents"
  crates=$(cargo metadata --format-version 1 --no-deps --locked | python3 -c \
    'import json, sys; print(*(it["name"] for it in json.load(sys.stdin)["packages"] if it["publish"] is None))')
  for crate in $crates; do
    has "$(cargo package --locked --package "$crate" --list)" README.md LICENSE-MIT LICENSE-APACHE
  done
  # shellcheck disable=SC2086
  cargo package --locked --quiet $(printf -- '--package %s ' $crates)
  version=$(sed -n '/^\[workspace.package\]/,/^version/s/^version = "\(.*\)"/\1/p' Cargo.toml)
  for crate in $crates; do
    echo "── tests inside the crate $crate"
    # The core as packaged, not as crates.io has it: this version is not there yet.
    (cd "target/package/$crate-$version" && CARGO_TARGET_DIR=$work/shisei/target cargo test --quiet \
      --config "patch.crates-io.shisei.path='$work/shisei/target/package/shisei-$version'" \
      --all-features --lib --tests)
  done
}

build_python() {
  echo "── the source package of Python, installed by pip"
  python3 -m venv "$work/tools"
  "$work/tools/bin/pip" install --quiet --disable-pip-version-check --constraint requirements-dev.txt maturin
  "$work/tools/bin/maturin" sdist --manifest-path bindings-py/Cargo.toml --out "$work"
  sdist=("$work"/shisei-*.tar.gz)
  has "$(tar -tzf "${sdist[0]}")" PKG-INFO README.md LICENSE-MIT LICENSE-APACHE THIRD-PARTY-NOTICES.txt Cargo.lock
  python3 -m venv "$work/user"
  "$work/user/bin/pip" install --quiet --disable-pip-version-check "${sdist[0]}"
  "$work/user/bin/python" -I tests/python/smoke.py
  has "$("$work/user/bin/pip" show --files shisei)" LICENSE-MIT LICENSE-APACHE THIRD-PARTY-NOTICES.txt py.typed
}

build_npm() {
  echo "── npm pack says what is missing before anything is built"
  if said=$(cd bindings-wasm && npm pack 2>&1); then fail "npm packed a package without dist"; fi
  grep -q 'make web-build' <<<"$said" || fail "npm pack does not say what to do: $said"
  echo "── the npm package, installed by npm"
  make --no-print-directory web-build
  (cd bindings-wasm && npm pack --silent --pack-destination "$work" >/dev/null)
  mkdir "$work/page"
  cd "$work/page"
  echo '{ "name": "page", "private": true, "type": "module" }' >package.json
  npm install --silent --no-audit --no-fund "$work"/shisei-*.tgz
  has "$(find node_modules/shisei -type f)" README.md LICENSE-MIT LICENSE-APACHE THIRD-PARTY-NOTICES.txt
  node --input-type=module --eval "
  import { framework } from 'shisei';
  import * as sme from 'shisei/sme';
  import 'shisei/quiz';
  const [one, other] = [framework, sme.framework].map((framework) =>
    framework('self-assessment').assess({ 'SA-01': 'implemented' }));
  if (JSON.stringify(one) !== JSON.stringify(other)) throw new Error('two results');
  console.log(one.points);
  "
}

[ $# -gt 0 ] || set -- crates python npm
for part; do
  (cd "$work/shisei" && "build_$part")
done
echo "packages: $*: built, installed, used"
