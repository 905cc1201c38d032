import { selectBibTitles } from '#modules/collection/catalog';
import { listQueue, moveHold, placeHold } from '#modules/lending/circulation';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { platformErrors } from '#platform/errors';
import { formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { holdState } from '#web/features/circulation/parts/hold-words.server.ts';
import { pickupOf, pickupPlaces, stopsInWords } from '#web/features/circulation/parts/pickup-places.server.ts';
import { ownHoldActions } from '#web/features/circulation/holds/own-hold-actions.server.ts';
import { idOf } from '#web/kit/form/id-param.server.ts';
import { memberHref } from '#web/features/members/parts/member-href.server.ts';
import { idIn, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { formAction } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: 'loans.read' },
  actions: { move: { may: 'holds.move' }, place: { may: 'holds.place' } },
};

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const bibId = idOf(params.id);
  const [[bib], queue, places] = await Promise.all([
    selectBibTitles(ctx.db, [bibId]),
    listQueue(ctx, bibId),
    pickupPlaces(ctx),
  ]);
  if (!bib) throw platformErrors.notFound();
  const stopOf = await stopsInWords(ctx, queue);
  return {
    title: bib.title,
    bibHref: localizeHref(`/staf/katalog/${bibId}`),
    mayPlace: canAnywhere(ctx.actor, 'holds.place'),
    mayMove: canAnywhere(ctx.actor, 'holds.move'),
    places,
    pickup: places.find(({ value }) => value === String(ctx.libraryId))?.value ?? places[0]?.value ?? '',
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

const refused = ({ message: text, values }: FormRefusal) => ({ heldSaid: { tone: 'bad' as const, text }, values });
const saying = (text: string) => ({ heldSaid: { tone: 'ok' as const, text }, values: {} });

export const actions: Actions = {
  ...ownHoldActions,
  move: formAction({ refused }, async ({ ctx, values }) => {
    await moveHold(ctx, { holdId: idIn(values, 'holdId'), position: wholeIn(values, 'position') ?? 0 });
    return saying(m.hold_moved());
  }),
  place: formAction({ refused }, async ({ ctx, params, values: { member = '', pickup, reason = '' } }) => {
    const hold = await placeHold(ctx, {
      memberNumber: member,
      bibId: idOf(params.id),
      ...pickupOf(pickup),
      override: reason.trim() === '' ? null : { reason },
    });
    return saying(m.hold_placed_for({ name: hold.memberName, position: hold.position ?? 0 }));
  }),
};
