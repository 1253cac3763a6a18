/** How validators write of each setting that is wrong: Joi, Zod, envalid, Pydantic, Ajv, go-playground/validator. */
const COMPLAINTS = [
  /["'`]?(?<name>[A-Za-z][A-Za-z\d]{0,40}(?:_[A-Za-z\d]{1,40}){1,8}|[A-Z][A-Z\d]{2,40})["'`]?(?::? (?:is (?:a )?required|is missing|is not set|is invalid|is not allowed to be empty|(?:must|should|cannot) (?:be|match|start|contain|have)\b)|: (?:Required|Invalid|undefined|[Ff]ield required|Input should|URL scheme|Value error|String (?:must|should)|Expected))/gu,
  /[:;] (?<name>[a-z][\w.]{1,80}): (?:Field required|Input should|Value error|String (?:must|should))/gu,
  /\bmust have required property '(?<name>[\w.-]{1,80})'/gu,
  /\bKey: '(?<name>[\w.]{1,120})' Error:Field validation/gu,
] as const;
/** Names alone, behind what is said of all of them: `Missing variables: A; B, C`. */
const LISTED =
  /\b(?:missing|required|unset|undefined|not set|not defined)\b[^:\n]{0,80}: (?<names>["'`]?[A-Z][A-Z\d_]{2,80}["'`]?:?(?:(?:; |, | and |, and )["'`]?[A-Z][A-Z\d_]{2,80}["'`]?:?(?![\w(])){1,30})/giu;
/** A line for each, without the list around them: `missing REDIS_URL`. */
const ALONE =
  /^(?:\S{1,40} ){0,4}(?:missing|required|invalid)\b[^:]{0,40}:? ["'`]?(?<name>[A-Z][A-Z\d]{1,30}(?:_[A-Z\d]{1,30}){1,8})["'`]?$/u;
/** A line for each, behind what the logger writes in front: `app error SMTP_HOST is required, but …`. */
const OF_ITS_OWN =
  /^(?:\S{1,40} ){0,6}["'`]?[A-Z][A-Z\d]{1,30}(?:_[A-Z\d]{1,30}){1,8}["'`]? (?:is (?:a )?required|is missing|is not set|is invalid|must be)\b/u;
/** Around the line that names the cause, a list of the same report. */
const LIST_LINES = 5;
const MOST = 8;

/** The other settings that the same report complains of, one line: a program that is started again with only one corrected ends again. */
export function furtherSettings(
  setting: string | undefined,
  { lines, logLine, logIndex }: { lines: readonly string[]; logLine: string | undefined; logIndex: number | undefined },
): string[] {
  if (setting === undefined || logLine === undefined) return [];
  const near = logIndex === undefined ? [] : lines.slice(Math.max(0, logIndex - LIST_LINES), logIndex + 1 + LIST_LINES);
  const items = near.filter(isItem);
  const names = [logLine, ...items].flatMap((text) => namesIn(text.slice(0, 2_000)));
  const others = [...new Set(names)].filter((name) => plain(name) !== plain(setting)).slice(0, MOST);
  return others.length === 0 ? [] : [`further settings: ${others.join(', ')}`];
}

function isItem(line: string): boolean {
  return (
    /^\s+["'`]?\w{3,80}["'`]?: (?:Required|Invalid|undefined)\b/u.test(line) ||
    ALONE.test(line.slice(0, 300)) ||
    OF_ITS_OWN.test(line.slice(0, 300)) ||
    /\bKey: '[\w.]{1,120}' Error:Field validation/u.test(line.slice(0, 300))
  );
}

function namesIn(text: string): string[] {
  const told = COMPLAINTS.flatMap((shape) => [...text.matchAll(shape)].flatMap(({ groups }) => groups?.['name'] ?? []));
  const listed = [...text.matchAll(LISTED)].flatMap(({ groups }) =>
    (groups?.['names'] ?? '').split(/; |, and |, | and /u).map((name) => name.replace(/["'`:]/gu, '')),
  );
  const alone = ALONE.exec(text)?.groups?.['name'];
  return [...told, ...listed, ...(alone === undefined ? [] : [alone])];
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/gu, '');
}
