import type { Problem } from '../src/model.ts';
import { RULES, type RuleName, type Severity } from '../src/rules.ts';
import { EXAMPLES } from '../test/check/examples/examples.ts';
import { inWords } from '../test/github/in-words.ts';
import { RULE_GROUPS } from './rule-titles.ts';

const ICONS: Record<Severity, string> = { error: '❌', warning: '⚠️', advice: '💡' };

/** What is said about the example of a rule. */
type Find = (name: RuleName) => Promise<readonly Problem[]>;

interface Rule {
  name: RuleName;
  severity: Severity;
  title: string;
}

/** docs/checks.md: every rule with an example that triggers it and the resulting message. */
export async function checksPage(find: Find = async (name) => await EXAMPLES[name].find()): Promise<string> {
  const groups = RULE_GROUPS.map(({ title, rules }) => ({ title, rules: toRules(rules) }));
  const index = groups.map(({ title, rules }) => `### ${title}\n\n${table(rules)}`);
  const sections: string[] = [];
  for (const { rules } of groups) for (const rule of rules) sections.push(await section(rule, find));
  return (
    [
      '# Checks before the first write',
      '<!-- Generated from src/rules.ts, scripts/rule-titles.ts and test/check/examples/ by "npm run generate". -->',
      'Errors stop the step before it writes anything; warnings do so with `checks: strict`. Advice never does: it is shown only in the job summary. `checks: off` turns off the checks of the task definition and the service; what makes a step impossible is still an error. `preflight: off` turns off those of the group [Preflight](#preflight), which ask AWS about roles, secrets, log groups and the like.',
      '## Index',
      ...index,
      ...sections,
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function toRules(titles: Partial<Record<RuleName, string>>): Rule[] {
  return (Object.entries(titles) as [RuleName, string][]).map(([name, title]) => ({
    name,
    severity: RULES[name],
    title,
  }));
}

function table(rules: readonly Rule[]): string {
  const rows = rules.map(({ name, severity, title }) => `| [\`${name}\`](#${name}) | ${severity} | ${cell(title)} |`);
  return `| rule | severity | what it finds |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

async function section({ name, severity, title }: Rule, find: Find): Promise<string> {
  const { note, language, code } = EXAMPLES[name];
  const told = (await find(name)).find(({ rule }) => rule === name);
  if (told === undefined) throw new Error(`The example of ${name} does not trigger it.`);
  return [
    `## ${name}`,
    `${ICONS[severity]} ${severity}: ${title}.`,
    ...(note === undefined ? [] : [note]),
    `\`\`\`${language}\n${code}\n\`\`\``,
    `> ${text(inWords(told.message))}\n>\n> **Fix:** ${text(inWords(told.fix))}`,
  ].join('\n\n');
}

/** Messages are plain text: what Markdown would read as its own is escaped, and an address becomes no link. */
function text(plain: string): string {
  const escaped = plain.replaceAll(/[\\`*_<>|[\]]/g, '\\$&').replaceAll('\n', ' ');
  return escaped.replaceAll(/(?<=https?):(?=\/\/)/g, '\\:');
}

function cell(markdown: string): string {
  return markdown.replaceAll('|', '\\|');
}
