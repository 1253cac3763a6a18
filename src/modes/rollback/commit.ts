import { phrase } from '../../phrases.ts';
import { lastPart } from '../../aws/arn.ts';
import { COMMIT_TAG, commitOf } from '../../aws/provenance.ts';
import type { Problem } from '../../model.ts';
import { familyOf } from '../../plan/rollback.ts';
import { atService, toProblem } from '../../problem.ts';
import type { World } from '../../world.ts';
import { listActive } from '../active-revisions.ts';
import { readAll } from './candidates.ts';

/** DescribeTaskDefinition takes 20 calls a second (docs: DG/request-throttling). */
const AT_ONCE = 10;
const MOST = 300;
const LISTED = 10;

interface Match {
  arn: string;
  commit: string;
}

export interface CommitQuestion {
  service: string;
  live: string;
  /** At least the first 7 digits, in small letters. */
  commit: string;
}

/** The newest ACTIVE revision of the live family that was registered from this commit. */
export async function findCommit(question: CommitQuestion, world: World): Promise<{ arn: string } | Problem> {
  const { commit, live } = question;
  const active = await listActive(familyOf(live), world);
  const looked = active.slice(0, MOST);
  const matches: Match[] = [];
  for (let start = 0; start < looked.length; start += AT_ONCE) {
    const read = await readAll(looked.slice(start, start + AT_ONCE), world);
    for (const [arn, { tags }] of read) {
      const tagged = commitOf(tags)?.toLowerCase();
      if (tagged?.startsWith(commit) === true) matches.push({ arn, commit: tagged });
    }
    const [newest] = matches;
    if (newest?.commit === commit) return { arn: newest.arn };
  }
  const [newest] = matches;
  if (newest === undefined) return missing(question, { active, looked });
  return new Set(matches.map((match) => match.commit)).size > 1 ? ambiguous(question, matches) : { arn: newest.arn };
}

function missing({ service, live, commit }: CommitQuestion, { active, looked }: Record<'active' | 'looked', string[]>) {
  const [newest, oldest] = [looked[0], looked.at(-1)].map((arn) => lastPart(arn ?? live));
  const range = looked.length === 0 ? 'there is no ACTIVE revision' : `looked at ${newest} down to ${oldest}`;
  const rest = active.length > looked.length ? ` of ${active.length} ACTIVE revisions` : '';
  return toProblem('rollback-commit-missing', atService(service), {
    message: `No revision of ${familyOf(live)} has the tag ${COMMIT_TAG} with commit ${commit}: ${range}${rest}.`,
    fix: `Set rollback-to to a revision. Only deploys with ${phrase('setting', 'provenance-tags: true')} that registered a revision leave this tag.`,
  });
}

function ambiguous({ service, commit }: CommitQuestion, matches: readonly Match[]): Problem {
  const listed = matches.slice(0, LISTED).map((match) => `${lastPart(match.arn)} (${match.commit})`);
  const more = matches.length > LISTED ? ` and ${matches.length - LISTED} more` : '';
  return toProblem('rollback-commit-ambiguous', atService(service), {
    message: `${commit} begins several commits: ${listed.join(', ')}${more}.`,
    fix: 'Give more digits of the commit, or set rollback-to to a revision.',
  });
}
