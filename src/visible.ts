const ESCAPE_SEQUENCES =
  // oxlint-disable-next-line no-control-regex
  /[\u001b\u009b](?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\)|[()][0-9A-Za-z]|[0-9;]*[A-Za-z])/gu;
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Reports contain nothing that a terminal would obey or a reader cannot see: colors, control characters, bidi overrides. Line breaks become `\n`. */
export function visibleText(text: string): string {
  return text.replace(ESCAPE_SEQUENCES, '').replace(LINE_ENDS, '\n').replace(INVISIBLE, '').toWellFormed();
}

/** A URL from AWS; characters that are invalid in a URL are percent-encoded. */
export function visibleAddress(address: string): string {
  return visibleText(address).replaceAll(/[^\w.~:/?#[\]@!$&'()*+,;=%-]/gu, (char) => encodeURIComponent(char));
}

/** A text without the line breaks at its end. A regular expression would look for that end from each of a million line breaks. */
export function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === '\n' || text.charAt(end - 1) === '\r') end -= 1;
  return text.slice(0, end);
}
