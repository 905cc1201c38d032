import { m } from '#i18n/messages';
import type { TiePart } from '../rules/tie-parts.ts';

type Words = (inputs?: Record<string, never>, options?: { locale?: 'id' | 'en' }) => string;

/** What a partner does in something, in a word. */
export const TIE_WORDS: Record<TiePart, Words> = {
  organises: m.ledgers_part_organises,
  speaks: m.ledgers_part_speaks,
  hosts: m.ledgers_part_hosts,
  funds: m.ledgers_part_funds,
  teaches: m.ledgers_part_teaches,
  gives: m.ledgers_part_gives,
  invites: m.ledgers_part_invites,
};
