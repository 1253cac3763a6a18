import { isActiveRevision } from '../../aws/service.ts';
import { isGreen, type Candidate, type Candidates, type Report } from '../../model.ts';
import { codeSpan, escapeHtml, escapeMarkdown } from '../escape.ts';
import { shortImage, shortName } from '../names.ts';
import { folded, table } from './table.ts';

const IMAGES = 3;

/** What a rollback chose from: open if the reader has to choose, folded if it succeeded. */
export function candidatesSection({ candidates = [], outcome, mode }: Report): string {
  const open = mode === 'plan' || !isGreen(outcome.kind);
  const title = (service: string): string =>
    open ? `What ${service} can roll back to` : `What ${service} could roll back to`;
  return candidates
    .filter(({ revisions }) => revisions.length > 0)
    .map((one) => folded(title(escapeHtml(one.service)), tableOf(one, open), open))
    .join('\n\n');
}

function tableOf({ revisions }: Candidates, open: boolean): string {
  return table(
    ['rollback-to', '', 'When (UTC)', 'Its deployments', 'Image'],
    revisions.map((one) => row(one, open)),
  );
}

function row(candidate: Candidate, open: boolean): string[] {
  const { taskDefinitionArn, deployedAt, registeredAt, images } = candidate;
  const registered = registeredAt === undefined ? '' : `registered ${formatDay(registeredAt)}`;
  const more = images.length > IMAGES ? [`and ${images.length - IMAGES} more`] : [];
  return [
    codeSpan(shortName(taskDefinitionArn)),
    standing(candidate, open),
    deployedAt === undefined ? registered : `deployed ${formatDay(deployedAt)}`,
    endsOf(candidate),
    [...images.slice(0, IMAGES).map(({ image }) => codeSpan(shortImage(image))), ...more].join('<br>'),
  ];
}

/** Once it is over, what was live before is no longer live. */
function standing({ role, status }: Candidate, open: boolean): string {
  if (role !== undefined) return `**${role === 'live' && !open ? 'was live' : role}**`;
  if (status === undefined) return 'unreadable';
  return isActiveRevision({ status }) ? '' : escapeMarkdown(status);
}

function endsOf({ succeeded, failed, stopped, deployedAt }: Candidate): string {
  const ends = [
    succeeded === 0 ? '' : `✅ ${succeeded} succeeded`,
    failed === 0 ? '' : `❌ ${failed} failed`,
    stopped === 0 ? '' : `🛑 ${stopped} stopped`,
  ].filter((end) => end !== '');
  if (ends.length > 0) return ends.join(', ');
  return deployedAt === undefined ? 'none in AWS history' : 'in progress';
}

function formatDay(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T', ' ');
}
