/** A statement of an identity-based policy, as far as it is supported here: Allow, wildcards, `StringEquals` on the service of PassRole. */
export interface Statement {
  Effect: 'Allow';
  Action: string | string[];
  Resource: string | string[];
  Condition?: { StringEquals: Record<string, string | string[]> };
}
