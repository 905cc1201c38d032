import { fail, type RequestEvent } from '@sveltejs/kit';
import { selectBibTitles } from '#modules/collection/catalog';
import { listQueue, moveHold, placeHold } from '#modules/lending/circulation';
import type { PageAccess } from '#platform/access';
import { canAnywhere } from '#platform/authorize';
import { AppError, platformErrors } from '#platform/errors';
import { explainError } from '#platform/problem';
import { formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { formValues } from '#web/kit/form/form-refusal.server.ts';
import { holdState } from '#web/features/circulation/holds/hold-words.server.ts';
import { pickupOf, pickupPlaces, stopsInWords } from '#web/features/circulation/holds/pickup-places.server.ts';
import { ownHoldActions } from '#web/features/circulation/holds/own-hold-actions.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { memberHref } from '#web/features/members/member-href.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'loans.read' },
  actions: { move: { may: 'holds.move' }, place: { may: 'holds.place' } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params, cookies }) => {
  const bibId = idOf(params.id);
  const [[bib], queue, places] = await Promise.all([
    selectBibTitles(ctx.db, [bibId]),
    listQueue(ctx, bibId),
    pickupPlaces(ctx),
  ]);
  if (!bib) throw platformErrors.notFound();
  const stopOf = await stopsInWords(ctx, queue);
  const here = Number(cookies.get('lumbung_meja')) || ctx.libraryId;
  return {
    title: bib.title,
    bibHref: localizeHref(`/staf/katalog/${bibId}`),
    mayPlace: canAnywhere(ctx.actor, 'holds.place'),
    mayMove: canAnywhere(ctx.actor, 'holds.move'),
    places,
    pickup: places.find(({ value }) => value === String(here))?.value ?? places[0]?.value ?? '',
    last: queue.filter((hold) => hold.position !== null).length,
    holds: queue.map((hold) => {
      const { mark, text } = holdState(hold, ctx);
      const zone = hold.pickupLibrary.timeZone;
      const [placed, today] = [localDate(hold.placedAt, zone), localDate(ctx.clock.now(), zone)];
      return {
        id: hold.id,
        position: hold.position,
        name: hold.memberName,
        memberHref: memberHref(hold.memberNumber),
        place: [hold.pickupLibrary.name, stopOf(hold)].filter(Boolean).join(', '),
        mark,
        state: text,
        wanted: hold.wantedBarcode,
        since: formatRelativeDate(placed, today, ctx.locale),
        paused: hold.status === 'queued' ? hold.suspended : null,
      };
    }),
  };
};

async function act(
  { locals: { ctx }, request }: Pick<RequestEvent, 'locals' | 'request'>,
  work: (values: Record<string, string>) => Promise<string>,
) {
  const values = formValues(await request.formData());
  try {
    return { heldSaid: { tone: 'ok' as const, text: await work(values) }, values: {} };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return fail(error.status, { heldSaid: { tone: 'bad' as const, text: explainError(error, ctx.locale) }, values });
  }
}

export const actions: Actions = {
  ...ownHoldActions,
  move: async (event) =>
    act(event, async ({ holdId, position }) => {
      await moveHold(event.locals.ctx, {
        holdId: idIn({ holdId }, 'holdId'),
        position: wholeIn({ position }, 'position') ?? 0,
      });
      return m.hold_moved();
    }),
  place: async (event) =>
    act(event, async ({ member = '', pickup, reason = '' }) => {
      const hold = await placeHold(event.locals.ctx, {
        memberNumber: member,
        bibId: idOf(event.params.id ?? ''),
        ...pickupOf(pickup),
        override: reason.trim() === '' ? null : { reason },
      });
      return m.hold_placed_for({ name: hold.memberName, position: hold.position ?? 0 });
    }),
};
