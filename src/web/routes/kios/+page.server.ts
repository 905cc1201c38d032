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
import type { PageAccess } from '#platform/access';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/problem';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { kioskToken } from '#web/features/self-service/kiosk-device.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { secret: 'the key of the kiosk' };

const PATH = '/kios';
/** A screen without a card returns to the first one. */
const RETURN_SECONDS = 45;
const is = (error: unknown, like: AppError): boolean => error instanceof AppError && error.code === like.code;

export const load: PageServerLoad = async ({ locals: { ctx }, cookies, url, setHeaders }) => {
  let view: KioskView;
  try {
    view = await viewKiosk(ctx, kioskToken(cookies));
  } catch (error) {
    if (is(error, selfServiceErrors.kioskNotEnrolled())) redirect(303, localizeHref('/kios/daftar'));
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

/** An act of this kiosk; whoever comes after it has locked starts anew. */
async function act(
  event: RequestEvent,
  work: (token: string | null, values: Record<string, string>) => Promise<string>,
) {
  const { ctx } = event.locals;
  const values = formValues(await event.request.formData());
  let to: string;
  try {
    to = await work(kioskToken(event.cookies), values);
  } catch (error) {
    if (is(error, selfServiceErrors.kioskLocked())) return redirect(303, localizeHref(PATH));
    return refuseForm(error, ctx, {});
  }
  return redirect(303, localizeHref(to));
}

export const actions: Actions = {
  card: async (event) =>
    act(event, async (token, { card = '', pin = '' }) => {
      await openKiosk(event.locals.ctx, token, { card, pin, ip: event.getClientAddress() });
      return PATH;
    }),
  scan: async (event) =>
    act(event, async (token, { itemBarcode = '' }) => {
      const { ctx } = event.locals;
      await layBefore(ctx, token, (await barcodeOfLink(ctx, itemBarcode)) ?? itemBarcode);
      return PATH;
    }),
  remove: async (event) =>
    act(event, async (token, { itemBarcode = '' }) => {
      await takeAway(event.locals.ctx, token, itemBarcode);
      return PATH;
    }),
  lend: async (event) => {
    const { ctx } = event.locals;
    const refused: string[] = [];
    const moved = await act(event, async (token) => {
      const refusals = await lendBasket(ctx, token);
      if (refusals.length === 0) return `${PATH}?layar=struk`;
      refused.push(...refusals.map((one) => explainError(one, ctx.locale)));
      throw refusals[0] ?? selfServiceErrors.askDesk();
    });
    if ('data' in moved && refused.length > 1) moved.data.message = refused.join(' ');
    return moved;
  },
  stay: async (event) => act(event, async () => Promise.resolve(PATH)),
  send: async (event) =>
    act(event, async (token) => {
      await sendKioskReceipt(event.locals.ctx, event.locals.services.jobs, token);
      return `${PATH}?layar=struk&terkirim=1`;
    }),
  close: async (event) =>
    act(event, async (token) => {
      await closeKiosk(event.locals.ctx, token);
      return PATH;
    }),
  drop: async (event) => {
    const { ctx } = event.locals;
    const { itemBarcode = '' } = formValues(await event.request.formData());
    try {
      const read = (await barcodeOfLink(ctx, itemBarcode)) ?? itemBarcode;
      const { title } = await returnAtKiosk(ctx, kioskToken(event.cookies), read);
      return { said: m.self_kiosk_dropped({ title }) };
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
  },
};
