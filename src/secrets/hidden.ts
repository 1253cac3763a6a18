/** What replaces a secret. */
export const HIDDEN = '***';
