import { changeBudget, createBudget, listBudgets } from '#modules/stock/acquisition';
import { BUDGET_SOURCES } from '#modules/stock/acquisition/client';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { can } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { sourceName } from '#web/features/acquisition/order-words.server.ts';
import { idIn, versionIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['orders.manage', 'budgets.manage'] },
  actions: { create: { may: 'budgets.manage' }, change: { may: 'budgets.manage' } },
};

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const [budgets, all] = await Promise.all([listBudgets(ctx), listLibraries(ctx, { active: true })]);
  const libraries = all.filter(({ id }) => can(ctx.actor, 'budgets.manage', id));
  return {
    budgets: budgets.map(({ library, source, amount, committed, spent, remaining, ...budget }) => ({
      ...budget,
      library: library.name,
      source: sourceName(source),
      plain: amount,
      amount: formatRupiah(amount),
      committed: formatRupiah(committed),
      spent: formatRupiah(spent),
      remaining: formatRupiah(remaining),
      below: remaining < 0,
      mayChange: can(ctx.actor, 'budgets.manage', library.id),
    })),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    library: libraries.find(({ id }) => id === ctx.libraryId)?.id ?? libraries[0]?.id ?? null,
    sources: BUDGET_SOURCES.map((source) => ({ value: source, label: sourceName(source) })),
    year: localDate(ctx.clock.now(), await zoneOf(ctx)).slice(0, 4),
  };
};

export const actions: Actions = {
  create: formAction({ form: 'create' }, async ({ ctx, values }) => {
    const source = BUDGET_SOURCES.find((one) => one === values.source) ?? 'lain';
    const { year = '', name = '', amount = '' } = values;
    await createBudget(ctx, idIn(values, 'libraryId'), { source, year, name, amount });
    return m.budget_created();
  }),
  change: formAction({ form: 'change' }, async ({ ctx, values }) => {
    await changeBudget(ctx, { id: idIn(values), version: versionIn(values), amount: values.amount ?? '' });
    return m.budget_changed();
  }),
};
