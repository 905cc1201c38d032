import {
  cancelHold,
  extendHold,
  listHoldShelf,
  listTransits,
  placementNotices,
  pullList,
  receiveItem,
  reportNotOnShelf,
  sendBox,
  type DeskPlacement,
} from '#modules/lending/circulation';
import type { Transit } from '#modules/lending/circulation/client';
import type { PageAccess } from '#platform/rights/access';
import { can, canAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { formatInstant, formatRelativeDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk, type Desk } from '#web/features/circulation/parts/desk-library.server.ts';
import { wordsOf } from '#web/features/circulation/parts/desk-parts.server.ts';
import { lastDigits, shortName } from '#web/features/circulation/parts/hold-words.server.ts';
import { stopsInWords } from '#web/features/circulation/parts/pickup-places.server.ts';
import { keepSlip, sendSlip } from '#web/features/circulation/holds/slips.server.ts';
import { addDays } from '#shared/dates';
import { memberHref } from '#web/features/members/parts/member-href.server.ts';
import { idIn, textsIn } from '#web/kit/form/read-fields.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { deskAction } from '#web/features/circulation/parts/desk-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = {
  page: { may: ['loans.check_out', 'loans.check_in'] },
  actions: {
    fetched: { may: 'loans.check_in' },
    missing: { may: 'loans.check_in' },
    extend: { may: 'holds.place' },
    send: { may: 'transits.send' },
  },
};

const MOST = 200;

export const load: PageServerLoad = async ({ locals }) => {
  const { ctx, library } = await findDesk(locals.ctx);
  const here = { limit: MOST };
  const [pulls, shelf, ready, leaving, coming] = await Promise.all([
    pullList(ctx, library.id),
    listHoldShelf(ctx, library.id),
    listTransits(ctx, { ...here, fromLibraryId: library.id, sent: false }),
    listTransits(ctx, { ...here, fromLibraryId: library.id, sent: true }),
    listTransits(ctx, { ...here, toLibraryId: library.id, sent: true }),
  ]);
  const today = localDate(ctx.clock.now(), library.timeZone);
  const stopOf = await stopsInWords(ctx, [...shelf, ...pulls.map((pull) => pull.hold)]);
  const slips = [
    ...shelf.slice(0, 1).map((hold) => keepSlip(hold, ctx, library, stopOf(hold))),
    ...ready.data.slice(0, 1).map((transit) => sendSlip(transit, null, ctx, library)),
  ];
  return {
    library: library.name,
    mayPlace: canAnywhere(ctx.actor, 'holds.place'),
    maySend: can(ctx.actor, 'transits.send', library.id),
    counts: {
      pull: pulls.length,
      shelf: shelf.length,
      road: leaving.data.length + coming.data.length + ready.data.length,
      ending: shelf.filter((hold) => hold.keepUntil !== null && hold.keepUntil <= today).length,
    },
    pulls: pulls.map(({ hold, itemBarcode, callNumber, spaceName }) => ({
      barcode: itemBarcode,
      shelf: [spaceName, callNumber].filter(Boolean).join(' · '),
      title: hold.title,
      queueHref: localizeHref(`/staf/pesanan/antrean/${hold.bibId}`),
      for: stopOf(hold) ?? (hold.pickupLibrary.id === library.id ? m.hold_here() : hold.pickupLibrary.name),
      since: formatRelativeDate(localDate(hold.placedAt, library.timeZone), today, ctx.locale),
    })),
    shelf: shelf.map((hold) => ({
      id: hold.id,
      name: shortName(hold.memberName),
      digits: lastDigits(hold.memberNumber),
      memberHref: memberHref(hold.memberNumber),
      title: hold.title,
      stop: stopOf(hold),
      barcode: hold.itemBarcode ?? '',
      until: hold.keepUntil === null ? '' : formatRelativeDate(hold.keepUntil, today, ctx.locale),
      mark: markOf(hold.keepUntil ?? today, today),
    })),
    shelfSlipsHref: slipsHref(shelf.map((hold) => ['titipan', hold.id])),
    ready: byPlace(ready.data),
    road: [...boxes(coming.data, 'fromLibrary', ctx, library), ...boxes(leaving.data, 'toLibrary', ctx, library)],
    receiveHref: localizeHref('/staf/sirkulasi?kerja=kembali'),
    slips,
  };
};

const markOf = (until: string, today: string): 'late' | 'wait' | 'on' =>
  until <= today ? 'late' : until === addDays(today, 1) ? 'wait' : 'on';

const slipsHref = (parts: readonly (readonly [string, number])[]): string =>
  localizeHref(`/staf/pesanan/slip?${parts.map(([kind, id]) => `${kind}=${id}`).join('&')}`);

/** What lies ready, by where it goes. */
const byPlace = (transits: readonly Transit[]) =>
  [...Map.groupBy(transits, (transit) => transit.toLibrary.id)].flatMap(([id, group]) => {
    const name = group[0]?.toLibrary.name;
    if (name === undefined) return [];
    const titles = group.map((transit) => transit.title);
    return [{ id, name, titles, slipsHref: slipsHref(group.map((transit) => ['kirim', transit.id])) }];
  });

/** What is on the road, box by box. */
const boxes = (transits: readonly Transit[], side: 'fromLibrary' | 'toLibrary', ctx: Ctx, library: Desk['library']) =>
  [...Map.groupBy(transits, ({ box, sentAt, [side]: place }) => `${box} ${sentAt?.getTime()} ${place.id}`)].flatMap(
    ([key, group]) => {
      const [first] = group;
      if (!first?.sentAt) return [];
      const box = first.box === null ? m.hold_road_parcel() : m.hold_road_box({ box: first.box });
      const title =
        side === 'toLibrary'
          ? m.hold_road_to({ box, library: first.toLibrary.name })
          : m.hold_road_from({ box, library: first.fromLibrary.name });
      const when = formatInstant(first.sentAt, library.timeZone, ctx.locale);
      return [{ key: `${side} ${key}`, title, text: m.hold_road_line({ count: group.length, when }) }];
    },
  );

interface Said {
  tone: 'ok' | 'warn' | 'bad';
  text: string[];
  slipsHref: string | null;
}
const saying = (tone: Said['tone'], text: string[], slips: string | null = null): { said: Said } => ({
  said: { tone, text, slipsHref: slips },
});

function slipOf(placement: DeskPlacement): (readonly [string, number])[] {
  if (placement.kind === 'hold_shelf') return [['titipan', placement.hold.id]];
  return placement.kind === 'to_library' ? [['kirim', placement.transit.id]] : [];
}

const refused = ({ message }: FormRefusal) => saying('bad', [message]);

export const actions: Actions = {
  fetched: deskAction({ refused }, async ({ ctx, data }) => {
    const barcodes = textsIn(data, 'barcode');
    if (barcodes.length === 0) return saying('warn', [m.hold_pull_choose()]);
    const text: string[] = [];
    const slips: (readonly [string, number])[] = [];
    for (const itemBarcode of barcodes) {
      const { item, placement } = await receiveItem(ctx, { itemBarcode });
      text.push([item.title, ...wordsOf(placementNotices(placement, ctx), ctx)].join('. '));
      slips.push(...slipOf(placement));
    }
    return saying('ok', text, slips.length > 0 ? slipsHref(slips) : null);
  }),
  missing: deskAction({ refused }, async ({ ctx, data }) => {
    const barcodes = textsIn(data, 'barcode');
    if (barcodes.length === 0) return saying('warn', [m.hold_pull_choose()]);
    for (const barcode of barcodes) await reportNotOnShelf(ctx, barcode);
    return saying('ok', [m.hold_pull_missing_note()]);
  }),
  extend: deskAction({ refused }, async ({ ctx, library, values }) => {
    const hold = await extendHold(ctx, { holdId: idIn(values, 'holdId'), days: 1 });
    const today = localDate(ctx.clock.now(), library.timeZone);
    const until = hold.keepUntil === null ? '' : formatRelativeDate(hold.keepUntil, today, ctx.locale);
    return saying('ok', [m.hold_extended({ title: hold.title, until })]);
  }),
  cancel: deskAction({ refused }, async ({ ctx, values }) => {
    const placement = await cancelHold(ctx, idIn(values, 'holdId'));
    const next = placement ? wordsOf(placementNotices(placement, ctx), ctx) : [];
    const slips = placement ? slipOf(placement) : [];
    return saying('ok', [m.hold_cancelled(), ...next], slips.length > 0 ? slipsHref(slips) : null);
  }),
  send: deskAction({ refused }, async ({ ctx, library, values: { to, box = null } }) => {
    const toLibraryId = idIn({ to }, 'to');
    const sent = await sendBox(ctx, { fromLibraryId: library.id, toLibraryId, ids: null, box });
    return saying('ok', [m.hold_sent({ count: sent.length, library: sent[0]?.toLibrary.name ?? '' })]);
  }),
};
