import type { LocalDate } from '#shared/dates';
import { withoutNik } from '#shared/moving/nik-in-text';
import type { OldRow } from '#shared/moving/old-row';
import type { Said } from '#shared/moving/said';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';
import { momentOf, type WallMoment } from '#shared/moving/wall-clock';
import { numberKey } from '../rules/number-key.ts';

interface Planned {
  id: number;
  key: string;
  at: WallMoment;
  said: Said[];
}
/** A row of `memberguesses`, with what it says. */
export interface PlannedVisit extends Planned {
  /** What stands for the number of the member; null = a guest. */
  member: number | null;
  name: string | null;
  /** What is one with it: the same person at the same second; null = nobody knows who it was. */
  same: string | null;
}
/** A row of `groupguesses`. */
export interface PlannedGroup extends Planned {
  women: number;
  men: number;
  /** Counted, and not by their sex. */
  others: number;
  from: string | null;
}

const LONGEST = { name: 80, institution: 120 } as const;
const MOST_PEOPLE = 10_000;

const textOf = (row: OldRow, column: string, longest: number): string | null =>
  cutOff(withoutNik(tidyLine(row(column)).text).text, longest).trim() || null;

/** A visit without a day, or of a day that has not come, is none. */
function dated(
  table: string,
  { row, id, key }: { row: OldRow; id: number; key: string },
  today: LocalDate,
): Planned | Said {
  const at = momentOf(row('createdate'));
  if (at === null || at.day > today) return { table, key, fate: 'refused', code: 'visit_undated' };
  return { id, key, at, said: [] };
}

/** What becomes of a row of `memberguesses`. @param today in the calendar of the library */
export function planVisit(one: { row: OldRow; id: number; key: string }, today: LocalDate): PlannedVisit | Said {
  const planned = dated('memberguesses', one, today);
  if ('fate' in planned) return planned;
  const number = (one.row('noanggota') ?? '').trim();
  const member = number === '' ? null : numberKey(one.row('noanggota'));
  const name = textOf(one.row, 'nama', LONGEST.name);
  const person = member ?? name?.toLowerCase() ?? null;
  return { ...planned, member, name, same: person === null ? null : `${planned.at.text} ${person}` };
}

/** What becomes of a row of `groupguesses`: its leader is not named, only where the group is from. */
export function planGroup(one: { row: OldRow; id: number; key: string }, today: LocalDate): PlannedGroup | Said {
  const planned = dated('groupguesses', one, today);
  if ('fate' in planned) return planned;
  const count = (column: string): number => {
    const people = Number((one.row(column)?.trim() || '0').replace(/\.0*$/, ''));
    return Number.isInteger(people) && people > 0 ? Math.min(people, MOST_PEOPLE) : 0;
  };
  const [women, men] = [count('countperempuan'), count('countlaki')];
  const others = Math.max(count('countpersonel') - women - men, 0);
  if (women + men + others === 0)
    return { table: 'groupguesses', key: planned.key, fate: 'refused', code: 'visit_group_empty' };
  return { ...planned, women, men, others, from: textOf(one.row, 'asalinstansi', LONGEST.institution) };
}
