/** The running user and org as a claim's formula sees them. */
export interface ClaimContext {
  user: { Id: string; Username: string; Email: string };
  organizationId: string;
  now: Date;
}

const EXPIRY = /^Text\(FLOOR\(\(NOW\(\) - DATETIMEVALUE\("1970-01-01 00:00:00"\)\) \* 86400 \+ (\d+)\)\)$/i;

/**
 * A claim's value: a literal, a `{!...}` merge field, or the documented expiry formula.
 * Ids come out with 15 characters, as `$User.Id` and `$Organization.Id` do in every Salesforce formula.
 * [for claims unconfirmed against a real org: a backend has to accept both forms]
 * @throws Error for a formula that the stand-in does not know.
 */
export function evaluateClaim(expression: string, { user, organizationId, now }: ClaimContext): string | number {
  const formula = /^\{!(.*)\}$/s.exec(expression)?.[1]?.trim();
  if (formula === undefined) return expression;
  const secondsAhead = EXPIRY.exec(formula)?.[1];
  if (secondsAhead !== undefined) return Math.floor(now.getTime() / 1000) + Number(secondsAhead);
  switch (formula) {
    case '$User.Id':
      return user.Id.slice(0, 15);
    case '$User.Username':
      return user.Username;
    case '$User.Email':
      return user.Email;
    case '$Organization.Id':
      return organizationId.slice(0, 15);
    default:
      throw new Error(
        `The Apex stand-in cannot evaluate the claim ${expression}. Teach evaluateClaim.ts this formula, or use one it knows.`,
      );
  }
}
