const ARN = /^arn:[\w-]+:s3:::[^/\s]+\/\S+$/;
const URL = /^s3:\/\/(?<bucket>[^/\s]+)\/(?<key>\S+)$/;

/** ECS reads environment files by the ARN of their S3 object (docs: API_EnvironmentFile); undefined if it is one. */
export function findEnvironmentFileFault(file: string): { what: string; fix: string } | undefined {
  return ARN.test(file) ? undefined : { what: `is ${kindOf(file)}, not the ARN of an S3 object`, fix: fixOf(file) };
}

function kindOf(file: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return 'a URL';
  return file.startsWith('arn:') ? 'a different kind of ARN' : 'a path';
}

function fixOf(file: string): string {
  const { bucket, key } = URL.exec(file)?.groups ?? {};
  if (bucket !== undefined) {
    return `Write arn:aws:s3:::${bucket}/${key} (arn:aws-cn: in China, arn:aws-us-gov: in GovCloud).`;
  }
  return 'Upload the file to S3 and give its ARN, arn:aws:s3:::<bucket>/<key>.env.';
}
