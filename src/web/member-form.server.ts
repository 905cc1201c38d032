import { listLibraries } from '#modules/libraries';
import { listCategories, memberErrors, type Member, type MemberCategory, type MemberInput } from '#modules/members';
import { can } from '#platform/authorize';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { choiceOf } from './library-form.server.ts';

type Values = Record<string, string>;

const TEXTS = [
  'birthDate',
  'address',
  'rt',
  'rw',
  'kelurahan',
  'kecamatan',
  'city',
  'postalCode',
  'phone',
  'email',
  'institution',
  'className',
  'guardianName',
  'guardianRelation',
  'guardianPhone',
  'notes',
] as const;

export const categoryLabel = (category: MemberCategory, locale: 'id' | 'en'): string =>
  locale === 'id' ? category.nameId : category.nameEn;

/** What the form of a member holds, as the use cases take it. */
export const memberOf = (values: Values): MemberInput & { allowDuplicate: boolean } => ({
  fullName: values.fullName ?? '',
  sex: values.sex ? choiceOf(values, 'sex', ['L', 'P'] as const) : null,
  category: values.category ?? '',
  ...(values.homeLibrary ? { homeLibrary: values.homeLibrary } : {}),
  ...Object.fromEntries(TEXTS.map((field) => [field, values[field] ?? ''])),
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
  ...Object.fromEntries(TEXTS.map((field) => [field, member[field] ?? ''])),
});

/** The choices of the form: categories in use and the libraries for which this person may register. */
export async function memberChoices(ctx: Ctx) {
  const [categories, libraries] = await Promise.all([
    listCategories(ctx, { active: true }),
    listLibraries(ctx, { active: true }),
  ]);
  const allowed = libraries.filter((library) => can(ctx.actor, 'members.edit', library.id));
  return {
    categories: categories.map((category) => ({ value: category.code, label: categoryLabel(category, ctx.locale) })),
    libraries: allowed.map((library) => ({ value: library.code, label: library.name })),
    homeLibrary: (allowed.find((library) => library.id === ctx.libraryId) ?? allowed[0])?.code ?? '',
  };
}

/** The member that a new one resembles, when that is why the form was refused. */
export function duplicateOf(error: unknown): { number: string; name: string } | null {
  if (!(error instanceof AppError) || error.code !== memberErrors.maybeDuplicate().code) return null;
  return { number: String(error.params.number), name: String(error.params.name) };
}
