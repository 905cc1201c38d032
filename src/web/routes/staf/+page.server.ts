import { redirect } from '@sveltejs/kit';
import { noteLook } from '#modules/ground/audit';
import { calendarOf, describeOpening, listLibraries, openStatusAt, zoneOf } from '#modules/ground/libraries';
import { retentionNews } from '#modules/people/members';
import { withPreparedStatements } from '#platform/database/prepared';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { addDays, formatInstant, formatTime, localDate, localMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { lastBackupInWords } from '#web/features/backups/parts/last-backup.server.ts';
import { changesSince } from '#web/features/audit/parts/changes-since.server.ts';
import { firstStepsNews } from '#web/features/libraries/parts/steps.server.ts';
import { teachesOnly } from '#web/features/courses/parts/teaches-only.ts';
import { dayFigures } from '#web/features/circulation/today/day-figures.server.ts';
import { greeting } from '#web/features/circulation/today/greeting.ts';
import { handyActs } from '#web/features/circulation/today/handy-acts.server.ts';
import { programsToday } from '#web/features/circulation/today/programs-today.server.ts';
import { vainSearches } from '#web/features/circulation/parts/vain-searches.server.ts';
import { workLines } from '#web/features/circulation/today/work-lines.server.ts';
import { openPlaces } from '#web/kit/frame/staff/staff-menu.server.ts';
import { waitingLines } from '#web/kit/frame/staff/waiting.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import { instantAsked } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

export const _access: PageAccess = { page: 'account', actions: { terbaca: { may: 'audit.read' } } };

/** How many searches in vain are shown to who fills the catalogue. */
const VAIN = 5;
/** How far ahead the next opening is looked for, in days. */
const AHEAD = 14;

/** The library at which this person works: its name, whether it is open, its figures of today. Null where it is none that goes on. */
async function workingAt(ctx: Ctx, libraryId: number | null) {
  const library = (await listLibraries(ctx, { active: true })).find(({ id }) => id === libraryId);
  if (!library) return null;
  const now = ctx.clock.now();
  const today = localDate(now, library.timeZone);
  const status = openStatusAt(await calendarOf(ctx.db, library.id, today, addDays(today, AHEAD)), now);
  const day = await dayFigures(ctx, library.id);
  return {
    name: library.name,
    opening: describeOpening(status, ctx.locale),
    isOpen: status.kind === 'open',
    until: formatTime(now, library.timeZone, ctx.locale),
    day: day.figures.length > 0 ? day : null,
  };
}

/** What waits for this person, counted now, and whether any of it could be theirs to do. */
async function waiting(ctx: Ctx, zone: string) {
  const open = await openPlaces(ctx.actor);
  const lines = await waitingLines(ctx, open, { desk: ctx.libraryId, fresh: true });
  const acts = open.some(({ waits = [] }) => waits.some(({ may }) => canAnywhere(ctx.actor, may)));
  return { lines: workLines(lines, { zone, now: ctx.clock.now(), locale: ctx.locale }), onlyLooks: !acts };
}

export const load: PageServerLoad = async (event) => {
  // of a day at the desk there is nothing for whoever teaches
  if (teachesOnly(event.locals.ctx.actor)) redirect(303, localizeHref('/staf/guru'));
  return withPreparedStatements(async () => loadToday(event));
};

async function loadToday({ locals: { ctx, services } }: PageServerLoadEvent) {
  const now = ctx.clock.now();
  const zone = await zoneOf(ctx);
  const [at, todo, programs, vain, kept, start, acts, changes, backup] = await Promise.all([
    workingAt(ctx, ctx.libraryId),
    waiting(ctx, zone),
    programsToday(ctx),
    canAnywhere(ctx.actor, 'catalog.edit') ? vainSearches(ctx, VAIN) : null,
    retentionNews(ctx),
    firstStepsNews(ctx, services),
    handyActs(ctx),
    changesSince(ctx),
    lastBackupInWords(ctx, zone),
  ]);
  return {
    greeting: greeting(localMinute(now, zone)),
    now: formatInstant(now, zone, ctx.locale, 'full'),
    at,
    todo,
    programs,
    vain,
    kept,
    start,
    acts,
    changes,
    backup,
  };
}

export const actions: Actions = {
  // it is read, at whichever library somebody works
  terbaca: formAction({ anywhere: true }, async ({ ctx, values }) => {
    const until = instantAsked(values.until);
    if (!until) throw platformErrors.invalidInput({}, { until: 'invalid' });
    await noteLook(ctx, until);
    return m.audit_since_noted();
  }),
};
