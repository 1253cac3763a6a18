import { CloudWatchLogsClient, DescribeLogGroupsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Connection } from './connection.ts';

/** The calls to CloudWatch Logs that this action makes. */
export type Logs = ReturnType<typeof createLogs>;

/** GetLogEvents may return an empty page although older lines exist (docs: API reference, GetLogEvents). */
const PAGES = 3;

export function createLogs(connection: Connection) {
  const client = connection.reads((config) => new CloudWatchLogsClient(config));
  return {
    /** Groups are listed by name, so that the group itself comes before those that only begin with its name. */
    hasGroup: async (name: string): Promise<boolean> => {
      const { logGroups = [] } = await client.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 }),
      );
      return logGroups.some(({ logGroupName }) => logGroupName === name);
    },

    /** A page of lines in the order in which they were written: from the beginning, or after the token of the previous page. The end repeats its token. */
    linesAfter: async ({
      group,
      stream,
      token,
    }: {
      group: string;
      stream: string;
      token: string | undefined;
    }): Promise<{ lines: { at: Date | undefined; text: string }[]; token: string | undefined }> => {
      const { events = [], nextForwardToken } = await client.send(
        new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, startFromHead: true, nextToken: token }),
      );
      const lines = events.map(({ timestamp, message = '' }) => ({
        at: timestamp === undefined ? undefined : new Date(timestamp),
        text: message,
      }));
      return { lines, token: nextForwardToken ?? token };
    },

    /** The newest lines of a stream, oldest first. Throws ResourceNotFoundException for a group or stream that does not exist. */
    lastLines: async ({
      group,
      stream,
      limit,
    }: {
      group: string;
      stream: string;
      limit: number;
    }): Promise<string[]> => {
      let nextToken: string | undefined;
      for (let page = 1; page <= PAGES; page += 1) {
        const { events = [], nextBackwardToken } = await client.send(
          new GetLogEventsCommand({
            logGroupName: group,
            logStreamName: stream,
            limit,
            startFromHead: false,
            nextToken,
          }),
        );
        if (events.length > 0) return events.map(({ message }) => message ?? '');
        if (nextBackwardToken === undefined || nextBackwardToken === nextToken) break;
        nextToken = nextBackwardToken;
      }
      return [];
    },
  };
}
