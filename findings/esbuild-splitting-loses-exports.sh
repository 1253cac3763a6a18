#!/usr/bin/env bash
# Version:   esbuild 0.28.2, fastest-levenshtein 1.0.16 (CommonJS in Node.js), Node.js 20 or newer.
# Behavior:  `const { distance } = await import('fastest-levenshtein')` is a function in Node.js and in a bundle. With
#            --splitting, which is what one adds to load the package later, it is undefined. esbuild prints no warning.
# Expected:  That splitting changes which file code is in, not what an import returns.
# Why care:  It breaks at run time, on the path that is loaded lazily because it is rare: an error path, say. A build can
#            look for it: a lazy import whose chunk exports nothing but `default`.
# Source:    https://github.com/evanw/esbuild/issues/3245 (open), and 1847, where the author says that the ESM format leaves
#            no other choice.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts esbuild@0.28.2 fastest-levenshtein@1.0.16

cat >main.mjs <<'JS'
const { distance } = await import('fastest-levenshtein');
console.log(typeof distance);
JS
build() {
  npx esbuild main.mjs --bundle --platform=node --format=esm --out-extension:.js=.mjs --log-level=warning "$@"
}
{
  echo "Node.js: $(node main.mjs)"
  build --outdir=whole
  echo "a bundle: $(node whole/main.mjs)"
  build --outdir=split --splitting
  echo "a bundle with --splitting: $(node split/main.mjs)"
} 2>&1 | tee seen
diff seen - <<'END'
Node.js: function
a bundle: function
a bundle with --splitting: undefined
END
