import type { OldRevisions, Report } from '../../model.ts';
import { codeSpan, prose } from '../escape.ts';
import { shortName } from '../names.ts';
import { counted } from './table.ts';

const SHOWN = 30;

/** What was deregistered, and what was kept although it is old. */
export function oldRevisionsSection({ oldRevisions = [] }: Report): string {
  return oldRevisions.map(sectionOf).join('\n\n');
}

function sectionOf({ family, deregistered, inUse, notes }: OldRevisions): string {
  const count = deregistered.length === 0 ? 'none' : counted(deregistered.length, 'revision');
  const lines = [
    ...(deregistered.length === 0 ? [] : [`Deregistered: ${listed(deregistered)}`]),
    ...inUse
      .slice(0, SHOWN)
      .map(({ taskDefinitionArn, why }) => `Kept ${codeSpan(shortName(taskDefinitionArn))}: ${prose(why)}`),
    ...(inUse.length > SHOWN ? [`Kept ${inUse.length - SHOWN} more that are in use`] : []),
    ...notes.map(prose),
  ];
  return [
    `**Old revisions of ${codeSpan(family)}**: ${count} deregistered`,
    lines.map((line) => `- ${line}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function listed(arns: readonly string[]): string {
  const more = arns.length > SHOWN ? [`and ${arns.length - SHOWN} more`] : [];
  return [...arns.slice(0, SHOWN).map((arn) => codeSpan(shortName(arn))), ...more].join(', ');
}
