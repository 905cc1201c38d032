import { changeBudget, createBudget, listBudgets } from '#modules/stock/acquisition';
import { BUDGET_SOURCES } from '#modules/stock/acquisition/client';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/access';
import { can } from '#platform/authorize';
import { localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { sourceName } from '#web/features/acquisition/order-words.server.ts';
import { namedForm } from '#web/kit/form/named-form.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = {
  page: { may: ['orders.manage', 'budgets.manage'] },
  actions: { create: { may: 'budgets.manage' }, change: { may: 'budgets.manage' } },
};

const PATH = '/staf/anggaran';

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

const act = async (event: RequestEvent, form: string, work: (values: Record<string, string>) => Promise<string>) =>
  namedForm(event, { form, back: localizeHref(PATH) }, async (_ctx, values) => work(values));

export const actions: Actions = {
  create: async (event) =>
    act(event, 'create', async (values) => {
      const source = BUDGET_SOURCES.find((one) => one === values.source) ?? 'lain';
      await createBudget(event.locals.ctx, idIn(values, 'libraryId'), {
        source,
        year: values.year ?? '',
        name: values.name ?? '',
        amount: values.amount ?? '',
      });
      return m.budget_created();
    }),
  change: async (event) =>
    act(event, 'change', async (values) => {
      await changeBudget(event.locals.ctx, {
        id: idIn(values),
        version: wholeIn(values, 'version') ?? 0,
        amount: values.amount ?? '',
      });
      return m.budget_changed();
    }),
};
