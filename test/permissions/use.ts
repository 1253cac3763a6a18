import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startGitHub } from '../../emulator/github.ts';
import type { Statement } from '../../emulator/statement.ts';
import { PERMISSIONS, type Need, type Use } from '../../src/aws/permissions.ts';
import { USES } from '../../scripts/permissions-page.ts';
import { EXAMPLE, play, type Played } from '../scenarios/play.ts';

/** Something that the action is used for, and the policies of docs/permissions.md that are for it. */
export interface Used {
  /** Their headings, with ` + ` between them. */
  policy: string;
  what: string;
  outcome: string;
  /** What it asks for that needs more than the rest. */
  needs?: readonly Need[];
  /** How it ends without a permission that it would have gone back with. */
  endsWithout?: Readonly<Record<string, string>>;
  /** The cluster in which it happens, if it is not that of the page. */
  cluster?: string;
  /** Played with its whole policy only: how many errors it shows depends on what it may read. */
  once?: boolean;
  github?: Parameters<typeof startGitHub>[0];
  given: Parameters<typeof play>[0];
}

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/permissions.md'), 'utf8');
const TEMPLATE = EXAMPLE.replaceAll('111122223333', '123456789012');

/** The policies under these headings of docs/permissions.md, to the letter but for the account. */
export function policies({ policy, cluster = 'prod' }: Pick<Used, 'policy' | 'cluster'>): Statement[] {
  return policy.split(' + ').flatMap((heading) => {
    const json = new RegExp(`^## ${heading}\n[\\s\\S]*?\`\`\`json\n([\\s\\S]*?)\`\`\``, 'm').exec(PAGE)?.[1];
    const own = (json ?? '').replaceAll('111122223333', '123456789012').replaceAll('/prod/', `/${cluster}/`);
    return (JSON.parse(own) as { Statement: Statement[] }).Statement;
  });
}

/** The uses of the table that these headings are for, in their order. */
export function usesOf({ policy }: Used): Use[] {
  const all = Object.keys(USES) as Use[];
  return policy.split(' + ').flatMap((heading) => all.filter((use) => USES[use].title === heading));
}

/** Without one action, wherever it is allowed. */
export function less(policy: readonly Statement[], action: string): Statement[] {
  return policy.map((statement) => ({ ...statement, Action: actionsOf(statement).filter((one) => one !== action) }));
}

export function actionsOf({ Action }: Statement): string[] {
  return [Action].flat();
}

/** Whether the table says that this use cannot do without an action. */
export function isNeeded(used: Used, action: string): boolean {
  const uses = usesOf(used);
  return PERMISSIONS.filter((one) => one.action === action && one.uses.some((use) => uses.includes(use))).some(
    ({ without, neededFor = [] }) => without === undefined || neededFor.some((need) => used.needs?.includes(need)),
  );
}

/** Plays it with a role that has this policy, and nothing else. */
export async function playUnder(policy: Statement[], { given, github }: Used): Promise<Played> {
  const gitHub = github && (await startGitHub(github));
  try {
    return await play({
      ...given,
      files: { 'task-definition.json': TEMPLATE, ...given.files },
      inputs: Object.fromEntries(
        Object.entries(given.inputs).map(([name, value]) => [name, value?.replaceAll('111122223333', '123456789012')]),
      ),
      environment: { ...given.environment, ...(gitHub === undefined ? {} : { GITHUB_API_URL: gitHub.url }) },
      begin: (world) => {
        given.begin?.(world);
        world.policy = policy;
      },
    });
  } finally {
    await gitHub?.close();
  }
}
