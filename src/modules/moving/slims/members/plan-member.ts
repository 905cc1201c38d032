import { z } from 'zod';
import { readOldHash } from '#modules/ground/identity';
import type { MemberFacts, PlannedMember } from '#modules/moving/engine';
import { m } from '#i18n/messages';
import { ageOn, type LocalDate } from '#shared/dates';
import { phoneOf } from '#shared/moving/contacts';
import { memberKey } from '#shared/moving/member-key';
import { memberNumberOf } from '#shared/moving/member-number';
import { shownNumber, withoutNik } from '#shared/moving/nik-in-text';
import { ownNote, type OwnValues } from '../rules/own-fields.ts';
import { rowSays } from '#shared/moving/row-says';
import type { Said, SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { cutOff, tidyLine, tidyLines, type Tidy } from '#shared/moving/tidy-text';
import { memberDays } from '#shared/moving/member-days';

/** What members are read against. */
export interface MemberSurroundings {
  /** Whose SLiMS it is. */
  source: string;
  homeLibraryId: number;
  /** By `member_type_id`; null = there is no such type. */
  categoryOf(typeId: number): string | null;
  defaultCategory: string;
  /** What the library has added of its own, by `memberKey`. */
  ownOf(id: number): OwnValues;
  /** Photos come with the dump, and what becomes of each is said of its own. */
  hasPhotos: boolean;
  today: LocalDate;
}

const NAMELESS = '[Tanpa nama]';
const LONGEST = { name: 120, address: 300, postalCode: 10, institution: 120, notes: 2000 } as const;
const CHILD = 18;
const DAYS = {
  birth: 'birth_date',
  expires: 'expire_date',
  since: ['member_since_date', 'register_date', 'input_date'],
};

const isEmail = (text: string): boolean => text.length <= 200 && z.email().safeParse(text).success;

/** The password is not among them, nor whether the membership was agreed to, nor since when: those are said here. */
const SAYS = [
  ...['member_name', 'gender', 'birth_date', 'member_type_id', 'member_address', 'member_mail_address', 'member_email'],
  ...['postal_code', 'inst_name', 'member_phone', 'expire_date', 'member_notes'],
];

const pendingBlock = () => ({ reason: m.slims_block_pending({}, { locale: 'id' }), untilDate: null });

type Tell = (code: SaidCode, params?: Said['params']) => void;

/**
 * The notes, with what has no field of its own behind them, and what the library has added behind that. Where they are too long, it is what was
 * added that is cut first, then the notes.
 */
function notesOf(
  written: string,
  labelled: readonly (readonly [label: string, value: string])[],
  own: OwnValues,
  tell: Tell,
): string | null {
  const lines = labelled.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`);
  const behind = cutOff(lines.join('\n'), LONGEST.notes);
  const room = Math.max(LONGEST.notes - behind.length - 1, 0);
  const notes = [cutOff(written, room), behind, ...own.values.map(ownNote)].filter((text) => text !== '').join('\n');
  if (written.length > room || notes.length > LONGEST.notes || own.isCut) tell('notes_cut');
  return cutOff(notes, LONGEST.notes) || null;
}

/** What becomes of a row of `member`. Nothing of what is said holds a value of it but the card's number. */
export function planMember(row: OldRow, around: MemberSurroundings): PlannedMember {
  // as it is found in SLiMS
  const key = `member_id=${shownNumber((row('member_id') ?? '').trim())}`;
  const said: Said[] = [];
  const tell: Tell = (code, params) => {
    said.push({ table: 'member', key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const id = memberKey(around.source, row('member_id') ?? '');
  const { number, changed } = memberNumberOf(tidyLine(row('member_id')).text);
  if (number === '') {
    said.push({ table: 'member', key, fate: 'refused', code: 'key_unusable' });
    return { id, key, facts: null, oldHash: null, blocks: [], said, says: 0 };
  }
  if (changed) tell('member_number_changed', { number: shownNumber(number) });

  const seen = { repaired: false, nik: false };
  const clean = ({ text, repaired }: Tidy): string => {
    const left = withoutNik(text);
    seen.repaired ||= repaired;
    seen.nik ||= left.found;
    return left.text;
  };
  const one = (column: string): string => {
    const text = clean(tidyLine(row(column)));
    return text === '-' ? '' : text;
  };
  const fullName = cutOff(one('member_name'), LONGEST.name).trim();
  if (fullName === '') tell('member_nameless');
  const { wrong, ...days } = memberDays(row, DAYS, around.today);
  for (const column of wrong) tell('date_unusable', { column });
  if (days.expiresOn === null) tell('expiry_unknown');
  if (days.birthDate !== null && ageOn(days.birthDate, around.today) < CHILD) tell('guardian_missing');
  const category = around.categoryOf(idOf(row('member_type_id')));
  if (category === null) tell('member_type_unknown', { type: (row('member_type_id') ?? '').slice(0, 20) });

  const { phone, others, unusable } = phoneOf(one('member_phone'));
  if (unusable) tell('phone_unusable');
  const mail = one('member_email');
  const email = isEmail(mail) ? mail : null;
  if (mail !== '' && email === null) tell('email_unusable');
  const address = one('member_address');
  const letters = one('member_mail_address');
  const postalCode = one('postal_code');
  const own = around.ownOf(id);
  const notes = notesOf(
    clean(tidyLines(row('member_notes'))),
    [
      ['Telepon di SLiMS', others],
      ['E-mail di SLiMS', email === null ? mail : ''],
      ['Alamat surat', letters === address ? '' : letters],
      ['Kode pos', postalCode.length > LONGEST.postalCode ? postalCode : ''],
    ],
    own,
    tell,
  );
  const password = row('mpasswd')?.trim() ?? '';
  const oldHash = readOldHash(password) === null ? null : password;
  if (password !== '' && oldHash === null) tell('password_unusable');
  const isPending = /^\s*1\s*$/.test(row('is_pending') ?? '');
  if (isPending) tell('member_pending');
  if (!/^[\s0-]*$/.test(row('pin') ?? '')) tell('pin_left');
  if (!around.hasPhotos && (row('member_image') ?? '').trim() !== '') tell('photo_left');
  if (seen.nik || own.hadNik) tell('identity_removed');
  if (seen.repaired) tell('text_repaired');
  const gender = row('gender')?.trim();
  return {
    ...{
      id,
      key,
      oldHash,
      blocks: isPending ? [pendingBlock()] : [],
      said,
      says: rowSays(row, SAYS, own.values.map(ownNote)),
    },
    facts: {
      ...{ number, fullName: fullName || NAMELESS, ...days, phone, email, notes },
      sex: gender === '1' ? 'L' : gender === '0' ? 'P' : null,
      category: category ?? around.defaultCategory,
      homeLibraryId: around.homeLibraryId,
      address: cutOff(address, LONGEST.address) || null,
      postalCode: postalCode.length > LONGEST.postalCode ? null : postalCode || null,
      institution: cutOff(one('inst_name'), LONGEST.institution) || null,
    },
  };
}
