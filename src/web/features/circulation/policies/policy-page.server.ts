import {
  listPolicies,
  policyAbout,
  policyChoices,
  policyGroupLabel,
  policyLabel,
  policyMatrix,
  policyValueInWords,
  type ExplainedPolicy,
  type StoredPolicy,
} from '#modules/lending/circulation';
import {
  BUILT_IN,
  NO_LIMIT,
  POLICY_GROUPS,
  followedBy,
  isLimit,
  isScoped,
  kindOf,
  specificity,
  type PolicyField,
  type PolicyKeys,
} from '#modules/lending/circulation/client';
import { listItemTypes } from '#modules/collection/catalog';
import { listLibraries, type Library } from '#modules/ground/libraries';
import { listCategories } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import {
  cellInWords,
  originInWords,
  originOf,
  ruleName,
  type Origin,
  type PolicyNames,
} from './policy-words.server.ts';

/** No library has this id: only the rules of the network apply. */
const NETWORK = 0;
/** Which of the keys the edited rule has: the cell, its row, its column, everything. */
export const SCOPES = ['sel', 'anggota', 'bahan', 'semua'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Choice {
  /** null = the whole network. */
  library: Library | null;
  category: { id: number; code: string };
  itemType: string;
  scope: Scope;
}

export async function policyLists(ctx: Ctx) {
  const [libraries, categories, itemTypes] = await Promise.all([
    listLibraries(ctx, { active: true }),
    listCategories(ctx, { active: true }),
    listItemTypes(ctx.db),
  ]);
  const inWords = (row: { nameId: string; nameEn: string } | undefined): string =>
    (ctx.locale === 'en' ? row?.nameEn : row?.nameId) ?? '?';
  const names: PolicyNames = {
    library: (id) => libraries.find((one) => one.id === id)?.name ?? '?',
    category: (id) => inWords(categories.find((one) => one.id === id)),
    itemType: (code) => inWords(itemTypes.find((one) => one.code === code)),
  };
  return { libraries, categories, itemTypes, names };
}
type Lists = Awaited<ReturnType<typeof policyLists>>;

/** What the address asks for; what it does not name is the first there is. Null when there is nothing to rule about. */
export function chosenIn(query: URLSearchParams, lists: Lists): Choice | null {
  const category = lists.categories.find((one) => one.code === query.get('kategori')) ?? lists.categories[0];
  const itemType = lists.itemTypes.find((one) => one.code === query.get('jenis')) ?? lists.itemTypes[0];
  if (!category || !itemType) return null;
  return {
    library: lists.libraries.find((one) => one.code === query.get('perpustakaan')) ?? null,
    category,
    itemType: itemType.code,
    scope: SCOPES.find((scope) => scope === query.get('cakupan')) ?? 'sel',
  };
}

export const keysOf = ({ library, category, itemType, scope }: Choice): PolicyKeys => ({
  libraryId: library?.id ?? null,
  categoryId: scope === 'sel' || scope === 'anggota' ? category.id : null,
  itemType: scope === 'sel' || scope === 'bahan' ? itemType : null,
});

const CELL_FIELDS: readonly PolicyField[] = ['maxLoans', 'loanLength', 'maxRenewals', 'referenceOnly', 'mayBorrow'];
const STRENGTH: Record<Origin, number> = { default: 0, network: 1, here: 2 };

/** The strongest origin among the values that a cell shows. */
function cellOrigin({ fields, ofType, policy }: ExplainedPolicy, libraryId: number | null): Origin {
  const shown = policy.referenceOnly
    ? [fields.referenceOnly.rule]
    : [...CELL_FIELDS.map((field) => fields[field].rule), ofType.maxLoans.rule];
  return shown.map((rule) => originOf(rule, libraryId)).reduce((a, b) => (STRENGTH[b] > STRENGTH[a] ? b : a));
}

export async function matrixView(ctx: Ctx, lists: Lists, choice: Choice) {
  const libraryId = choice.library?.id ?? null;
  const matrix = await policyMatrix(
    ctx,
    libraryId ?? NETWORK,
    lists.categories.map((one) => one.id),
    lists.itemTypes.map((one) => one.code),
  );
  return lists.categories.map((category) => ({
    code: category.code,
    name: lists.names.category(category.id),
    cells: lists.itemTypes.flatMap(({ code }) => {
      const explained = matrix.get(`${category.id}/${code}`);
      if (!explained) return [];
      const origin = cellOrigin(explained, libraryId);
      return {
        itemType: code,
        text: cellInWords(explained.policy),
        origin,
        originText: originInWords(origin),
        chosen: category.id === choice.category.id && code === choice.itemType,
      };
    }),
  }));
}

/** The columns of the short look: of everything, of this item type, how long, how often again. */
const ASIDE = [
  { field: 'maxLoans', scope: 'all' },
  { field: 'maxLoans', scope: 'type' },
  { field: 'loanLength', scope: 'both' },
  { field: 'maxRenewals', scope: 'both' },
] as const satisfies readonly { field: PolicyField; scope: 'all' | 'type' | 'both' }[];

/** Why the values of one cell are what they are: the rules that apply, least specific first, and every value with its giver. */
export function whyView({ locale }: Ctx, { fields, ofType }: ExplainedPolicy, lists: Lists) {
  const chain = fields.loanLength.chain.map((link) => link.rule).toReversed();
  const label = (rule: StoredPolicy | null): string => {
    if (!rule) return m.policy_built_in();
    const { place, about } = ruleName(rule, lists.names);
    return about ? `${place}, ${about}` : place;
  };
  const explainedBy = (field: (typeof ASIDE)[number]) =>
    field.scope === 'type' ? ofType[field.field] : fields[field.field];
  return {
    steps: chain.map((rule) => ({
      id: rule.id,
      ...ruleName(rule, lists.names),
      values: ASIDE.map((column) => {
        const { field, scope } = column;
        // a rule that names an item type limits that type, any other everything
        const speaks = scope === 'both' || (scope === 'type') === (rule.itemType !== null);
        if (!speaks) return { text: '–', used: true };
        const said = rule[field];
        return {
          text: said === null ? null : policyValueInWords(field, said, locale),
          used: explainedBy(column).rule?.id === rule.id,
        };
      }),
    })),
    result: ASIDE.map((column) => {
      const { rule, value } = explainedBy(column);
      return column.scope === 'type' && !rule ? '–' : policyValueInWords(column.field, value, locale);
    }),
    groups: POLICY_GROUPS.map(({ group, fields: ofGroup }) => ({
      group,
      label: policyGroupLabel(group, locale),
      values: ofGroup.flatMap((field) => {
        const said = (key: string, name: string, { value, rule }: Pick<Explained, 'value' | 'rule'>) => ({
          key,
          label: name,
          about: policyAbout(field, locale),
          value: policyValueInWords(field, value, locale),
          from: label(rule),
        });
        const name = policyLabel(field, locale);
        const all = said(field, name, fields[field]);
        if (!isScoped(field) || ofType[field].rule === null) return [all];
        return [all, said(`${field} type`, m.policy_of_type({ label: name }), ofType[field])];
      }),
    })),
  };
}
type Explained = ExplainedPolicy['fields'][PolicyField];

/** The rule that the form edits, as text of its fields, with what each would inherit. */
export async function editView(ctx: Ctx, choice: Choice, explained: ExplainedPolicy) {
  const keys = keysOf(choice);
  const rule = (await listPolicies(ctx)).find(
    (one) => one.libraryId === keys.libraryId && one.categoryId === keys.categoryId && one.itemType === keys.itemType,
  );
  return {
    rule: rule ? { id: rule.id, version: rule.version } : null,
    // the network's own rule for everything is what all others inherit from: it stays
    removable: rule !== undefined && (keys.libraryId !== null || keys.categoryId !== null || keys.itemType !== null),
    groups: POLICY_GROUPS.map(({ group, fields }) => ({
      group,
      label: policyGroupLabel(group, ctx.locale),
      fields: fields.map((field) => editedField(ctx, field, { rule, keys, explained })),
    })),
  };
}

function editedField(
  { locale }: Ctx,
  field: PolicyField,
  { rule, keys, explained }: { rule: StoredPolicy | undefined; keys: PolicyKeys; explained: ExplainedPolicy },
) {
  const { fields, ofType } = explained;
  // a rule that names an item type limits what is of that type
  const ownLimit = isScoped(field) && keys.itemType !== null;
  const { chain } = ownLimit ? ofType[field] : fields[field];
  const value = rule?.[field] ?? null;
  const next = chain.find((link) => specificity(link.rule) < specificity(keys) && link.value !== null);
  const other = followedBy(field);
  const builtIn = other === null ? BUILT_IN[field] : (rule?.[other] ?? fields[other].value);
  const label = policyLabel(field, locale);
  return {
    name: field,
    kind: kindOf(field),
    label: ownLimit ? m.policy_of_type({ label }) : label,
    about: policyAbout(field, locale),
    choices: policyChoices(field, locale),
    value: value === null || value === NO_LIMIT ? '' : String(value),
    limit: isLimit(field),
    noLimit: value === NO_LIMIT,
    inherited: ownLimit && !next ? m.policy_no_own_limit() : policyValueInWords(field, next?.value ?? builtIn, locale),
  };
}
