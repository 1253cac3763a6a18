/** Without blank lines and `#` comments. Numbers count all lines, so that a message can give the number of a line whose text it must not show. */
export function usefulLines(text: string): { line: string; number: number }[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.trimStart().startsWith('#'));
}
