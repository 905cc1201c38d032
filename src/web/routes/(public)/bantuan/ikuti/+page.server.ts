import type { Cookies } from '@sveltejs/kit';
import {
  followTicket,
  listOwnTickets,
  rateTicket,
  reopenByPerson,
  writeAgain,
  type OwnKey,
} from '#modules/city/service';
import { printedCode, RATINGS } from '#modules/city/service/client';
import { AppError } from '#platform/errors';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, HOME_ZONE, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import {
  AT_KIOSK,
  forgetCode,
  openCode,
  openTicketKey,
  ticketKey,
} from '#web/features/service/help/ticket-code.server.ts';
import { kindName, ratingNames, stateName, ticketView } from '#web/features/service/help/ticket-words.server.ts';
import { kioskToken } from '#web/features/self-service/parts/kiosk-device.server.ts';
import { formAction, done, type Sent } from '#web/kit/form/form-action.server.ts';
import { choiceIn, filesIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PATH = '/bantuan/ikuti';

/** The ticket of a code that is open; one that is not there any more is closed on this device. */
async function followed(ctx: Sent['ctx'], key: OwnKey | null, cookies: Cookies) {
  if (key === null) return null;
  try {
    return await followTicket(ctx, key);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'service.ticket_not_found') throw error;
    if ('code' in key) forgetCode(cookies);
    return null;
  }
}

/** `?nomor=K-2026-00012` one of the account, `?bagian=` a part that was made of the one whose code is open, `?lewat=kiosk` a screen that others use next. */
export const load: PageServerLoad = async (event) => {
  const { ctx } = event.locals;
  event.setHeaders({ 'cache-control': 'private, no-store' });
  // by the browser itself, without a script too
  const isTablet = kioskToken(event.cookies) !== null;
  if (isTablet || event.url.searchParams.get('lewat') === 'kiosk') {
    event.setHeaders({ refresh: `${AT_KIOSK}; url=${localizeHref(isTablet ? '/kios' : '/bantuan?lewat=kiosk')}` });
  }
  const key = openTicketKey(event, ctx);
  const [ticket, own] = await Promise.all([followed(ctx, key, event.cookies), listOwnTickets(ctx)]);
  const code = key !== null && 'code' in key ? key.code : null;
  return {
    ticket: ticket && (await ticketView(ctx, ticket)),
    code: ticket && code !== null ? printedCode(code.replaceAll('-', '')) : null,
    query: event.url.search.replace(/^\?/, '&'),
    ratings: RATINGS.map((value) => ({ value, label: ratingNames[value]() })),
    own: own.map(({ number, kind, state, title, createdAt, waitsForMe }) => ({
      ...{ number, title, waitsForMe },
      href: localizeHref(`${PATH}?nomor=${number}`),
      facts: [kindName(kind), stateName(state), formatDate(localDate(createdAt, HOME_ZONE), ctx.locale)].join(' · '),
    })),
  };
};

export const actions: Actions = {
  open: formAction({ form: 'open', keeps: false }, async ({ ctx, event, values: { code = '' } }) => {
    await followTicket(ctx, { code, ip: event.getClientAddress() });
    openCode(event, code, { isKiosk: kioskToken(event.cookies) !== null });
    return done(null, PATH);
  }),
  forget: formAction(async ({ cookies }) => {
    forgetCode(cookies);
    return Promise.resolve(done(m.help_forgotten(), PATH));
  }),
  write: formAction({ form: 'write', upload: 'files' }, async (sent) => {
    const { ctx, services, values, data } = sent;
    await writeAgain(ctx, services, {
      ...ticketKey(sent.event, ctx),
      text: values.text ?? '',
      files: filesIn(data, 'files'),
    });
    return done(m.help_wrote(), sent.url.search);
  }),
  rate: formAction({ form: 'rate' }, async (sent) => {
    const { ctx, values } = sent;
    const rating = choiceIn(values, 'rating', RATINGS);
    await rateTicket(ctx, { ...ticketKey(sent.event, ctx), rating, words: values.words ?? '' });
    return done(m.help_rated(), sent.url.search);
  }),
  reopen: formAction({ form: 'reopen' }, async (sent) => {
    const { ctx, services, values } = sent;
    await reopenByPerson(ctx, services, { ...ticketKey(sent.event, ctx), text: values.why ?? '' });
    return done(m.help_reopened(), sent.url.search);
  }),
};
