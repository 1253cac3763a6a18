#!/usr/bin/env node
// A GitHub CLI that notes what it is told, and where the tag v1 of the remote repository is at that moment.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const home = process.env.BENCH;
const file = join(home, 'state.json');
const state = JSON.parse(readFileSync(file, 'utf8'));
const args = process.argv.slice(2);
const [v1 = ''] = execFileSync('git', ['ls-remote', join(home, 'remote'), 'refs/tags/v1'], { encoding: 'utf8' }).split(
  '\t',
);
appendFileSync(join(home, 'calls.jsonl'), `${JSON.stringify({ args, v1 })}\n`);

const [noun, verb, tag] = args;
if (noun === 'api') console.log(String(state.immutable));
else if (verb === 'view' && !state.releases.includes(tag)) process.exit(1);
else if (verb === 'view') console.log('false');
else if (verb === 'edit' && args.includes('--draft=false')) {
  state.releases.push(tag);
  writeFileSync(file, JSON.stringify(state));
}
