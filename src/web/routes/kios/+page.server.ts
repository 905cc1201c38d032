import { redirect } from '@sveltejs/kit';
import { barcodeOfLink } from '#modules/stock/links';
import {
  closeKiosk,
  layBefore,
  lendBasket,
  openKiosk,
  returnAtKiosk,
  selfServiceErrors,
  sendKioskReceipt,
  takeAway,
  viewKiosk,
  type KioskView,
} from '#modules/lending/self-service';
import type { PageAccess } from '#platform/rights/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { kioskToken } from '#web/features/self-service/parts/kiosk-device.server.ts';
import { type RefusedForm, formAction, done, refusedWith } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the key of the kiosk' };

const PATH = '/kios';
/** A screen without a card returns to the first one. */
const RETURN_SECONDS = 45;

export const load: PageServerLoad = async ({ locals: { ctx }, cookies, url, setHeaders }) => {
  let view: KioskView;
  try {
    view = await viewKiosk(ctx, kioskToken(cookies));
  } catch (error) {
    const notEnrolled = error instanceof AppError && error.code === selfServiceErrors.kioskNotEnrolled().code;
    if (notEnrolled) redirect(303, localizeHref('/kios/daftar'));
    throw error;
  }
  const { kiosk, reader, seconds, takesReturns } = view;
  const { timeZone, name } = kiosk.library;
  const asked = url.searchParams.get('layar');
  const screen = reader
    ? asked === 'struk' && reader.lent.length > 0
      ? ('struk' as const)
      : ('buku' as const)
    : asked === 'kembali' && takesReturns
      ? ('kembali' as const)
      : ('mulai' as const);
  const wait = reader ? seconds + 1 : RETURN_SECONDS;
  setHeaders({ 'cache-control': 'no-store' });
  // by the browser itself: it locks without a script too
  if (screen !== 'mulai') setHeaders({ refresh: `${wait}; url=${localizeHref(PATH)}` });
  const due = (at: Date): string => formatDate(localDate(at, timeZone), ctx.locale, 'full');
  return {
    screen,
    seconds: reader ? seconds : wait,
    kiosk: kiosk.name,
    library: name,
    helpHref: localizeHref(`/bantuan?lewat=kiosk&di=${encodeURIComponent(kiosk.library.code)}`),
    asksPin: view.asksPin,
    takesReturns,
    nickname: reader?.nickname ?? '',
    now: formatInstant(ctx.clock.now(), timeZone, ctx.locale),
    basket: (reader?.basket ?? []).map(({ itemBarcode, title, dueAt }) => ({ itemBarcode, title, due: due(dueAt) })),
    lent: (reader?.lent ?? []).map(({ loanId, itemBarcode, title, dueAt }) => ({
      loanId,
      itemBarcode,
      title,
      due: due(dueAt),
    })),
    sent: url.searchParams.has('terkirim'),
  };
};

/** A kiosk that is locked by now asks for its code again. */
const ABOUT = {
  keeps: false,
  refused: (refusal: FormRefusal, { error }: RefusedForm) =>
    error.code === selfServiceErrors.kioskLocked().code ? redirect(303, localizeHref('/kios')) : refusal,
};

export const actions: Actions = {
  card: formAction(ABOUT, async ({ ctx, cookies, event, values: { card = '', pin = '' } }) => {
    await openKiosk(ctx, kioskToken(cookies), { card, pin, ip: event.getClientAddress() });
  }),
  scan: formAction(ABOUT, async ({ ctx, cookies, values: { itemBarcode = '' } }) => {
    await layBefore(ctx, kioskToken(cookies), (await barcodeOfLink(ctx, itemBarcode)) ?? itemBarcode);
  }),
  remove: formAction(ABOUT, async ({ ctx, cookies, values: { itemBarcode = '' } }) => {
    await takeAway(ctx, kioskToken(cookies), itemBarcode);
  }),
  lend: formAction(ABOUT, async ({ ctx, cookies }) => {
    const refusals = await lendBasket(ctx, kioskToken(cookies));
    const [first, ...more] = refusals;
    if (!first) return done(null, '?layar=struk');
    if (more.length === 0) throw first;
    const message = refusals.map((one) => explainError(one, ctx.locale)).join(' ');
    return refusedWith(first.status, { message, fields: {}, values: {} });
  }),
  stay: formAction(ABOUT, async () => Promise.resolve()),
  send: formAction(ABOUT, async ({ ctx, services, cookies }) => {
    await sendKioskReceipt(ctx, services.jobs, kioskToken(cookies));
    return done(null, '?layar=struk&terkirim=1');
  }),
  close: formAction(ABOUT, async ({ ctx, cookies }) => {
    await closeKiosk(ctx, kioskToken(cookies));
  }),
  drop: formAction({ keeps: false }, async ({ ctx, cookies, values: { itemBarcode = '' } }) => {
    const read = (await barcodeOfLink(ctx, itemBarcode)) ?? itemBarcode;
    const { title } = await returnAtKiosk(ctx, kioskToken(cookies), read);
    return { said: m.self_kiosk_dropped({ title }) };
  }),
};
