/** For how long a token is made. */
export const LIFETIMES = ["30", "90", "365", "never", "day"] as const;
export type Lifetime = (typeof LIFETIMES)[number];

/** When a token ends; null: when it is revoked. A chosen day is within. Undefined while no day is chosen. */
export function expiryOf(lifetime: Lifetime, day: string, now: number): string | null | undefined {
  if (lifetime === "never") return null;
  if (lifetime !== "day") return new Date(now + Number(lifetime) * 86_400_000).toISOString();
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}

export type TokenState = "active" | "expired" | "revoked";

export function stateOf(token: { revokedAt?: string | null; expiresAt?: string | null }, now: number): TokenState {
  if (token.revokedAt) return "revoked";
  return token.expiresAt && Date.parse(token.expiresAt) <= now ? "expired" : "active";
}
