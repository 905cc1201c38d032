import { z } from 'zod';
import { readOldHash } from '#modules/ground/identity';
import type { BroughtBlock, MemberFacts, PlannedMember } from '#modules/moving/engine';
import { isNik } from '#modules/people/members';
import { m } from '#i18n/messages';
import { ageOn, type LocalDate } from '#shared/dates';
import type { Codes } from '#shared/moving/codes';
import { phoneOf } from '#shared/moving/contacts';
import { memberDays } from '#shared/moving/member-days';
import { memberNumberOf } from '#shared/moving/member-number';
import { shownNumber, withoutNik } from '#shared/moving/nik-in-text';
import type { OldRow } from '#shared/moving/old-row';
import { rowSays } from '#shared/moving/row-says';
import type { Said, SaidCode } from '#shared/moving/said';
import { cutOff, tidyLine, tidyLines } from '#shared/moving/tidy-text';
import { idOf, isSet } from '../rules/ids.ts';
import { statusOf } from '../rules/member-status.ts';
import { passwordOf } from '../rules/password.ts';

/** What members are read against. */
export interface MemberSurroundings {
  homeLibraryId: number;
  /** By the key of `jenis_anggota`; null = there is no such type. */
  categoryOf(typeId: number): string | null;
  defaultCategory: string;
  codes: Record<'status_anggota' | 'master_jenis_identitas', Codes>;
  /** The password of the OPAC of whoever has that number: where several rows have it, of the first alone. */
  passwordOf(memberNo: string | null, id: number): string | null;
  today: LocalDate;
}

/** A member, and the national number of identity that goes with them, sealed. */
export interface PlannedPerson extends PlannedMember {
  nik: string | null;
}

const NAMELESS = '[Tanpa nama]';
const LONGEST = { name: 120, address: 300, institution: 120, notes: 2000, place: 80 } as const;
const CHILD = 18;
const DAYS = { birth: 'dateofbirth', expires: 'enddate', since: ['registerdate', 'createdate'] };

/** Not the password, nor what the status has become: those are said here. */
const SAYS = [
  ...[
    'fullname',
    'sex_id',
    'dateofbirth',
    'jenisanggota_id',
    'address',
    'addressnow',
    'phone',
    'nohp',
    'email',
    'city',
  ],
  ...[
    'citynow',
    'kecamatan',
    'kecamatannow',
    'kelurahan',
    'kelurahannow',
    'institutionname',
    'enddate',
    'keteranganlain',
  ],
];
const COLUMN_NAMES: Readonly<Record<string, string>> = {
  ...{ dateofbirth: 'DateOfBirth', enddate: 'EndDate', registerdate: 'RegisterDate', createdate: 'CreateDate' },
};

const isEmail = (text: string): boolean => text.length <= 200 && z.email().safeParse(text).success;
const blockOf = (status: 'pending' | 'suspended'): BroughtBlock => ({
  reason:
    status === 'pending'
      ? m.inlislite_block_pending({}, { locale: 'id' })
      : m.inlislite_block_suspended({}, { locale: 'id' }),
  untilDate: null,
});

/**
 * What becomes of a row of `members`. Religion, the mother's maiden name and the marital status are not read at all. Nothing of what is said holds a
 * value but the card's number.
 */
export function planMember(row: OldRow, around: MemberSurroundings): PlannedPerson {
  const key = `MemberNo=${shownNumber((row('memberno') ?? '').trim())}`;
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table: 'members', key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const id = idOf(row('id'));
  const { number, changed } = memberNumberOf(tidyLine(row('memberno')).text);
  if (id < 0 || number === '') {
    said.push({ table: 'members', key, fate: 'refused', code: 'key_unusable' });
    return { id, key, facts: null, oldHash: null, blocks: [], said, says: 0, nik: null };
  }
  if (changed) tell('member_number_changed', { number: shownNumber(number) });
  let hadNik = false;
  const clean = (text: string): string => {
    const { text: left, found } = withoutNik(text);
    hadNik ||= found;
    return /^[-#]$/.test(left) ? '' : left;
  };
  const one = (column: string): string => clean(tidyLine(row(column)).text);
  const fullName = cutOff(one('fullname'), LONGEST.name).trim();
  if (fullName === '') tell('member_nameless');
  const { wrong, ...days } = memberDays(row, DAYS, around.today);
  for (const column of wrong) tell('date_unusable', { column: COLUMN_NAMES[column] ?? column });
  if (days.expiresOn === null) tell('expiry_unknown');
  if (days.birthDate !== null && ageOn(days.birthDate, around.today) < CHILD) tell('guardian_missing');
  const category = around.categoryOf(idOf(row('jenisanggota_id')));
  if (category === null) tell('member_type_unknown', { type: (row('jenisanggota_id') ?? '').slice(0, 20) });

  const [mobile, home] = [phoneOf(one('nohp')), phoneOf(one('phone'))];
  const phone = mobile.phone ?? home.phone;
  if (phone === null && (mobile.unusable || home.unusable)) tell('phone_unusable');
  const otherPhones = [mobile.others, mobile.phone === null ? '' : (home.phone ?? ''), home.others].filter(
    (text) => text !== '' && text !== phone,
  );
  const mail = one('email');
  const email = isEmail(mail) ? mail : null;
  if (mail !== '' && email === null) tell('email_unusable');
  // where somebody lives now weighs more than what the identity card says
  const now = one('addressnow') === '' ? '' : 'now';
  const part = (column: string): string | null => cutOff(one(`${column}${now}`) || one(column), LONGEST.place) || null;
  const emergency = [one('namadarurat'), one('statushubungandarurat'), one('telpdarurat')].filter(
    (text) => text !== '',
  );
  const labelled: readonly (readonly [string, string])[] = [
    ['', clean(tidyLines(row('keteranganlain')).text)],
    ['Telepon di INLISLite', otherPhones.join(', ')],
    ['E-mail di INLISLite', email === null ? mail : ''],
    ['Kontak darurat', emergency.join(', ')],
  ];
  const notes = labelled
    .flatMap(([label, value]) => (value === '' ? [] : [label === '' ? value : `${label}: ${value}`]))
    .join('\n');
  if (notes.length > LONGEST.notes) tell('notes_cut');

  const password = passwordOf(
    around.passwordOf(row('memberno'), idOf(row('id'))),
    (hash) => readOldHash(hash) !== null,
  );
  const { status, isUnknown } = statusOf(row('statusanggota_id'), around.codes.status_anggota);
  if (isUnknown) tell('member_status_unknown', { status: (row('statusanggota_id') ?? '').slice(0, 20) });
  if (status === 'pending') tell('member_pending');
  if (status === 'suspended') tell('member_suspended');
  if (status === 'cleared') tell('member_cleared');
  const identity = (row('identityno') ?? '').trim();
  const type = around.codes.master_jenis_identitas.get(row('identitytype_id'));
  const isNational = type !== null && (isSet(type.more) || /ktp|nik|penduduk/i.test(type.name));
  const nik = isNational && isNik(identity) ? identity : null;
  if (nik === null && !/^[\s0.-]*$/.test(identity)) tell(isNational ? 'identity_unusable' : 'identity_left');
  if (hadNik) tell('identity_removed');
  const sex = (row('sex_id') ?? '').trim();
  const facts: MemberFacts = {
    ...{ number, fullName: fullName || NAMELESS, ...days, phone, email },
    notes: cutOff(notes, LONGEST.notes) || null,
    sex: sex === '' ? null : /^1(?:\.0*)?$/.test(sex) ? 'L' : 'P',
    category: category ?? around.defaultCategory,
    homeLibraryId: around.homeLibraryId,
    address: cutOff(one(`address${now}`), LONGEST.address) || null,
    postalCode: null,
    institution: cutOff(one('institutionname'), LONGEST.institution) || null,
    kelurahan: part('kelurahan'),
    kecamatan: part('kecamatan'),
    city: part('city'),
    ...(status === 'cleared' ? { status: 'withdrawn' as const } : {}),
  };
  const blocks = status === 'pending' || status === 'suspended' ? [blockOf(status)] : [];
  return { ...{ id, key, facts, blocks, said, nik }, oldHash: password.hash, says: rowSays(row, SAYS) };
}
