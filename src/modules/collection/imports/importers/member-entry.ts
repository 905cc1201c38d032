import type { MemberRow } from '#modules/people/members';
import type { LostEntry, MemberEntry } from '../entries.ts';
import type { Surroundings, Word } from '../rules/surroundings.ts';
import { labelOf } from './importer.ts';

/** A member as the members' door takes them, or the reason why not. */
export function memberEntry(
  at: number,
  facts: Omit<MemberRow, 'homeLibraryId'>,
  words: Word[],
  around: Surroundings,
): MemberEntry | LostEntry {
  const label = labelOf([facts.number, facts.fullName].filter((text) => text !== '').join(' · '));
  const lost = (code: string): LostEntry => ({ type: 'lost', at, label, remarks: [], reason: { code, params: {} } });
  if (facts.number === '') return lost('imports.member_number_missing');
  if (facts.fullName === '') return lost('imports.member_name_missing');
  if (around.defaultLibraryId === null) return lost('imports.member_without_library');
  return {
    type: 'member',
    at,
    label,
    remarks: words,
    row: { ...facts, homeLibraryId: around.defaultLibraryId },
  };
}
