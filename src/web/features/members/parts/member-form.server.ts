import { listLibraries } from '#modules/ground/libraries';
import {
  listCategories,
  memberErrors,
  type Member,
  type MemberCategory,
  type MemberInput,
  type MemberKind,
} from '#modules/people/members';
import { APPLICANT_FIELDS, fieldsThat, MAX_CONTACTS, MEMBER_FIELDS, memberKinds } from '#modules/people/members/client';
import { can } from '#platform/rights/authorize';
import type { Ctx, Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import { m } from '#i18n/messages';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';

type Values = Record<string, string>;

const TEXTS = ['birthDate', ...fieldsThat(() => true)] as const;

/** What only the form of a person asks; empty for an institution. */
const OF_PERSONS = ['birthDate', ...fieldsThat(({ of }) => of !== 'all')];

const TYPES = { text: 'text', phone: 'tel', email: 'email' } as const;
/** What a browser may fill in. */
const COMPLETED = { text: undefined, phone: 'tel', email: 'email' } as const;

/** The fields of the form in words, part by part, as they are called in the reader's language. */
const textsOf = (locale: Locale) =>
  MEMBER_FIELDS.map(({ label, ...field }) => ({
    name: field.name,
    part: field.part,
    label: m[label]({}, { locale }),
    hint: 'hint' in field ? m[field.hint]({}, { locale }) : null,
    span: 'span' in field ? field.span : '',
    rows: 'rows' in field ? field.rows : 1,
    type: TYPES[field.kind],
    inputmode: 'keyboard' in field ? field.keyboard : undefined,
    maxlength: field.max,
  }));

/** What stands on a line of its own on the member's page, in the reader's language. */
export const linesOf = (member: Member, locale: Locale) =>
  MEMBER_FIELDS.filter(({ line }) => line).map(({ name, label, part }) => ({
    part,
    term: m[label]({}, { locale }),
    text: member[name],
  }));
export type MemberLine = ReturnType<typeof linesOf>[number];

/** What the page asks of who registers by themselves, in the reader's language. */
export const applicantFields = (locale: Locale) =>
  APPLICANT_FIELDS.filter(({ applicant }) => applicant === 'asked').map((field) => ({
    name: field.name,
    label: m[field.label]({}, { locale }),
    hint: 'applicantHint' in field ? m[field.applicantHint]({}, { locale }) : null,
    type: TYPES[field.kind],
    maxlength: field.max,
    autocomplete: COMPLETED[field.kind],
  }));
export type ApplicantField = ReturnType<typeof applicantFields>[number];

export type FormText = ReturnType<typeof textsOf>[number];

/** The contact persons of an institution; rows without any word are left out. */
function contactsOf(values: Values): NonNullable<MemberInput['contacts']> {
  const rows = Array.from({ length: MAX_CONTACTS }, (_, i) => {
    const value = (field: string): string => values[`contacts.${i}.${field}`]?.trim() ?? '';
    const text = { name: value('name'), role: value('role'), phone: value('phone'), email: value('email') };
    return { ...text, mayBorrow: value('mayBorrow') === 'on' };
  });
  return rows.filter(({ name, role, phone, email }) => name + role + phone + email !== '');
}

/** Which form is asked for: by the address, else the kind that is known. */
export const kindAsked = (text: string | null | undefined, known: MemberKind = 'person'): MemberKind =>
  memberKinds.find((kind) => kind === text) ?? known;

export const categoryLabel = (category: MemberCategory, locale: 'id' | 'en'): string =>
  locale === 'id' ? category.nameId : category.nameEn;

/** What the form of a member holds, as the use cases take it. */
export const memberOf = (values: Values): MemberInput & { allowDuplicate: boolean } => ({
  kind: kindAsked(values.kind),
  fullName: values.fullName ?? '',
  sex: values.sex ? choiceIn(values, 'sex', ['L', 'P'] as const) : null,
  category: values.category ?? '',
  ...(values.homeLibrary ? { homeLibrary: values.homeLibrary } : {}),
  ...Object.fromEntries(TEXTS.map((field) => [field, values[field] ?? ''])),
  ...(values.kind === 'institution'
    ? { ...Object.fromEntries(OF_PERSONS.map((field) => [field, ''])), sex: null, contacts: contactsOf(values) }
    : { contacts: [] }),
  // an empty field leaves the NIK as it is: it is never shown, so it comes back empty
  ...(values.nikRemove === 'on' ? { nik: '' } : values.nik ? { nik: values.nik } : {}),
  allowDuplicate: values.allowDuplicate === 'on',
});

/** The other way: what the form shows at first. */
export const memberValues = (member: Member): Values => ({
  fullName: member.fullName,
  sex: member.sex ?? '',
  category: member.category,
  homeLibrary: member.homeLibrary,
  expiresOn: member.expiresOn ?? '',
  kind: member.kind,
  ...Object.fromEntries(
    member.contacts.flatMap(({ name, role, phone, email, mayBorrow }, i) =>
      Object.entries({
        name,
        role: role ?? '',
        phone: phone ?? '',
        email: email ?? '',
        mayBorrow: mayBorrow ? 'on' : '',
      }).map(([field, value]) => [`contacts.${i}.${field}`, value]),
    ),
  ),
  ...Object.fromEntries(TEXTS.map((field) => [field, member[field] ?? ''])),
});

/** The fields in words and the choices of the form: categories in use and the libraries for which this person may register. */
export async function memberChoices(ctx: Ctx, kind: MemberKind) {
  const [categories, libraries] = await Promise.all([
    listCategories(ctx, { active: true }),
    listLibraries(ctx, { active: true }),
  ]);
  const allowed = libraries.filter((library) => can(ctx.actor, 'members.edit', library.id));
  return {
    texts: textsOf(ctx.locale),
    categories: categories
      .filter((category) => category.kind === kind)
      .map((category) => ({ value: category.code, label: categoryLabel(category, ctx.locale) })),
    libraries: allowed.map((library) => ({ value: library.code, label: library.name })),
    homeLibrary: (allowed.find((library) => library.id === ctx.libraryId) ?? allowed[0])?.code ?? '',
  };
}

/** The member that a new one resembles, when that is why the form was refused; without number where the editor may not know who. */
export function duplicateOf(error: unknown): { number: string | null; name: string } | null {
  if (!(error instanceof AppError)) return null;
  if (error.code === memberErrors.maybeElsewhere().code) return { number: null, name: m.members_maybe_elsewhere() };
  if (error.code !== memberErrors.maybeDuplicate().code) return null;
  return { number: String(error.params.number), name: String(error.params.name) };
}
