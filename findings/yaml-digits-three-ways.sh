#!/usr/bin/env bash
# Versions:  yaml 2.9.1 and js-yaml 4.1.0 (npm), PyYAML 6.0.3 (pip), Node.js 20 or newer, Python 3.
# Behavior:  An unquoted AWS account number that begins with 0, and a short commit such as 00123e4, are read in ways that
#            cannot be told afterwards, and that differ between parsers:
#              012345678901  12345678901 in both JavaScript parsers; the text in PyYAML, because 8 and 9 are no octal digits
#              001122334455  1122334455 in both JavaScript parsers; 155826477 in PyYAML, which reads it as octal
#              00123e4       1230000 in both JavaScript parsers; the text in PyYAML, whose numbers need a dot
#            Asked for YAML 1.1, the version that PyYAML implements, `yaml` still does not agree with it: 012345678901 is a
#            number there too.
# Expected:  That digits with a leading zero stay what was written, or at least that one document means one thing.
# Why care:  Account numbers may begin with 0, and CI writes commits as tags. A value that has become a number cannot
#            be printed back; whoever wants the text has to take it from the source of the node.
# Source:    https://yaml.org/spec/1.2.2/#1032-tag-resolution ([-+]?[0-9]+ is decimal in 1.2), https://yaml.org/type/int.html
#            (0[0-7_]+ is octal in 1.1).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund yaml@2.9.1 js-yaml@4.1.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check PyYAML==6.0.3

cat >read.mjs <<'JS'
import jsYaml from 'js-yaml';
import { parse } from 'yaml';

const [, , ...texts] = process.argv;
for (const [name, read] of [
  ['yaml', (text) => parse(text)],
  ['yaml, as 1.1', (text) => parse(text, { version: '1.1' })],
  ['js-yaml', (text) => jsYaml.load(text)],
])
  console.log(`${name}: ${texts.map((text) => JSON.stringify(read(text))).join(' ')}`);
JS
cat >read.py <<'PY'
import json, sys, yaml

print("PyYAML:", *[json.dumps(yaml.safe_load(text)) for text in sys.argv[1:]])
PY
texts=(012345678901 001122334455 00123e4)
{
  node read.mjs "${texts[@]}"
  python/bin/python read.py "${texts[@]}"
} | tee seen
diff seen - <<'END'
yaml: 12345678901 1122334455 1230000
yaml, as 1.1: 12345678901 155826477 1230000
js-yaml: 12345678901 1122334455 1230000
PyYAML: "012345678901" 155826477 "00123e4"
END
