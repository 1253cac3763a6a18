export interface Reply {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

/** A rejection in GitHub's words. */
export function refuse(status: number, message: string, errors?: object[]): Reply {
  const documentation_url = 'https://docs.github.com/rest';
  return {
    status,
    body: { message, ...(errors === undefined ? {} : { errors }), documentation_url, status: String(status) },
  };
}
