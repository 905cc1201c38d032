import { listHoldsOfMember, renewLoan, viewAccount } from '#modules/lending/circulation';
import { endLink, getOwnMember, listFamily } from '#modules/people/members';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { dueInWords, ownLoan } from '#web/features/circulation/desk/due-words.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { ownHold } from '#web/features/circulation/parts/hold-words.server.ts';
import { renewAllOwn, undoRenewAllOwn } from '#web/features/circulation/parts/renewed-all.server.ts';
import { childCourses } from '#web/features/courses/parts/child-courses.server.ts';
import { stopsInWords } from '#web/features/circulation/parts/pickup-places.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'member';

async function childView(ctx: Ctx, child: { number: string; fullName: string }) {
  const [account, holds, courses] = await Promise.all([
    viewAccount(ctx, child.number),
    listHoldsOfMember(ctx, child.number),
    childCourses(ctx, child.number),
  ]);
  const stopOf = await stopsInWords(ctx, holds);
  return {
    number: child.number,
    name: child.fullName,
    loans: account.loans.map((loan) => ownLoan(loan, ctx)),
    holds: holds.map((hold) => {
      const { id, title, mark, state, place } = ownHold(hold, ctx, stopOf(hold));
      return { id, title, mark, state, place };
    }),
    courses,
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

const saying = (child: string, tone: 'ok' | 'warn' | 'bad', ...text: string[]) => ({
  said: { child, tone, text, together: null },
});
const refused = ({ message, values: { child = '' } }: FormRefusal) => saying(child, 'bad', message);

export const actions: Actions = {
  renew: formAction({ refused }, async ({ ctx, values }) => {
    const loan = await renewLoan(ctx, { loanId: idIn(values, 'loanId') });
    const text = m.loans_renewed({ title: loan.title, due: dueInWords(loan, ctx) });
    return saying(values.child ?? '', 'ok', text);
  }),
  renewAll: formAction({ refused }, async ({ ctx, values: { child = '' } }) => {
    return { said: { child, ...(await renewAllOwn(ctx, child)) } };
  }),
  undoRenewAll: formAction({ refused }, async ({ ctx, values: { child = '', together = '' } }) => {
    return { said: { child, ...(await undoRenewAllOwn(ctx, child, together)) } };
  }),
  unlink: formAction({ refused }, async ({ ctx, values: { child = '' } }) => {
    await endLink(ctx, ctx.actor.kind === 'member' ? ctx.actor.number : '', child);
    return m.family_unlinked();
  }),
};
