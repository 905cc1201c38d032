import {
  createPolicy,
  explainPolicy,
  readPolicyChanges,
  removePolicy,
  tryLoan,
  updatePolicy,
} from '#modules/lending/circulation';
import { lendsNone } from '#modules/lending/circulation/client';
import { zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { can } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { formatDate, localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { dueInWords } from '#web/features/circulation/desk/due-words.server.ts';
import { policyValuesOf } from '#web/features/circulation/policies/policy-form.ts';
import {
  SCOPES,
  chosenIn,
  editView,
  keysOf,
  matrixView,
  policyLists,
  whyView,
  type Choice,
  type Scope,
} from '#web/features/circulation/policies/policy-page.server.ts';
import { ruleName } from '#web/features/circulation/policies/policy-words.server.ts';
import { dayAsked, idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = {
  page: { may: 'loans.read' },
  actions: { save: { may: 'policies.edit' }, remove: { may: 'policies.edit' } },
};

const PATH = '/staf/aturan';

function hrefOf(choice: Choice, part: { category?: string; itemType?: string; scope?: Scope; anchor?: string } = {}) {
  const query = new URLSearchParams({
    ...(choice.library && { perpustakaan: choice.library.code }),
    kategori: part.category ?? choice.category.code,
    jenis: part.itemType ?? choice.itemType,
  });
  const scope = part.scope ?? 'sel';
  if (scope !== 'sel') query.set('cakupan', scope);
  return localizeHref(`${PATH}?${query.toString()}`) + (part.anchor ?? '');
}

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const lists = await policyLists(ctx);
  const choice = chosenIn(url.searchParams, lists);
  if (!choice) throw platformErrors.notFound();
  const { library, category, itemType } = choice;
  const explained = await explainPolicy(ctx, { libraryId: library?.id ?? 0, categoryId: category.id, itemType });
  const edit = await editView(ctx, choice, explained);
  const rows = await matrixView(ctx, lists, choice);
  const place = library?.name ?? m.policy_network();
  const today = localDate(ctx.clock.now(), library?.timeZone ?? (await zoneOf(ctx)));
  const on = dayAsked(url.searchParams, 'tanggal', today);
  return {
    place,
    today: formatDate(today, ctx.locale),
    choice: {
      library: library?.code ?? '',
      category: category.code,
      categoryName: lists.names.category(category.id),
      itemType,
      itemTypeName: lists.names.itemType(itemType),
      scope: choice.scope,
      on,
    },
    libraries: lists.libraries.map((one) => ({ value: one.code, label: one.name })),
    categories: lists.categories.map((one) => ({ value: one.code, label: lists.names.category(one.id) })),
    itemTypes: lists.itemTypes.map((one) => ({ value: one.code, label: lists.names.itemType(one.code) })),
    rows: rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({
        ...cell,
        href: hrefOf(choice, { category: row.code, itemType: cell.itemType, anchor: '#mengapa' }),
      })),
    })),
    why: whyView(ctx, explained, lists),
    scopes: SCOPES.map((scope) => {
      const { place: where, about } = ruleName(keysOf({ ...choice, scope }), lists.names);
      return {
        scope,
        label: about || where,
        href: hrefOf(choice, { scope, anchor: '#ubah' }),
        current: scope === choice.scope,
      };
    }),
    edit,
    trial: library && (await trialView(ctx, choice, library.id, on)),
    may: { edit: can(ctx.actor, 'policies.edit', library?.id ?? null) },
  };
};

/** "May such a member borrow such a copy there, and until when?" in one sentence and its details. */
async function trialView(ctx: RequestEvent['locals']['ctx'], choice: Choice, libraryId: number, on: string) {
  const { itemType, category } = choice;
  const { policy, dueAt, timeZone } = await tryLoan(ctx, { libraryId, categoryId: category.id, itemType }, on);
  if (policy.referenceOnly) return { ok: false, title: m.policy_try_reference(), text: '' };
  if (lendsNone(policy)) return { ok: false, title: m.policy_try_no(), text: '' };
  const sanctions = [
    policy.finePerDay > 0 ? m.policy_try_fine({ amount: formatRupiah(policy.finePerDay) }) : m.desk_no_money(),
    policy.suspensionPerLateDay > 0 ? m.policy_try_suspension({ days: policy.suspensionPerLateDay }) : '',
  ].filter(Boolean);
  const due = dueInWords({ dueAt, library: { timeZone } }, ctx);
  const { maxLoans, ofType, maxRenewals } = policy;
  const limits = [
    maxLoans === null ? m.policy_try_any_number() : m.policy_try_max({ max: maxLoans }),
    ofType.maxLoans === null ? '' : m.policy_try_max_of_type({ max: ofType.maxLoans }),
    maxRenewals === null ? m.policy_try_renews_always() : m.policy_try_renewals({ count: maxRenewals }),
  ].filter(Boolean);
  return { ok: true, title: m.policy_try_yes({ due }), text: [...limits, ...sanctions].join(' ') };
}

async function chosen(ctx: Ctx, url: URL): Promise<Choice> {
  const choice = chosenIn(url.searchParams, await policyLists(ctx));
  if (!choice) throw platformErrors.notFound();
  return choice;
}

export const actions: Actions = {
  save: formAction(async ({ ctx, url, values }) => {
    const choice = await chosen(ctx, url);
    const changes = readPolicyChanges(policyValuesOf(values));
    if (values.id) await updatePolicy(ctx, idIn(values), versionIn(values), changes);
    else await createPolicy(ctx, { ...changes, ...keysOf(choice) });
    return done(m.policy_saved(), hrefOf(choice, { scope: choice.scope }));
  }),
  remove: formAction({ keeps: false }, async ({ ctx, url, values }) => {
    const choice = await chosen(ctx, url);
    await removePolicy(ctx, idIn(values), versionIn(values));
    return done(m.policy_removed(), hrefOf(choice));
  }),
};
