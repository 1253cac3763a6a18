import type { ServiceReport } from '../../model.ts';
import { codeSpan, link, prose } from '../escape.ts';

/** What the reader can do now, and links to the console for those who want them. */
export function nextSection(service: ServiceReport): string {
  const steps = service.next.slice(0, 10).map((step) => `- ${prose(step)}`);
  const commands = (service.commands ?? []).map(({ label, command }) => `- ${prose(label)}: ${codeSpan(command)}`);
  const links = service.links.slice(0, 20).map(({ label, url }) => link(label, url));
  return [
    ...(steps.length === 0 ? [] : [`**Next steps**\n\n${steps.join('\n')}`]),
    ...(commands.length === 0 ? [] : [`**In a terminal**\n\n${commands.join('\n')}`]),
    ...(links.length === 0 ? [] : [`Links: ${links.join(' · ')}`]),
  ].join('\n\n');
}
