import type { LocalDate } from '#shared/dates';
import { memberKey } from '#shared/moving/member-key';
import { withoutNik } from '#shared/moving/nik-in-text';
import type { Said } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';
import { momentOf, type WallMoment } from '#shared/moving/wall-clock';

/** A row of `visitor_count`, with what it says. */
export interface PlannedVisit {
  id: number;
  key: string;
  at: WallMoment;
  /** Key of the member; null = a guest. */
  member: number | null;
  name: string | null;
  institution: string | null;
  /** It names a room. */
  hasRoom: boolean;
  /** What is one with it: the same person at the same second; null = nobody knows who it was. */
  same: string | null;
}

const LONGEST = { name: 80, institution: 120 } as const;

/** What becomes of a row of `visitor_count`. @param around.today in the calendar of the library */
export function planVisit(row: OldRow, { source, today }: { source: string; today: LocalDate }): PlannedVisit | Said {
  const key = `visitor_id=${row('visitor_id') ?? ''}`;
  const at = momentOf(row('checkin_date'));
  if (at === null || at.day > today) return { table: 'visitor_count', key, fate: 'refused', code: 'visit_undated' };
  const one = (column: string, longest: number): string | null =>
    cutOff(withoutNik(tidyLine(row(column)).text).text, longest).trim() || null;
  const number = (row('member_id') ?? '').trim();
  const member = number === '' ? null : memberKey(source, row('member_id') ?? '');
  const name = one('member_name', LONGEST.name);
  const institution = one('institution', LONGEST.institution);
  const person = member ?? (name === null ? null : `${name.toLowerCase()}\n${institution?.toLowerCase() ?? ''}`);
  return {
    ...{ id: idOf(row('visitor_id')), key, at, member, name, institution },
    hasRoom: (row('room_code') ?? '').trim() !== '',
    same: person === null ? null : `${at.text} ${person}`,
  };
}
