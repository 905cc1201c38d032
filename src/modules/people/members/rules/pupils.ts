import type { LocalDate } from '#shared/dates';
import { ageFitsCategory, type MemberKind } from './membership.ts';

/**
 * What becomes of a row of a class list: a new member, one who is there already, one who is there in another class, somebody who may be
 * a member of another library, or a row that cannot be.
 */
export const pupilStates = ['new', 'known', 'moves', 'maybe', 'problem'] as const;
export type PupilState = (typeof pupilStates)[number];

interface Category {
  code: string;
  kind: MemberKind;
  active: boolean;
  minAge: number | null;
  maxAge: number | null;
}

/** The category of a pupil: the one chosen for the list if the age fits it, else the first in use that is made for this age. */
export function categoryOfPupil<T extends Category>(
  categories: readonly T[],
  chosen: string,
  birthDate: LocalDate,
  today: LocalDate,
): T | null {
  const fitting = categories.filter(
    (category) => category.kind === 'person' && category.active && ageFitsCategory(birthDate, category, today),
  );
  return fitting.find(({ code }) => code === chosen) ?? fitting[0] ?? null;
}

/** `4 a`, `IV-A` → as people write a class, without what differs by hand. */
export const classKey = (name: string | null): string => (name ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
