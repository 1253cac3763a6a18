import type { Pattern } from './pattern.ts';

const CODE = (code: string): RegExp => new RegExp(`codes?: \\[?(?:${code})\\]?(?!\\d)`, 'i');
const LOG = 'Find the error in the log of the container (it is logged while the load balancer asks) and correct it';

/** The statuses of gRPC that a health check can get, each with its own reason (docs: grpc.io/docs/guides/status-codes). */
export const TARGET_GRPC = {
  id: 'target-grpc',
  title: 'The gRPC health check gets an error',
  pattern: /Health checks failed with (?:these|the following) (?:gRPC )?codes?: \[?(?<code>\d{1,2})\]?(?!\d)/i,
  plain: 'The server answers the gRPC health check with code {code}, which the target group does not accept.',
  causes: [],
  fix: 'Find in the log of the container why the server answers the method at the health check path with code {code}, or add the code {code} to the matcher of the target group if it means no harm.',
  variants: [
    {
      where: 'it has no such method (code 12)',
      when: CODE('12'),
      plain:
        'The server answers the gRPC health check with code 12 (UNIMPLEMENTED): it does not implement the method at the health check path.',
      fix: 'Implement grpc.health.v1.Health in the server and set the path of the health check to /grpc.health.v1.Health/Check, or accept code 12 in the matcher of the target group.',
    },
    {
      where: 'it is not ready (code 14)',
      when: CODE('14'),
      plain:
        'The server answers the gRPC health check with code 14 (UNAVAILABLE): it is there, and says that it or something that it needs is not ready.',
      fix: 'Find in the log of the container what the server waits for before it calls itself SERVING, and correct that; raise `health-check-grace-period-seconds` if it only starts slowly.',
    },
    {
      where: 'it wants a login (codes 7 and 16)',
      when: CODE('7|16'),
      plain:
        'The server answers the gRPC health check with code {code} (7 is PERMISSION_DENIED, 16 UNAUTHENTICATED): it asks for a login or token, which the load balancer does not have.',
      fix: 'Exempt the method at the health check path (grpc.health.v1.Health) from the interceptor that checks logins.',
    },
    {
      where: 'its health service does not know what is asked (code 5)',
      when: CODE('5'),
      plain:
        'The server answers the gRPC health check with code 5 (NOT_FOUND): its health service does not know the service that is asked about.',
      fix: 'Set a status for the empty service name "" in the health service of the server, since the load balancer names none.',
    },
    {
      where: 'the method failed (codes 2 and 13)',
      when: CODE('2|13'),
      plain:
        'The server answers the gRPC health check with code {code} (2 is UNKNOWN, 13 INTERNAL): the method failed with an error that nobody handled.',
      fix: `${LOG}.`,
    },
    {
      where: 'it took too long, or has no room (codes 4 and 8)',
      when: CODE('4|8'),
      plain:
        'The server answers the gRPC health check with code {code} (4 is DEADLINE_EXCEEDED, 8 RESOURCE_EXHAUSTED): it has too little time or room for the method.',
      fix: `${LOG}; give the task more CPU and memory if it is only overloaded.`,
    },
  ],
  link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  symptom: true,
} as const satisfies Pattern;
