import { error, fail } from '@sveltejs/kit';
import { mailReceipt, makeReceipt } from '#modules/circulation';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/problem';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/desk/desk-library.server.ts';
import { dueInWords } from '#web/desk/due-words.server.ts';
import type { Actions, PageServerLoad } from './$types';

const sinceOf = (url: URL): Date => {
  const time = Number(url.searchParams.get('sejak'));
  if (!Number.isSafeInteger(time) || time <= 0) error(404, m.error_circulation_receipt_empty());
  return new Date(time);
};

export const load: PageServerLoad = async ({ locals, cookies, params, url }) => {
  const { ctx, library } = await findDesk(locals.ctx, cookies);
  const receipt = await makeReceipt(ctx, { memberNumber: params.number, since: sinceOf(url) });
  return {
    library: { name: library.name, address: library.address, phone: library.phone },
    at: formatInstant(receipt.at, library.timeZone, ctx.locale),
    name: receipt.memberName,
    number: receipt.memberNumber,
    email: receipt.email,
    canMail: locals.services.mailer.available && receipt.email !== null,
    groups: [
      { title: m.receipt_borrowed(), kinds: ['loan', 'renewal'] },
      { title: m.receipt_returned(), kinds: ['return'] },
    ].map(({ title, kinds }) => ({
      title,
      lines: receipt.lines
        .filter((line) => kinds.includes(line.kind))
        .map((line) => ({
          key: `${line.kind}-${line.id}-${line.at.getTime()}`,
          title: line.title,
          barcode: line.itemBarcode,
          due: line.kind === 'return' ? null : dueInWords(line, ctx),
        })),
    })),
    backHref: localizeHref(
      `/staf/sirkulasi?anggota=${encodeURIComponent(params.number)}&sejak=${sinceOf(url).getTime()}`,
    ),
    nextHref: localizeHref('/staf/sirkulasi'),
  };
};

export const actions: Actions = {
  mail: async ({ locals, cookies, params, url }) => {
    const { ctx, library } = await findDesk(locals.ctx, cookies);
    try {
      const { to } = await mailReceipt(ctx, locals.services.mailer, {
        memberNumber: params.number,
        since: sinceOf(url),
        libraryName: library.name,
        timeZone: library.timeZone,
      });
      return { sent: true, message: m.receipt_sent({ to }) };
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      return fail(failure.status, { sent: false, message: explainError(failure, ctx.locale) });
    }
  },
};
