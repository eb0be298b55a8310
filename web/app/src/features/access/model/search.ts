import type { AuditAction, PersonFilter, Role, TokenFilter } from "~/shared/graphql/generated/graphql";
import { oneOf, text } from "~/shared/model/search";

/** From most to least; a person gives no more than what he has. */
const ROLES: Record<Role, true> = { ADMIN: true, EDITOR: true, VIEWER: true };
export const ALL_ROLES = Object.keys(ROLES) as Role[];

export function rolesUpTo(role: Role): Role[] {
  return ALL_ROLES.slice(ALL_ROLES.indexOf(role));
}

const ACTIONS: Record<AuditAction, true> = {
  SIGN_IN: true,
  SIGN_OUT: true,
  LINK_MADE: true,
  LINK_USED: true,
  LINK_WITHDRAWN: true,
  PASSWORD_CHANGED: true,
  PERSON_CHANGED: true,
  TOKEN_MADE: true,
  TOKEN_REVOKED: true,
  TOKEN_USED: true,
  REFUSED: true,
  TEST: true,
  FETCH: true,
  AUDIT_EXPORTED: true,
};
export const ALL_ACTIONS = Object.keys(ACTIONS) as AuditAction[];

/** What the address of the people page says. */
export interface PeopleSearch {
  q?: string;
  active?: "yes" | "no";
  /** The person who is edited, or `new` for an invitation. */
  edit?: string;
}

export function parsePeopleSearch(raw: Record<string, unknown>): PeopleSearch {
  return { q: text(raw.q), active: oneOf(["yes", "no"] as const, raw.active), edit: text(raw.edit) };
}

export function personFilterOf({ q, active }: PeopleSearch): PersonFilter {
  return { ...(q && { text: q }), ...(active && { isActive: active === "yes" }) };
}

/** What the address of the tokens page says. */
export interface TokenSearch {
  /** Everybody's, for administrators; absent: one's own. */
  whose?: "all";
  owner?: string;
  /** Revoked and expired ones too. */
  ended?: "yes";
}

export function parseTokenSearch(raw: Record<string, unknown>): TokenSearch {
  return {
    whose: oneOf(["all"] as const, raw.whose),
    owner: text(raw.owner),
    ended: oneOf(["yes"] as const, raw.ended),
  };
}

export function tokenFilterOf({ owner, ended }: TokenSearch): TokenFilter {
  return { onlyActive: ended !== "yes", ...(owner && { ownerId: owner }) };
}
