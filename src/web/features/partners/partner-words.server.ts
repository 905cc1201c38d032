import { PARTNER_WORDS, STATE_WORDS } from '#modules/city/partners';
import {
  NOTE_KINDS,
  PARTNER_KINDS,
  RELATION_KINDS,
  WISH_KINDS,
  WISH_SIDES,
  type NoteKind,
  type PartnerKind,
  type PartnerLine,
  type PartnerState,
  type RelationKind,
  type WishKind,
  type WishSide,
} from '#modules/city/partners/client';
import type { Locale } from '#platform/context';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

const MARKS: Record<PartnerState, 'on' | 'wait' | 'off'> = { active: 'on', prospect: 'wait', archived: 'off' };
/** As it is said of the partner towards the other one, and the other way round. */
const RELATIONS: Record<RelationKind, { forward: () => string; back: () => string }> = {
  part_of: { forward: m.partners_relation_part_of, back: m.partners_relation_has_part },
  works_with: { forward: m.partners_relation_works_with, back: m.partners_relation_works_with },
  funds: { forward: m.partners_relation_funds, back: m.partners_relation_funded_by },
};
const WISHES: Record<WishKind, () => string> = {
  money: m.partners_wish_money,
  books: m.partners_wish_books,
  venue: m.partners_wish_venue,
  speaker: m.partners_wish_speaker,
  hours: m.partners_wish_hours,
  printing: m.partners_wish_printing,
  food: m.partners_wish_food,
  other: m.partners_wish_other,
};
const SIDES: Record<WishSide, () => string> = { need: m.partners_side_need, offer: m.partners_side_offer };
const NOTES: Record<NoteKind, () => string> = {
  meeting: m.partners_note_meeting,
  call: m.partners_note_call,
  letter: m.partners_note_letter,
  note: m.partners_note_note,
};

export const kindWords = (kind: PartnerKind): string => PARTNER_WORDS[kind]();
export const stateLook = (state: PartnerState) => ({ words: STATE_WORDS[state](), mark: MARKS[state] });
export const relationWords = (kind: RelationKind, forward: boolean): string =>
  RELATIONS[kind][forward ? 'forward' : 'back']();
export const wishWords = (kind: WishKind): string => WISHES[kind]();
export const sideWords = (side: WishSide): string => SIDES[side]();
export const noteWords = (kind: NoteKind): string => NOTES[kind]();

const optionsOf = <T extends string>(values: readonly T[], words: (value: T) => string) =>
  values.map((value) => ({ value, label: words(value) }));
export const kindOptions = () => optionsOf(PARTNER_KINDS, kindWords);
export const relationOptions = () => optionsOf(RELATION_KINDS, (kind) => relationWords(kind, true));
export const wishOptions = () => optionsOf(WISH_KINDS, wishWords);
export const sideOptions = () => optionsOf(WISH_SIDES, sideWords);
export const noteOptions = () => optionsOf(NOTE_KINDS, noteWords);

/** What a partner is called; one who is forgotten has no name any more. */
export const nameOf = (name: string): string => name || m.partners_forgotten();

export const partnerHref = (id: number): string => localizeHref(`/staf/mitra/${id}`);

/** A partner as a line of a list. */
export const lineView = ({ id, name, kind, kelurahan, inCharge, lastContactOn }: PartnerLine, locale: Locale) => ({
  id,
  name: nameOf(name),
  kind: kindWords(kind),
  kelurahan,
  inCharge: inCharge ?? '',
  lastContact: lastContactOn === null ? m.partners_no_contact() : formatDate(lastContactOn, locale),
  href: partnerHref(id),
});
