/** How validators write of each setting that is wrong: Joi, Zod, envalid, Pydantic, Ajv. */
const COMPLAINT =
  /["'`]?(?<name>[A-Za-z][A-Za-z\d]{0,40}(?:_[A-Za-z\d]{1,40}){1,8}|[A-Z][A-Z\d]{2,40})["'`]?(?::? (?:is (?:a )?required|is missing|is not set|is invalid|is not allowed to be empty|(?:must|should|cannot) (?:be|match|start|contain|have)\b)|: (?:Required|Invalid|undefined|[Ff]ield required|Input should|URL scheme|Value error|String (?:must|should)|Expected))/gu;
/** In front of the line that names the cause, a list of the same report. */
const LIST_LINES = 5;
const MOST = 5;

/** The other settings that the same report complains of, one line: a program that is started again with only one corrected ends again. */
export function furtherSettings(
  setting: string | undefined,
  { lines, logLine, logIndex }: { lines: readonly string[]; logLine: string | undefined; logIndex: number | undefined },
): string[] {
  if (setting === undefined || logLine === undefined) return [];
  const above = logIndex === undefined ? [] : lines.slice(Math.max(0, logIndex - LIST_LINES), logIndex);
  const items = above.filter((line) => /^\s+["'`]?\w{3,80}["'`]?: (?:Required|Invalid|undefined)\b/u.test(line));
  const names = [logLine, ...items].flatMap((text) =>
    [...text.slice(0, 2_000).matchAll(COMPLAINT)].flatMap(({ groups }) => groups?.['name'] ?? []),
  );
  const others = [...new Set(names)].filter((name) => plain(name) !== plain(setting)).slice(0, MOST);
  return others.length === 0 ? [] : [`further settings: ${others.join(', ')}`];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/gu, '');
}
