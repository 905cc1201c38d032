import { CARD_FIELDS } from '#modules/people/members/client';
import { LINES, type PrintKind } from './rules/layout.ts';

const CARD_NAMES = CARD_FIELDS.map(({ name }) => name);

/** What may stand on a label of a kind; on a card also what the list of members' fields lets a library print. */
export const linesFor = (kind: PrintKind): readonly string[] =>
  kind === 'member' ? [...LINES.member, ...CARD_NAMES] : LINES[kind];
export const ALL_LINES = [...Object.values(LINES).flat(), ...CARD_NAMES];
