import { m } from '#i18n/messages';
import { describeLending } from '#modules/lending/circulation';
import { canAnywhere } from '#platform/rights/authorize';
import { formatNumber, formatRupiah } from '#shared/money';
import { nothing, type AnalysisDefinition, type AnalysisSheet, type Asked, type SheetTable } from '../analysis.ts';
import { selectStandingCopies, selectTitleQueues } from '../data/queues.queries.ts';
import { copiesOf, costOf, purchaseList, type Purchase, type QueuedTitle } from '../rules/purchase-list.ts';

/** Titles with somebody waiting, and the copies that can be lent to them. */
async function queuesOf({ ctx, libraryIds }: Asked): Promise<QueuedTitle[]> {
  const queues = await selectTitleQueues(ctx.db, libraryIds);
  if (queues.length === 0) return [];
  const bibIds = queues.map(({ bibId }) => bibId);
  const copies = await selectStandingCopies(ctx.db, bibIds, libraryIds);
  const lending = await describeLending(ctx, copies);
  const lent = Map.groupBy(
    copies.filter(({ id }) => lending.get(id)?.referenceOnly === false),
    ({ bibId }) => bibId,
  );
  return queues.map((queue) => ({ ...queue, copies: lent.get(queue.bibId)?.length ?? 0 }));
}

const PRICE_FROM: Record<Purchase['priceFrom'], typeof m.analyses_buying_price_last> = {
  last: m.analyses_buying_price_last,
  entered: m.analyses_buying_price_entered,
  unknown: m.analyses_buying_price_unknown,
};

function tableOf(
  asked: Asked,
  title: string,
  some: readonly (Purchase & { reason?: 'budget' | 'price' })[],
  withReason: boolean,
): SheetTable {
  const { ctx } = asked;
  const said = { locale: ctx.locale };
  const reads = canAnywhere(ctx.actor, 'catalog.read');
  const reasonOf = (reason: 'budget' | 'price' | undefined): string =>
    reason === 'price' ? m.analyses_buying_no_price({}, said) : m.analyses_buying_over({}, said);
  const one = (count: number): number => Math.round(count * 10) / 10;
  return {
    title,
    columns: [
      { label: m.analyses_col_title({}, said), unit: 'text' },
      { label: m.analyses_buying_waiting({}, said), unit: 'count' },
      { label: m.analyses_col_copies({}, said), unit: 'count' },
      { label: m.analyses_buying_on_order({}, said), unit: 'count' },
      { label: m.analyses_buying_ratio({}, said), unit: 'decimal' },
      { label: m.analyses_buying_buy({}, said), unit: 'count' },
      { label: m.analyses_buying_price({}, said), unit: 'rupiah' },
      { label: m.analyses_buying_price_from({}, said), unit: 'text' },
      { label: m.analyses_buying_sum({}, said), unit: 'rupiah' },
      ...(withReason ? [{ label: m.analyses_buying_reason({}, said), unit: 'text' as const }] : []),
    ],
    rows: some.map(({ bibId, title: name, waiting, copies, onOrder, buy, each, priceFrom, reason }) => ({
      cells: [
        name,
        waiting,
        copies,
        onOrder,
        copies + onOrder === 0 ? null : one(waiting / (copies + onOrder)),
        buy,
        each,
        PRICE_FROM[priceFrom]({}, said),
        each === null ? null : buy * each,
        ...(withReason ? [reasonOf(reason)] : []),
      ],
      href: reads ? `/staf/katalog/${bibId}` : undefined,
    })),
    total: [
      m.analyses_total({}, said),
      ...[null, null, null, null],
      copiesOf(some),
      ...[null, null],
      costOf(some),
      ...(withReason ? [null] : []),
    ],
  };
}

async function make(asked: Asked): Promise<AnalysisSheet> {
  const { ctx, ratio, budget, price } = asked;
  const said = { locale: ctx.locale };
  const notes = [
    m.analyses_buying_note_holds({}, said),
    m.analyses_buying_note_copies({}, said),
    m.analyses_buying_note_price({}, said),
    m.analyses_buying_note_order({}, said),
  ];
  const queues = await queuesOf(asked);
  if (queues.length === 0) return nothing(notes);
  const { bought, rest } = purchaseList(queues, { ratio, budget, price });
  const all = [...bought, ...rest];
  const copies = copiesOf(all);
  const spent = formatRupiah(costOf(bought));
  const n = (count: number): string => formatNumber(count, ctx.locale);
  const titles = new Set(all.map(({ bibId }) => bibId)).size;
  return {
    finding:
      copies === 0
        ? m.analyses_buying_finding_none({ ratio }, said)
        : [
            m.analyses_buying_finding({ titles: n(titles), copies: n(copies), sum: formatRupiah(costOf(all)) }, said),
            ...(budget === undefined
              ? []
              : [
                  m.analyses_buying_finding_budget(
                    { budget: formatRupiah(budget), bought: n(copiesOf(bought)), copies: n(copies), sum: spent },
                    said,
                  ),
                ]),
          ].join(' '),
    notes,
    chart: null,
    tables:
      copies === 0
        ? []
        : [
            tableOf(asked, m.analyses_buying_list({}, said), bought, false),
            tableOf(asked, m.analyses_buying_rest({}, said), rest, true),
          ].filter(({ rows }) => rows.length > 0),
  };
}

/** Holds per copy, and what to buy. */
export const queuePurchases: AnalysisDefinition = {
  key: 'antrean-beli',
  name: m.analyses_buying_name,
  about: m.analyses_buying_about,
  may: 'reports.read',
  inputs: ['ratio', 'budget', 'price'],
  isOfNow: true,
  make,
};
