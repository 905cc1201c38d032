import { z } from 'zod';
import type { LocalDate } from '#shared/dates';
import { phoneOf } from '#shared/moving/contacts';
import { memberDays } from '#shared/moving/member-days';
import { memberNumberOf } from '#shared/moving/member-number';
import { withoutNik } from '#shared/moving/nik-in-text';
import { cutOff, tidyLine, tidyLines } from '#shared/moving/tidy-text';
import { m } from '#i18n/messages';
import { kohaCategory } from './koha-codes.ts';
import type { MemberFacts, MemberTexts } from './member-values.ts';
import { parseForeignDate } from './parse-foreign.ts';
import { findLibrary, type Surroundings, type Word } from './surroundings.ts';

/** The value of a column, '' where there is none. Columns are Koha's, of the table `borrowers`. */
export type KohaCells = (column: string) => string;

/** What goes to the notes with a name of its own, and from which columns. */
const NOTED: readonly (readonly [label: string, columns: readonly string[]])[] = [
  ['Nama lain', ['othernames']],
  ['Sapaan', ['title']],
  ['Inisial', ['initials']],
  ['Provinsi', ['state']],
  ['Faks', ['fax']],
  ['Alamat kedua', ['B_streetnumber', 'B_streettype', 'B_address', 'B_address2', 'B_city', 'B_state', 'B_zipcode']],
  ['Telepon kedua', ['B_phone']],
  ['Surel kedua', ['B_email']],
  [
    'Kontak lain',
    [
      ...['altcontactfirstname', 'altcontactsurname', 'altcontactaddress1', 'altcontactaddress2'],
      ...['altcontactaddress3', 'altcontactstate', 'altcontactzipcode', 'altcontactphone'],
    ],
  ],
  ['Tentang kontak', ['contactnote']],
  ['Statistik 1', ['sort1']],
  ['Statistik 2', ['sort2']],
  ['Atribut', ['patron_attributes']],
  ['Pesan untuk anggota', ['opacnote']],
];

/** What is never taken over: Koha's own settings and numbers, and what nobody needs to know to lend a book. */
export const KOHA_DROPPED: readonly string[] = [
  ...['borrowernumber', 'userid', 'flags', 'secret', 'auth_method', 'login_attempts', 'password_expiration_date'],
  ...['privacy', 'privacy_guarantor_fines', 'privacy_guarantor_checkouts', 'checkprevcheckout', 'anonymized'],
  ...['updated_on', 'lastseen', 'lang', 'sms_provider_id', 'overdrive_auth_token', 'autorenew_checkouts'],
  ...['primary_contact_method', 'guarantorid', 'guarantor_id', 'guarantor_relationship', 'ethnicity', 'ethnotes'],
  ...['country', 'B_country', 'altcontactcountry', 'contacttitle', 'protected'],
];

const LONGEST = { name: 120, address: 300, city: 80, postalCode: 10, guardian: 120, relation: 40, notes: 2000 };

export interface KohaMember {
  facts: MemberFacts & { homeLibraryId: number | null; texts: MemberTexts };
  /** As Koha keeps it; '' = none. */
  password: string;
  blocks: { reason: string; untilDate: LocalDate | null }[];
  words: Word[];
}

const isEmail = (text: string): boolean => text.length <= 200 && z.email().safeParse(text).success;

/** Both names as one; people with one name have it in both places, or in one. */
function fullNameOf(one: KohaCells): string {
  const [first, middle, last] = [one('firstname'), one('middle_name'), one('surname')];
  const given = [first, middle].filter((part) => part !== '').join(' ');
  return given.toLowerCase() === last.toLowerCase() ? last : [given, last].filter((part) => part !== '').join(' ');
}

/** Why a member may not borrow, as Koha says; what is over keeps nobody from it. */
function blocksOf(one: KohaCells, today: LocalDate): KohaMember['blocks'] {
  const locale = { locale: 'id' } as const;
  const until = parseForeignDate(one('debarred'));
  const blocks: KohaMember['blocks'] = [];
  if (until !== null && until >= today) {
    const comment = cutOff(one('debarredcomment'), 240);
    const reason = comment === '' ? m.koha_block_plain({}, locale) : m.koha_block_because({ comment }, locale);
    blocks.push({ reason, untilDate: until >= '9000-01-01' ? null : until });
  }
  if (one('lost') === '1') blocks.push({ reason: m.koha_block_lost({}, locale), untilDate: null });
  if (one('gonenoaddress') === '1') blocks.push({ reason: m.koha_block_gone({}, locale), untilDate: null });
  return blocks;
}

/** The days, however the export writes them. */
function daysOf(cell: KohaCells, today: LocalDate, words: Word[]) {
  const row = (column: string): string => parseForeignDate(cell(column)) ?? cell(column);
  const columns = { birth: 'dateofbirth', expires: 'dateexpiry', since: ['dateenrolled'] };
  const { wrong, ...days } = memberDays(row, columns, today);
  for (const column of wrong) {
    words.push({ code: 'imports.date_unreadable', params: { column, value: cell(column).slice(0, 60) } });
  }
  if (days.expiresOn === null && cell('dateexpiry').trim() !== '') {
    words.push({
      code: 'imports.date_unreadable',
      params: { column: 'dateexpiry', value: cell('dateexpiry').slice(0, 60) },
    });
  }
  return days;
}

/** What becomes of a row of patrons. @param cell as written */
export function kohaMember(cell: KohaCells, around: Surroundings, today: LocalDate): KohaMember {
  const words: Word[] = [];
  let hadNik = false;
  const clean = (text: string): string => {
    const left = withoutNik(text);
    hadNik ||= left.found;
    return left.text;
  };
  const one: KohaCells = (column) => clean(tidyLine(cell(column)).text);
  const join = (columns: readonly string[], between: string): string =>
    columns
      .map(one)
      .filter((text) => text !== '' && text !== '-')
      .join(between);

  const written = tidyLine(cell('cardnumber')).text;
  const { number, changed } = memberNumberOf(written);
  if (changed && number !== '') {
    words.push({ code: 'imports.member_number_changed', params: { written: written.slice(0, 60), number } });
  }
  const branch = findLibrary(around, cell('branchcode'));
  if (branch.word && branch.libraryId !== null) {
    const library = around.libraries.find(({ id }) => id === branch.libraryId)?.name ?? '';
    words.push({
      code: 'imports.member_branch_unknown',
      params: { value: cell('branchcode').trim().slice(0, 40), library },
    });
  }
  const category = kohaCategory(around, cell('categorycode'));
  if (category.word) words.push(category.word);
  const days = daysOf(cell, today, words);
  const numbers = phoneOf(join(['mobile', 'phone', 'phonepro', 'smsalertnumber'], '; '));
  if (numbers.unusable)
    words.push({ code: 'imports.phone_unreadable', params: { value: numbers.others.slice(0, 60) } });
  const mails = ['email', 'emailpro'].map(one).filter((mail) => mail !== '');
  const email = mails.find(isEmail) ?? null;
  if (mails.length > 0 && email === null) {
    words.push({ code: 'imports.email_unreadable', params: { value: (mails[0] ?? '').slice(0, 60) } });
  }
  const name = fullNameOf(one);
  const street = join(['streetnumber', 'streettype', 'address', 'address2'], ' ');
  const city = one('city');
  const postalCode = one('zipcode');
  const guardian = join(['contactfirstname', 'contactname'], ' ');
  const relation = one('relationship');
  const labelled: readonly (readonly [string, string])[] = [
    ['Nama lengkap', name.length > LONGEST.name ? name : ''],
    ['Alamat lengkap', street.length > LONGEST.address ? street : ''],
    ['Kota', city.length > LONGEST.city ? city : ''],
    ['Kode pos', postalCode.length > LONGEST.postalCode ? postalCode : ''],
    ['Telepon lain', numbers.others],
    ['Surel lain', mails.filter((mail) => mail !== email).join(', ')],
    ...NOTED.map(([label, columns]) => [label, join(columns, ' ')] as const),
  ];
  const notes = [
    clean(tidyLines(cell('borrowernotes')).text),
    ...labelled.filter(([, text]) => text !== '').map(([label, text]) => `${label}: ${text}`),
  ]
    .filter((text) => text !== '')
    .join('\n');
  if (notes.length > LONGEST.notes) words.push({ code: 'imports.notes_cut', params: { length: LONGEST.notes } });
  if (hadNik) words.push({ code: 'imports.identity_removed', params: {} });
  const sex = one('sex').toUpperCase();
  return {
    words,
    password: cell('password').trim(),
    blocks: blocksOf(one, today),
    facts: {
      ...{ number, fullName: cutOff(name, LONGEST.name).trim(), category: category.category, ...days },
      sex: sex === 'M' ? 'L' : sex === 'F' ? 'P' : null,
      homeLibraryId: branch.libraryId,
      texts: {
        phone: numbers.phone,
        email,
        address: cutOff(street, LONGEST.address) || null,
        city: cutOff(city, LONGEST.city) || null,
        postalCode: postalCode.length > LONGEST.postalCode ? null : postalCode || null,
        guardianName: cutOff(guardian, LONGEST.guardian) || null,
        guardianRelation: cutOff(relation, LONGEST.relation) || null,
        notes: cutOff(notes, LONGEST.notes) || null,
      },
    },
  };
}

/** Every column that is read. */
export const KOHA_READ: readonly string[] = [
  ...['cardnumber', 'surname', 'firstname', 'middle_name', 'dateofbirth', 'dateenrolled', 'dateexpiry', 'branchcode'],
  ...['categorycode', 'sex', 'password', 'borrowernotes', 'debarred', 'debarredcomment', 'lost', 'gonenoaddress'],
  ...['mobile', 'phone', 'phonepro', 'smsalertnumber', 'email', 'emailpro', 'city', 'zipcode', 'relationship'],
  ...['streetnumber', 'streettype', 'address', 'address2', 'contactname', 'contactfirstname'],
  ...NOTED.flatMap(([, columns]) => columns),
];
