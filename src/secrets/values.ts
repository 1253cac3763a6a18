/** Words that appear where a value would, but are not values. */
const NO_VALUE = words(
  'auto boolean default denied disabled empty enabled expired exists external false inherit invalid missing no none null number object off on optional read read-all required stdin string true undefined unset write write-all yes',
);

/** Words that follow "password:" or "token is" in a sentence about a secret. */
const PROSE = words(
  'a access all an and any are argument array as at auth authentication authorization bad be because been being bearer both but by can cannot changed check code configured connection context could credentials did does either encrypted error exceeded expected expires failed failure field file flag for forbidden found from generated given got has have http https identifier if in incorrect input int integer is issued it its key length malformed match may message mismatch must needs neither never new nil not now of ok only operation option or outdated parameter password permission please policy present provided read refused rejected request requires resource response retrieved revoked same secret secrets see service set should signature signed some strength such the there this token too type unable unauthorized unexpected unknown unsupported use used user using validation valid value variable version was were will with wrong you your',
);

/** A reference, an ARN, a placeholder, or a value that is already hidden. */
const REFERENCE = /^(?:%\w+%|<[\w .-]+>|\[?(?:redacted|hidden|masked|filtered)\]?|x{3,}|\*+)$/i;
const BEGINS_REFERENCE = /^(?:\*{3}|arn:|aws [a-z]|sha256:|\$\{?[\w({]|\{\{|\.{3}|…)/i;

/** Longer ones are no words. */
const LONGEST_WORD = 200;

/** Whether a value, of which the beginning is enough, refers to a secret. */
export function beginsReference(value: string): boolean {
  return BEGINS_REFERENCE.test(value);
}

/** Text that refers to a secret, or is part of a sentence about one, but is not one. */
export function isHarmless(value: string, place: 'assigned' | 'sentence'): boolean {
  if (beginsReference(value)) return true;
  if (value.length > LONGEST_WORD) return false;
  if (REFERENCE.test(value)) return true;
  const bare = value.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase();
  return bare === '' || NO_VALUE.has(bare) || (place === 'sentence' && PROSE.has(bare));
}

/** Letters and digits mixed: more likely a secret than a word of a sentence. */
export function looksRandom(value: string): boolean {
  return (
    /^(?=.*[a-z])(?=.*\d)[^\s/=]{6,200}$/i.test(value) &&
    !/^(?:scram|sha|md5|bcrypt|argon|pbkdf|base\d|utf|rs\d|hs\d|es\d|oauth|v\d|arn:)/i.test(value)
  );
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
