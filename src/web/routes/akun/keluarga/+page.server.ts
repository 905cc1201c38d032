import { fail, redirect } from '@sveltejs/kit';
import { listHoldsOfMember, renewAllLoans, renewLoan, viewAccount } from '#modules/lending/circulation';
import { endLink, getOwnMember, listFamily } from '#modules/people/members';
import type { PageAccess } from '#platform/access';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/problem';
import { formatDate, localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { dueInWords, ownLoan } from '#web/features/circulation/desk/due-words.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { ownHold } from '#web/features/circulation/holds/hold-words.server.ts';
import { stopsInWords } from '#web/features/circulation/holds/pickup-places.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

async function childView(ctx: Ctx, child: { number: string; fullName: string }) {
  const [account, holds] = await Promise.all([viewAccount(ctx, child.number), listHoldsOfMember(ctx, child.number)]);
  const stopOf = await stopsInWords(ctx, holds);
  return {
    number: child.number,
    name: child.fullName,
    loans: account.loans.map((loan) => ownLoan(loan, ctx)),
    holds: holds.map((hold) => {
      const { id, title, mark, state, place } = ownHold(hold, ctx, stopOf(hold));
      return { id, title, mark, state, place };
    }),
    owes: account.balance > 0 ? formatRupiah(account.balance) : null,
  };
}

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  const member = await getOwnMember(ctx);
  const family = await listFamily(ctx, member.number);
  const since = (at: Date): string => formatDate(localDate(at, member.timeZone), ctx.locale);
  return {
    children: await Promise.all(family.children.map(async (child) => childView(ctx, child))),
    guardians: family.guardians.map(({ fullName, relation, since: at }) => ({
      name: fullName,
      as: m.family_as({ relation, date: since(at) }),
    })),
  };
};

/** What came of an act, said beside the child it was about. */
interface Said {
  child: string;
  tone: 'ok' | 'warn' | 'bad';
  text: string[];
}

async function say(ctx: Ctx, child: string, work: () => Promise<Omit<Said, 'child'>>) {
  try {
    return { said: { child, ...(await work()) } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const said: Said = { child, tone: 'bad', text: [explainError(error, ctx.locale)] };
    return fail(error.status, { said });
  }
}

export const actions: Actions = {
  renew: async ({ request, locals: { ctx } }) => {
    const values = formValues(await request.formData());
    return say(ctx, values.child ?? '', async () => {
      const loan = await renewLoan(ctx, { loanId: idIn(values, 'loanId') });
      return { tone: 'ok', text: [m.loans_renewed({ title: loan.title, due: dueInWords(loan, ctx) })] };
    });
  },
  renewAll: async ({ request, locals: { ctx } }) => {
    const child = formValues(await request.formData()).child ?? '';
    return say(ctx, child, async () => {
      const { renewed, refused } = await renewAllLoans(ctx, child);
      const text = [
        m.desk_renewed_all({ count: renewed.length, total: renewed.length + refused.length }),
        ...refused.map(({ loan, error }) =>
          m.account_renew_refused({ title: loan.title, reason: explainError(error, ctx.locale) }),
        ),
      ];
      return { tone: refused.length > 0 ? 'warn' : 'ok', text };
    });
  },
  unlink: async ({ request, locals: { ctx }, cookies }) => {
    const child = formValues(await request.formData()).child ?? '';
    try {
      await endLink(ctx, ctx.actor.kind === 'member' ? ctx.actor.number : '', child);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const said: Said = { child, tone: 'bad', text: [explainError(error, ctx.locale)] };
      return fail(error.status, { said });
    }
    setFlash(cookies, 'ok', m.family_unlinked());
    return redirect(303, localizeHref('/akun/keluarga'));
  },
};
