/**
 * A value as one line of JSON. What a terminal would obey, what ends a line for some readers, and what nobody sees is escaped, wherever
 * it comes from: the line may be looked at as well as parsed.
 */
export function toJsonLine(value: object): string {
  return JSON.stringify(value).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    char
      .split('')
      .map((unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
