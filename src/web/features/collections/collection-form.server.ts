import { search } from '#modules/collection/search';
import type { CollectionInput, RuleInput } from '#modules/city/collections';
import {
  RULE_ORDERS,
  type CollectionRule,
  type EditedCollection,
  type RuleOrder,
} from '#modules/city/collections/client';
import { listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { grantedLibraries } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { choiceIn, wholeIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

const ORDERS: Record<RuleOrder, () => string> = {
  newest: m.collections_order_newest,
  title: m.collections_order_title,
  popular: m.collections_order_popular,
};

/** Of whom somebody may make a collection: of the network where they may there, and of each library of theirs. */
export async function ownerOptions(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const granted = grantedLibraries(ctx.actor, 'collections.edit');
  const libraries = await listLibraries(ctx, { active: true });
  const own = granted === 'all' ? libraries : libraries.filter(({ id }) => granted.includes(id));
  return [
    ...(granted === 'all' ? [{ value: '', label: m.collections_network() }] : []),
    ...own.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
}

/** What a rule can ask for, as the catalogue has it now; what it asks for already stays to be chosen. */
export async function ruleOptions(ctx: Ctx, rule: CollectionRule) {
  const { facets } = await search(ctx, { limit: 1 });
  const options = (values: readonly { value: string; label: string }[], kept: string | null) => {
    const all = values.map(({ value, label }) => ({ value, label }));
    return kept === null || all.some(({ value }) => value === kept) ? all : [...all, { value: kept, label: kept }];
  };
  return {
    languages: options(facets.language, rule.language),
    materials: options(facets.material, rule.material),
    audiences: options(facets.audience, rule.audience),
    orders: RULE_ORDERS.map((value) => ({ value, label: ORDERS[value]() })),
  };
}
export type RuleOptions = Awaited<ReturnType<typeof ruleOptions>>;

/** What the fields of a collection show at first; the address stands beside its field. */
export const textValues = (collection: EditedCollection) => {
  const { title, titleEn, summary, summaryEn, madeBy, quote, quoteEn, quoteBy } = collection;
  return { title, titleEn, summary, summaryEn, madeBy, quote, quoteEn, quoteBy };
};
export const ruleValues = (rule: CollectionRule) => ({
  'rule.subjects': rule.subjects.join('\n'),
  'rule.authors': rule.authors.join('\n'),
  'rule.ddc': rule.ddc.join(', '),
  'rule.language': rule.language ?? '',
  'rule.material': rule.material ?? '',
  'rule.audience': rule.audience ?? '',
  'rule.yearFrom': rule.yearFrom,
  'rule.yearTo': rule.yearTo,
  'rule.newWithinDays': rule.newWithinDays,
  'rule.order': rule.order,
  'rule.most': rule.most,
});

const parts = (text: string | undefined, at: RegExp): string[] =>
  (text ?? '')
    .split(at)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Throws refusals at the fields of numbers and of the order. */
function ruleOf(values: Values): RuleInput {
  return {
    subjects: parts(values['rule.subjects'], /\n/),
    authors: parts(values['rule.authors'], /\n/),
    ddc: parts(values['rule.ddc'], /[,\s]/),
    language: values['rule.language'] || null,
    material: values['rule.material'] || null,
    audience: values['rule.audience'] || null,
    yearFrom: wholeIn(values, 'rule.yearFrom'),
    yearTo: wholeIn(values, 'rule.yearTo'),
    newWithinDays: wholeIn(values, 'rule.newWithinDays'),
    order: choiceIn(values, 'rule.order', RULE_ORDERS),
    most: wholeIn(values, 'rule.most') ?? undefined,
  };
}

/** What the form of a collection says. */
export const collectionOf = (values: Values): CollectionInput => ({
  title: values.title ?? '',
  titleEn: values.titleEn ?? '',
  summary: values.summary ?? '',
  summaryEn: values.summaryEn ?? '',
  madeBy: values.madeBy ?? '',
  quote: values.quote ?? '',
  quoteEn: values.quoteEn ?? '',
  quoteBy: values.quoteBy ?? '',
  slug: values.slug ?? '',
  rule: values['rule.order'] === undefined ? null : ruleOf(values),
});

/** A refusal of one of several names that are typed into one field (`rule.ddc.0`), told at that field (`rule.ddc`). */
export const refusedAtFields = (refusal: FormRefusal): FormRefusal => ({
  ...refusal,
  fields: Object.fromEntries(
    Object.entries(refusal.fields).map(([field, said]) => [field.replace(/\.\d+$/, ''), said]),
  ),
});
