/** Where a secret of a container comes from, as a person calls it; without the random end that Secrets Manager gives to its name. */
export function secretSource(valueFrom: string): string {
  const { secretName, key } =
    /:secretsmanager:[\w-]*:\d*:secret:(?<secretName>[^:]{1,512}?)(?:-\w{6})?(?::(?<key>[^:]{1,200})?.*)?$/u.exec(
      valueFrom,
    )?.groups ?? {};
  const parameter = /(?::parameter)?(?<path>\/?[\w./-]{1,400})$/u.exec(valueFrom)?.groups?.['path'];
  return secretName === undefined
    ? `the parameter ${parameter ?? valueFrom}`
    : `the secret ${secretName}${key === undefined ? '' : ` (key ${key})`}`;
}
