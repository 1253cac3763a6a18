import {
  CloudWatchLogsClient,
  GetLogEventsCommand,
  type CloudWatchLogsClientConfig,
} from '@aws-sdk/client-cloudwatch-logs';

/** The calls to CloudWatch Logs that this action makes. */
export type Logs = ReturnType<typeof createLogs>;

/** GetLogEvents may answer with an empty page although older lines exist (docs: API reference, GetLogEvents). */
const PAGES = 3;

export function createLogs(config: CloudWatchLogsClientConfig) {
  const client = new CloudWatchLogsClient(config);
  return {
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
