import type { CategoryInput, MemberCategory } from '#modules/people/members';
import { kindAsked } from './parts/member-form.server.ts';
import { wholeIn } from '#web/kit/form/read-fields.server.ts';

type Values = Record<string, string>;

/** What the form of a category holds; an empty validity never ends. */
export const categoryOf = (values: Values): CategoryInput => ({
  code: values.code ?? '',
  nameId: values.nameId ?? '',
  nameEn: values.nameEn ?? '',
  ...(values.kind ? { kind: kindAsked(values.kind) } : {}),
  minAge: wholeIn(values, 'minAge'),
  maxAge: wholeIn(values, 'maxAge'),
  validityMonths: wholeIn(values, 'validityMonths'),
  sortOrder: wholeIn(values, 'sortOrder') ?? 0,
});

export const categoryValues = (category: MemberCategory): Values => ({
  code: category.code,
  nameId: category.nameId,
  nameEn: category.nameEn,
  minAge: String(category.minAge ?? ''),
  maxAge: String(category.maxAge ?? ''),
  validityMonths: String(category.validityMonths ?? ''),
  sortOrder: String(category.sortOrder),
  active: category.active ? 'on' : '',
});
