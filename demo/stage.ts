import { randomBytes } from 'node:crypto';
import type { Message } from './messages.ts';
import type { Show } from './shows.ts';
import { streamPlay } from './stream-play.ts';

const SUMMARIES_KEPT = 20;

export interface Viewer {
  send(message: Message): void;
  end(): void;
  /** Calls back when the viewer leaves. */
  onLeave(leave: () => void): void;
}

export interface Summary {
  title: string;
  markdown: string;
}

/** One play at a time: the next one ends it, and so does a viewer who leaves. */
export function createStage() {
  const summaries = new Map<string, Summary>();
  let stop = (_reason: string): void => undefined;
  let over = Promise.resolve();

  const keep = (summary: Summary): string => {
    const id = randomBytes(9).toString('base64url');
    summaries.set(id, summary);
    for (const old of [...summaries.keys()].slice(0, -SUMMARIES_KEPT)) summaries.delete(old);
    return `/summary/${id}`;
  };

  return {
    begin(show: Show, speed: number, viewer: Viewer): void {
      stop('Another play has begun.');
      const abort = new AbortController();
      viewer.onLeave(() => abort.abort());
      stop = (reason) => {
        if (abort.signal.aborted) return;
        abort.abort();
        viewer.send({ type: 'stopped', at: 0, reason });
        viewer.end();
      };
      const own = stop;
      const audience = {
        send: (message: Message) => viewer.send(message),
        keep: (markdown: string) => keep({ title: `Summary: ${show.title}`, markdown }),
      };
      over = over
        .then(() => streamPlay(show, { speed, signal: abort.signal }, audience))
        .then(() => {
          abort.abort();
          viewer.end();
        })
        .catch((error: unknown) => own(`The demo itself broke: ${String(error)}`));
    },
    summary: (id: string): Summary | undefined => summaries.get(id),
    /** Once nothing runs any more. */
    async close(reason: string): Promise<void> {
      stop(reason);
      await over;
    },
  };
}
