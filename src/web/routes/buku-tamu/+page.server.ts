import { redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { getSetting } from '#modules/ground/libraries';
import {
  addGuestDetails,
  doorCode,
  recordCardVisit,
  recordGroupVisit,
  recordGuestVisit,
  tappedAs,
  viewDoor,
  visitErrors,
  type RecordedVisit,
} from '#modules/premises/visits';
import { headCounts, MOST_HEADS, occupations, purposes, visitorTypes } from '#modules/premises/visits/client';
import type { PageAccess } from '#platform/rights/access';
import { qrSvg } from '#platform/papers/qr';
import { formatDate, formatTime, localDate } from '#shared/dates';
import { localizeHref } from '#i18n/runtime';
import { findDesk, type Desk } from '#web/features/circulation/parts/desk-library.server.ts';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { carriedBy } from '#web/kit/form/page-library.ts';
import { leaveGreeting, takeGreeting, type Greeting } from '#web/features/visits/greeting.server.ts';
import { siteOrigin } from '#web/kit/answers/site-origin.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'visits.record' };

const PATH = '/buku-tamu';
/** After so many seconds a screen returns to the first one, for the next person; the first one stays. */
const SCREENS = { mulai: 0, kartu: 20, rombongan: 180, bantuan: 20, tercatat: 8, lengkapi: 90, terima: 5 } as const;
const SEXES = ['L', 'P'] as const;
type Screen = keyof typeof SCREENS;
const isScreen = (text: string): text is Screen => text in SCREENS;

/** A tablet is put up for one door, by its address, and stays there whatever its account chooses elsewhere. */
const DOOR_COOKIE = 'lumbung_pintu';
const A_YEAR = 365 * 24 * 3600;

async function door({ locals, cookies, url }: Pick<RequestEvent, 'locals' | 'cookies' | 'url'>): Promise<Desk> {
  if (locals.ctx.actor.kind === 'anonymous') {
    redirect(303, `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
  }
  const desk = await findDesk(locals.ctx, ['visits.record']);
  const wanted = url.searchParams.get('perpustakaan');
  // what a screen sends is recorded at the door of which the screen spoke
  const asked = wanted ?? cookies.get(DOOR_COOKIE);
  const library = desk.libraries.find(({ id, code }) => (locals.sentFrom ? id === locals.sentFrom : code === asked));
  if (!library) return desk;
  if (wanted === library.code) {
    const secure = url.protocol === 'https:';
    cookies.set(DOOR_COOKIE, library.code, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: A_YEAR });
  }
  return { ...desk, library, ctx: { ...desk.ctx, libraryId: library.id } };
}

export const load: PageServerLoad = async (event) => {
  const { url, cookies, locals, setHeaders } = event;
  const { ctx, library } = await door(event);
  const asked = url.searchParams.get('layar') ?? '';
  const screen = isScreen(asked) ? asked : 'mulai';
  const greeting = screen === 'tercatat' ? takeGreeting(cookies) : null;
  if (screen === 'tercatat' && !greeting) redirect(303, localizeHref(PATH));
  const seconds = SCREENS[screen];
  // by the browser itself: without a script too
  if (seconds > 0) setHeaders({ refresh: `${seconds}; url=${localizeHref(PATH)}` });
  const [seen, code, keep] = await Promise.all([
    viewDoor(ctx, library.id),
    doorCode(ctx, locals.services.secrets, library.id),
    getSetting(ctx.db, 'retentionDays'),
  ]);
  const now = ctx.clock.now();
  const phone = siteOrigin(locals.services, url) + localizeHref(`/hadir/${encodeURIComponent(code)}`);
  return {
    screen,
    greeting,
    seconds,
    ...seen,
    library: library.name,
    carries: carriedBy({ libraryId: library.id, askedAt: null, stays: true }),
    now: `${formatDate(localDate(now, library.timeZone), ctx.locale, 'full')} · ${formatTime(now, library.timeZone, ctx.locale)}`,
    keepDays: keep.visit_links ?? null,
    phoneQr: `data:image/svg+xml,${encodeURIComponent(qrSvg(phone))}`,
    // each screen has its own: pressed twice, or sent again, it counts once
    nonce: randomUUID(),
    visit: url.searchParams.get('kunjungan') ?? '',
  };
};

const to = (screen: Screen): never =>
  redirect(303, localizeHref(screen === 'mulai' ? PATH : `${PATH}?layar=${screen}`));

function greet(
  event: RequestEvent,
  visit: RecordedVisit,
  about: Pick<Greeting, 'kind'> & Partial<Pick<Greeting, 'origin' | 'nonce'>>,
): never {
  const { outcome, nickname, people, today } = visit;
  leaveGreeting(event.cookies, { outcome, nickname, people, today, origin: null, nonce: null, ...about });
  return to('tercatat');
}

const oneOf = <T extends string>(values: readonly T[], text: string | undefined): T | null =>
  values.find((value) => value === text) ?? null;
const headsOf = (values: Record<string, string>): Record<(typeof headCounts)[number], number> => {
  const count = (text = ''): number => (/^\s*\d*\s*$/.test(text) ? Number(text) : Number.NaN);
  const { girls, boys, women, men, companions, wheelchairs } = values;
  return {
    girls: count(girls),
    boys: count(boys),
    women: count(women),
    men: count(men),
    companions: count(companions),
    wheelchairs: count(wheelchairs),
  };
};

export const actions: Actions = {
  card: formAction(
    {
      keeps: false,
      refused: (refusal, { error }) => (error.code === visitErrors.unknownCard().code ? to('kartu') : refusal),
    },
    async ({ event, values: { card = '', nonce } }) => {
      const { ctx, library } = await door(event);
      const visit = await recordCardVisit(ctx, { libraryId: library.id, card, nonce });
      return greet(event, visit, { kind: 'member' });
    },
  ),
  tap: formAction(async ({ event, values: { type: tapped, nonce = '' } }) => {
    const { ctx, library } = await door(event);
    const type = oneOf(visitorTypes, tapped);
    if (!type) return to('mulai');
    const visit = await recordGuestVisit(ctx, { libraryId: library.id, nonce, ...tappedAs(type) });
    return greet(event, visit, { kind: 'guest', nonce });
  }),
  details: formAction(async ({ event, values }) => {
    const { ctx } = await door(event);
    await addGuestDetails(ctx, {
      nonce: values.visit ?? '',
      sex: oneOf(SEXES, values.sex),
      occupation: oneOf(occupations, values.occupation),
      purpose: oneOf(purposes, values.purpose),
      name: values.name,
    });
    return to('terima');
  }),
  /** One more or one less, where the browser runs no script. */
  step: async ({ request }) => {
    const values = formValues(await request.formData());
    const [field = '', step = ''] = (values.step ?? '').split(':');
    const name = oneOf(headCounts, field);
    if (name) {
      const changed = (headsOf(values)[name] || 0) + (step === 'less' ? -1 : 1);
      values[name] = String(Math.min(MOST_HEADS, Math.max(0, changed)));
    }
    const fields: Record<string, string> = {};
    return { message: '', fields, values };
  },
  group: formAction(async ({ event, values }) => {
    const { ctx, library } = await door(event);
    const origin = values.origin?.trim() ?? '';
    const purpose = oneOf(purposes, values.purpose);
    const group = { libraryId: library.id, nonce: values.nonce, origin, purpose, ...headsOf(values) };
    return greet(event, await recordGroupVisit(ctx, group), { kind: 'group', origin: origin || null });
  }),
};
