import { RULES, type RuleName } from '../src/rules.ts';
import type { Problem } from '../src/model.ts';
import { inWords } from '../test/github/in-words.ts';
import { EXAMPLES } from '../test/check/examples.ts';

const ICONS: Record<Problem['severity'], string> = { error: '❌', warning: '⚠️', advice: '💡' };

/** docs/checks.md: every rule with what triggers it and what is said about it. */
export async function checksPage(): Promise<string> {
  const index = RULES.map(({ name, severity, title }) => `| [\`${name}\`](#${name}) | ${severity} | ${cell(title)} |`);
  const sections = await Promise.all(RULES.map(section));
  return (
    [
      '# Checks before the first write',
      '<!-- Generated from src/rules.ts and test/check/examples.ts by "npm run generate". -->',
      'Errors stop the step before it writes anything; warnings do so with `checks: strict`. Advice never does: it is shown in the job summary and nowhere else. `checks: off` turns all of them off.',
      `| rule | severity | what it finds |\n| --- | --- | --- |\n${index.join('\n')}`,
      ...sections,
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

async function section({
  name,
  severity,
  title,
}: {
  name: RuleName;
  severity: Problem['severity'];
  title: string;
}): Promise<string> {
  const { note, language, code, find } = EXAMPLES[name];
  const told = (await find()).find(({ rule }) => rule === name);
  if (told === undefined) throw new Error(`The example of ${name} does not trigger it.`);
  return [
    `## ${name}`,
    `${ICONS[severity]} ${severity}: ${title}.`,
    ...(note === undefined ? [] : [note]),
    `\`\`\`${language}\n${code}\n\`\`\``,
    `> ${text(inWords(told.message))}\n>\n> **Fix:** ${text(inWords(told.fix))}`,
  ].join('\n\n');
}

/** Messages are plain text: what Markdown would read as its own is escaped. */
function text(plain: string): string {
  return plain.replaceAll(/[\\`*_<>|[\]]/g, '\\$&').replaceAll('\n', ' ');
}

function cell(markdown: string): string {
  return markdown.replaceAll('|', '\\|');
}
