import type { LocalDate } from '#shared/dates';
import { needsGuardian, type MemberKind } from './membership.ts';

/** Why a link between a guardian and a child ended. */
export const linkEnds = ['staff', 'guardian', 'grown_up'] as const;
export type LinkEnd = (typeof linkEnds)[number];

interface Party {
  id: number;
  kind: MemberKind;
  birthDate: LocalDate | null;
  status: string;
}

/** Does a link still hold? Until the day before the child's 18th birthday; from then on the account is the child's own. */
export const linkHolds = (childBirthDate: LocalDate | null, today: LocalDate): boolean =>
  needsGuardian(childBirthDate, today);

/** What keeps two members from being guardian and child, field → reason; empty = nothing. A guardian is a grown-up person. */
export function checkLink(guardian: Party, child: Party, today: LocalDate): Record<string, string> {
  if (guardian.id === child.id) return { child: 'family_same' };
  const problems: Record<string, string> = {};
  if (!linkHolds(child.birthDate, today)) problems.child = child.birthDate ? 'family_grown_up' : 'family_birth_unknown';
  else if (child.status !== 'active') problems.child = 'family_withdrawn';
  if (guardian.kind !== 'person') problems.guardian = 'family_no_person';
  else if (needsGuardian(guardian.birthDate, today)) problems.guardian = 'family_too_young';
  else if (guardian.status !== 'active') problems.guardian = 'family_withdrawn';
  return problems;
}
