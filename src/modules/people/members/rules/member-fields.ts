/** What a member's record holds in words of its own. */
interface MemberField {
  readonly name: string;
  readonly kind: 'text' | 'phone' | 'email';
  /** So many signs at most. */
  readonly max: number;
  /** The message that names it, and one that says more. */
  readonly label: string;
  readonly hint?: string;
  /** In which part of the staff's form it is asked, in the order of the list; so wide, so many lines, with this keyboard. */
  readonly part: 'contact' | 'school' | 'guardian' | 'notes';
  readonly span?: 'w2' | 'w3' | 'w4';
  readonly rows?: number;
  readonly keyboard?: 'numeric';
  /** `person` = an institution must not have it; `school` = its form does not ask for it. */
  readonly of: 'all' | 'school' | 'person';
  /** How somebody is reached or where they live: seen by those alone who edit members there (decision 119). */
  readonly contact: boolean;
  /** Goes with an erasure; false = statistics count on it. */
  readonly erased: boolean;
  /** Has a line of its own on the member's page; false = it stands in one with others. */
  readonly line: boolean;
  /** Of who registers by themselves: asked on the page, only taken by the API, or left to the desk. */
  readonly applicant: 'asked' | 'taken' | 'left';
  /** What the page tells who registers by themselves about it. */
  readonly applicantHint?: string;
  /** A library may have it printed on its cards: nothing by which somebody is found (decision 119). */
  readonly card?: true;
  /** From which column of other systems' tables it is read, the first that says something. */
  readonly inlislite?: readonly string[];
  readonly slims?: string;
}

/** How INLISLite calls what it knows of the present address, of that on the identity card, or of one address. */
const now = <P extends string>(part: P) =>
  [`${part}_TEMPAT_TINGGAL_SEKARANG`, `${part}_SEKARANG`, `${part}_SESUAI_KTP`, part] as const;

const lives = { kind: 'text', part: 'contact', of: 'all', contact: true, line: false, applicant: 'taken' } as const;
const place = { ...lives, max: 80, span: 'w2', erased: false } as const;
const figure = { ...lives, span: 'w2', keyboard: 'numeric', erased: true } as const;
const reached = {
  part: 'contact',
  span: 'w3',
  of: 'all',
  contact: true,
  erased: true,
  line: true,
  applicant: 'asked',
} as const;
const school = {
  kind: 'text',
  part: 'school',
  of: 'school',
  contact: false,
  erased: true,
  line: false,
  applicant: 'asked',
  card: true,
} as const;
const guardian = {
  part: 'guardian',
  span: 'w2',
  of: 'person',
  contact: true,
  erased: true,
  line: false,
  // on a page of its own
  applicant: 'left',
} as const;

/** The one list that forms, API, database, export, masking, cards, registration, imports and erasure read. */
export const MEMBER_FIELDS = [
  {
    name: 'phone',
    label: 'members_phone',
    ...reached,
    kind: 'phone',
    max: 40,
    applicantHint: 'registration_phone_hint',
    inlislite: ['NO_HP', 'NO_TELP_RUMAH'],
    slims: 'member_phone',
  },
  {
    name: 'email',
    label: 'members_email',
    ...reached,
    kind: 'email',
    max: 200,
    applicantHint: 'registration_email_hint',
    inlislite: ['ALAMAT_EMAIL', 'EMAIL'],
    slims: 'member_email',
  },
  {
    name: 'address',
    label: 'members_address',
    ...lives,
    max: 300,
    erased: true,
    applicant: 'asked',
    inlislite: now('ALAMAT'),
    slims: 'member_address',
  },
  { name: 'rt', label: 'members_rt', ...figure, max: 5, inlislite: now('RT') },
  { name: 'rw', label: 'members_rw', ...figure, max: 5, inlislite: now('RW') },
  { name: 'kelurahan', label: 'libraries_kelurahan', ...place, applicant: 'asked', inlislite: now('KELURAHAN') },
  { name: 'kecamatan', label: 'libraries_kecamatan', ...place, inlislite: now('KECAMATAN') },
  {
    name: 'city',
    label: 'libraries_city',
    ...place,
    applicant: 'asked',
    inlislite: [...now('KABUPATEN_KOTA'), ...now('KABUPATEN'), ...now('KOTA')],
  },
  { name: 'postalCode', label: 'libraries_postal_code', ...figure, max: 10, applicant: 'left', slims: 'postal_code' },
  {
    name: 'institution',
    label: 'members_institution',
    ...school,
    max: 120,
    span: 'w4',
    inlislite: ['NAMA_INSTITUSI', 'INSTITUSI'],
    slims: 'inst_name',
  },
  {
    name: 'className',
    label: 'members_class',
    ...school,
    max: 30,
    span: 'w2',
    inlislite: ['KELAS_SISWA', 'KELAS'],
  },
  {
    name: 'guardianName',
    label: 'members_guardian_name',
    ...guardian,
    kind: 'text',
    max: 120,
    inlislite: ['NAMA_DARURAT', 'NAMA_KONTAK_DARURAT'],
  },
  {
    name: 'guardianRelation',
    label: 'members_guardian_relation',
    hint: 'members_guardian_relation_hint',
    ...guardian,
    kind: 'text',
    max: 40,
    inlislite: ['STATUS_HUBUNGAN_DARURAT', 'STATUS_HUBUNGAN'],
  },
  {
    name: 'guardianPhone',
    label: 'members_guardian_phone',
    ...guardian,
    kind: 'phone',
    max: 40,
    inlislite: ['NO_TELP_DARURAT', 'TELP_DARURAT'],
  },
  {
    name: 'notes',
    label: 'members_notes',
    hint: 'members_notes_hint',
    kind: 'text',
    max: 2000,
    part: 'notes',
    rows: 3,
    of: 'all',
    contact: true,
    erased: true,
    line: true,
    applicant: 'left',
  },
] as const satisfies readonly MemberField[];

export type MemberFieldName = (typeof MEMBER_FIELDS)[number]['name'];
/** What a record holds of them; null = nothing. */
export type MemberTexts = Record<MemberFieldName, string | null>;

type Named<T> = Extract<(typeof MEMBER_FIELDS)[number], T>['name'];
/** What who registers by themselves may say of themselves. */
export type ApplicantFieldName = Named<{ applicant: 'asked' | 'taken' }>;
export const APPLICANT_FIELDS = MEMBER_FIELDS.filter((field) => field.applicant !== 'left');
/** Something for each of these, by its name. */
export const byApplicantField = <T>(make: (name: ApplicantFieldName) => T): Record<ApplicantFieldName, T> =>
  Object.fromEntries(APPLICANT_FIELDS.map(({ name }) => [name, make(name)])) as Record<ApplicantFieldName, T>;
/** What a library may have printed on its cards. */
export type CardFieldName = Named<{ card: true }>;
export const CARD_FIELDS = MEMBER_FIELDS.filter((field) => 'card' in field);

/** Something for each field, by its name. */
export const byField = <T>(make: (field: MemberField) => T): Record<MemberFieldName, T> =>
  Object.fromEntries(MEMBER_FIELDS.map((field) => [field.name, make(field)])) as Record<MemberFieldName, T>;

/** Names of fields for which something holds. */
export const fieldsThat = (holds: (field: MemberField) => boolean): MemberFieldName[] =>
  MEMBER_FIELDS.flatMap((field) => (holds(field) ? [field.name] : []));

/** The columns of the table, as the database calls them. */
export const columnsThat = (holds: (field: MemberField) => boolean): string =>
  fieldsThat(holds)
    .map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .join(' ');
