import { redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { barcodeOfLink } from '#modules/stock/links';
import {
  librariesForPhones,
  offerSelfLoan,
  ownReceipts,
  provePresence,
  selfCheckOut,
} from '#modules/lending/self-service';
import type { PageAccess } from '#platform/rights/access';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { formatDate, formatTime, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  dropToken,
  evidenceOf,
  keepToken,
  whereReaderIs,
  presenceAction,
} from '#web/features/self-service/evidence.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = 'member';

const PATH = '/akun/pinjam-mandiri';

const dayOf = (instant: Date, { timeZone }: { timeZone: string }, ctx: Ctx): string =>
  formatDate(localDate(instant, timeZone), ctx.locale, 'full');

/** `?perpustakaan=&kode=` comes from the room's screen, `?buku=` from the scanner. */
export const load: PageServerLoad = async (event) => {
  const { locals, url, setHeaders } = event;
  const { ctx, services } = locals;
  setHeaders({ 'cache-control': 'no-store' });
  const asked = url.searchParams.get('perpustakaan');
  const code = url.searchParams.get('kode');
  const problem = asked && code ? await enter(event, asked, code) : null;
  const offering = await librariesForPhones(ctx);
  const { here, present } = await whereReaderIs(event, asked, offering);
  const typed = url.searchParams.get('buku')?.trim().slice(0, 200) ?? '';
  const itemBarcode = typed && ((await barcodeOfLink(ctx, typed)) ?? typed).slice(0, 100);
  const receipts = await ownReceipts(ctx, services.secrets);
  return {
    problem,
    typed: itemBarcode,
    here: here && { code: here.code, name: here.name },
    present: present.map((one) => ({ code: one.code, name: one.name })),
    libraries: offering.map((one) => ({ value: one.code, label: one.name })),
    asked,
    offer: here && itemBarcode ? await offerOf(event, here.id, itemBarcode) : null,
    // each page has its own: pressed twice, or sent again, it lends once
    nonce: randomUUID(),
    receipts: receipts.map(({ word, loans }) => ({
      word,
      library: loans[0]?.library.name ?? '',
      time: loans[0] ? formatTime(loans[0].at, loans[0].library.timeZone, ctx.locale) : '',
      loans: loans.map((loan) => ({ ...loan, due: dayOf(loan.dueAt, loan.library, ctx) })),
    })),
  };
};

/** Takes the code of the room's screen, and leaves it out of the address. @returns why not */
async function enter(event: RequestEvent, library: string, code: string): Promise<string> {
  const { ctx, services } = event.locals;
  try {
    keepToken(event, await provePresence(ctx, services.secrets, { library, code }));
  } catch (error) {
    if (error instanceof AppError) return explainError(error, ctx.locale);
    throw error;
  }
  return redirect(303, localizeHref(PATH));
}

async function offerOf(event: RequestEvent, libraryId: number, itemBarcode: string) {
  const { ctx, services } = event.locals;
  try {
    const offered = await offerSelfLoan(ctx, services.secrets, { libraryId, itemBarcode, evidence: evidenceOf(event) });
    const { title, mainAuthor, library, dueAt } = offered;
    return { kind: 'offered' as const, title, mainAuthor, itemBarcode, due: dayOf(dueAt, library, ctx) };
  } catch (error) {
    if (error instanceof AppError) return { kind: 'refused' as const, message: explainError(error, ctx.locale) };
    throw error;
  }
}

export const actions: Actions = {
  present: presenceAction,
  leave: formAction(async ({ cookies }) => Promise.resolve(dropToken(cookies))),
  lend: formAction(async ({ event, ctx, services, values }) => {
    const { library = '', itemBarcode = '', nonce: requestKey = '' } = values;
    const { here } = await whereReaderIs(event, library, await librariesForPhones(ctx));
    const evidence = evidenceOf(event);
    const libraryId = here?.id ?? 0;
    await selfCheckOut(ctx, services.secrets, { libraryId, itemBarcode, evidence, requestKey });
    return m.self_done();
  }),
};
