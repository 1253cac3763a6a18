/** An answer that AWS gives instead of a result; `server.ts` turns it into the protocol's form. */
export class ApiError extends Error {
  readonly httpStatus: number;
  /** The header `Retry-After`, if the answer has one. */
  retryAfterSeconds: number | undefined;

  constructor(name: string, message: string, httpStatus = 400) {
    super(message);
    this.name = name;
    this.httpStatus = httpStatus;
  }
}

export const clientException = (message: string): ApiError => new ApiError('ClientException', message);
export const invalidParameter = (message: string): ApiError => new ApiError('InvalidParameterException', message);
