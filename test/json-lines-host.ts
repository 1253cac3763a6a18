import { systemClock } from '../src/clock.ts';
import { toFiles } from '../src/files.ts';
import type { Host } from '../src/host.ts';
import type { InputName } from '../src/inputs/spec.ts';

/** The second host: inputs from an object, every event and the end as a line of JSON. It proves that the core knows no GitHub. */
export function jsonLinesHost(
  inputs: Partial<Record<InputName, string>>,
  { print, environment, folder, ...rest }: JsonLines,
): Host {
  return {
    read: (name) => inputs[name] ?? '',
    environment,
    signal: new AbortController().signal,
    clock: systemClock,
    files: toFiles(folder),
    listen: async ({ hide }) => {
      const tell = (line: object): void => print(hide(JSON.stringify(line)));
      return {
        emit: (event, service) => tell({ ...event, service }),
        end: async ({ outcome, problems }) => tell({ kind: 'end', outcome, problems }),
      };
    },
    ...rest,
  };
}

interface JsonLines extends Partial<Pick<Host, 'clock' | 'listen'>> {
  print: (line: string) => void;
  environment: Record<string, string>;
  /** Where the files are. */
  folder: string;
}
