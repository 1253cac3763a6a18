const OPERATOR = /^(?:\|\|?|&&?|;|>|>>|2>&1)$/u;

/** What makes the command of a health check one that can never succeed (docs: API/HealthCheck): how it is written. */
export function checkForm(command: readonly string[]): string | undefined {
  const [form = '', ...words] = command;
  const line = words.join(' ');
  const told = (what: string): string => `health check ${what}: ${line.slice(0, 300)}`;
  const [first = '', ...more] = words;
  if (form === 'CMD' && more.length === 0 && /^\S+\s+\S/u.test(first.trim())) return told('is one word after CMD');
  if (form === 'CMD' && more.some((word) => OPERATOR.test(word))) return told('passes shell operators to CMD');
  if (form === 'CMD-SHELL' && more.length > 0 && !/\s/u.test(first.trim()))
    return told('splits its line after CMD-SHELL');
  return undefined;
}
