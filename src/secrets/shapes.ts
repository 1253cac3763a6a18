import { LONG_WORD } from './names.ts';
import { replaceKeys } from './private-keys.ts';

/** Replaces a secret; one that is `guessed` only stands where a secret may stand, such as a word before an `@`. */
export type Replace = (secret: string, certainty?: 'guessed') => string;

/** The formats that issuers give their keys, wherever they appear. */
const ISSUED = new RegExp(
  [
    String.raw`\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b`,
    String.raw`\b(?:gh[opsur]_|github_pat_|glpat-|xox[a-z]-|xapp-|[rs]k_(?:live|test)_|sk-|whsec_|npm_|hf_|shp(?:at|ss|ca|pa)_|dop_v1_|dp\.pt\.|pypi-|ya29\.|AIza|lin_api_|PMAK-|NRAK-|sntrys_|hvs\.|s\.(?=\w{24}\b))[\w.-]{16,}`,
    String.raw`\bSG\.[\w-]{16,}\.[\w-]{16,}`,
    String.raw`\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){1,3}`,
    String.raw`(?<=\bhooks\.slack\.com/(?:services|workflows)/)[\w/-]{10,}`,
    String.raw`\b(?:IQoJb3JpZ2luX2Vj|F[wQ]oGZXIvYXdz)[A-Za-z0-9+/%]{50,}={0,2}`,
  ].join('|'),
  'g',
);

/** A variable and its value, side by side in a task definition. */
const PAIR = new RegExp(
  String.raw`(?<=\b(?:name|key)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?[\w.-]{0,60}(?:${LONG_WORD.source})[\w.-]{0,60}\\?["']?(?:\s{0,3},\s{0,40}|\n\s{0,40}|(?<=["'])\s{1,3})\\?["']?value\\?["']?\s{0,3}[:=]\s{0,3})(?:(?<quote>\\?["'])(?!\*).{1,4000}?(?=\k<quote>|$)|(?!\\?["'*])[^\s,}]{1,4000})`,
  'gim',
);

/** Passwords in URLs, in headers and on command lines. */
const PLACED: readonly RegExp[] = [
  PAIR,
  /(?<=\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"'<>]{0,200}:)(?!\d{1,5}(?:[/?#]|$))[^\s"'<>`]{1,500}(?=@[\w.[$({*-])/gi,
  /(?<=\b[a-z][a-z0-9+.-]{0,20}:\/\/)[\w-]{16,200}(?=@[\w.[-])/gi,
  /(?<=(?:^|[\s"'=])[\w.-]{1,60}:)[^\s@"']{1,200}(?=@(?:tcp|unix|udp)\()/gi,
  /(?<=\bjdbc:oracle:[a-z]{1,10}:[^/\s@]{1,60}\/)[^\s@]{1,200}(?=@)/gi,
  /(?<=[;"']\s{0,3}(?:password|pwd|accountkey|sharedaccesskey|sharedsecret)\s{0,3}=\s{0,3})(?!["'*])[^;"'\n]{1,500}(?=;)/gi,
  /(?<=\bBearer\s{1,3})(?!\*)[\w.~+/-]{16,4000}=*/g,
  /(?<=\bBearer\s{1,3})(?=[\w.~+/-]*\d)[\w.~+/-]{8,4000}=*/g,
  /(?<=\b(?:x-amz-security-token|x-amz-signature|x-amz-credential|x-api-key|x-auth-token|x-vault-token|(?<=[?&])sig(?:nature)?)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)[\w%+/=.~-]{12,4000}/gi,
  /(?<=\b(?:set-)?cookie\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)(?!\*)[^\s"'][^\n"']{0,4000}/gi,
  /(?<=\bidentified\s(?:with\s\S{1,60}\s)?by\s['"])[^'"\n]{1,500}/gi,
  /(?<=\b(?:requirepass|masterauth)\s)(?!\*)\S{1,500}/gi,
];

/** `user:password@host.tld/x`. After these schemes it is a user, a package or a branch. */
const BEFORE_HOST =
  /(?<=\b(?!(?:mailto|sips?|xmpp|npm|ssh|git|urn|tel|scp|pkg):)[\w.-]{1,60}:)[^\s@"'/:]{4,200}(?=@[a-z][\w-]{0,60}(?:\.[\w-]{1,60}){1,5}(?::\d{1,5})?\/\w)/gi;

/** Commands with a password flag that its name does not reveal. */
const COMMANDS: readonly RegExp[] = [
  /(?<=\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|sshpass|mongo\w{0,10}|redis-cli|ldap\w{2,10}|htpasswd|sqlcmd|bcp|rabbitmqadmin|influx)\b[^\n|]{0,300}?\s-[apwP])(?![\s\\"']|\*)[^\s"'|;&]{1,200}/g,
  /(?<=\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|sshpass|mongo\w{0,10}|redis-cli|ldap\w{2,10}|htpasswd|sqlcmd|bcp|rabbitmqadmin|influx|login)\b[^\n|]{0,300}?\s-[apwP](?:\s+|=)["']?)(?![-*"'])[^\s"'|;&]{1,200}/g,
  /(?<=(?:^|\s)(?:-u|--user|--proxy-user)[ =]["']?[^\s:"']{1,100}:)(?!\d+\b|\*)[^\s"']{1,200}/g,
];
/** `-p x` of any other command, unless its value is a port or a path, as it is with these. */
const ANY_P =
  /(?<=(?:^|[\s"'])-p[ \t]{1,3}["']?)(?![-*./$]|\d{1,5}(?:[:/-]\d+)*(?:\/\w+)?(?:\s|$|["']))[^\s"'|;&/]{1,200}/g;
const P_IS_NO_PASSWORD =
  /\b(?:mkdir|cp|ssh|scp|sftp|rsync|nc|netcat|nmap|psql|pg_\w+|tar|read|test|export|declare|kill|lsof|ps|pgrep|docker run|podman run|python[\d.]*|node|npm|yarn|pnpm|gunicorn|uvicorn|puma|rails|tsc|install|unzip|perl|ruby|sed|grep|make)\b/;

const BASIC = /\bBasic\s{1,3}([A-Za-z0-9+/_-]{8,4000}={0,2})/g;
/** The secret half of an AWS key is recognizable only by its length, so we look for it only next to the other half. */
const AWS_ID = /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/;
const AWS_SECRET =
  /(?<![A-Za-z0-9+/=])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g;

/** Replaces what is a secret by its format or its place in a text, regardless of its name. */
export function replaceShapes(text: string, replace: Replace): string {
  let shown = text.includes('PRIVATE KEY') ? replaceKeys(text, (secret) => replace(secret)) : text;
  const hasAwsKey = AWS_ID.test(shown);
  const known = (secret: string): string => replace(secret);
  shown = shown.replace(ISSUED, known);
  for (const pattern of PLACED) shown = shown.replace(pattern, known);
  shown = shown.replace(BEFORE_HOST, (secret) => replace(secret, 'guessed'));
  if (hasAwsKey) shown = shown.replace(AWS_SECRET, known);
  if (/\sbasic\s|\bBasic\s/.test(shown))
    shown = shown.replace(BASIC, (whole, code: string) => hideBasic(whole, code, replace));
  if (/[\s"']-\w|--user/.test(shown)) {
    for (const pattern of COMMANDS) shown = shown.replace(pattern, known);
    shown = replaceP(shown, known);
  }
  return shown;
}

/** `Basic` is also an ordinary word: only what decodes to `user:password` is hidden. */
function hideBasic(whole: string, code: string, replace: Replace): string {
  return /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(code, 'base64').toString('latin1'))
    ? whole.replace(code, () => replace(code))
    : whole;
}

function replaceP(text: string, replace: Replace): string {
  if (!/-p[ \t]/.test(text)) return text;
  return text
    .split('\n')
    .map((line) => (P_IS_NO_PASSWORD.test(line) ? line : line.replace(ANY_P, replace)))
    .join('\n');
}
