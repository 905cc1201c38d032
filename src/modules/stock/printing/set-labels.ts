import { listLibraries } from '#modules/ground/libraries';
import { ensureLinks } from '#modules/stock/links';
import type { Ctx } from '#platform/context';
import { drawnBars, drawnQr } from '#platform/papers/drawings';
import type { Storage } from '#platform/storage';
import type { PrintBatch } from './client.ts';
import { itemsOfBatch, postersOfBatch, spacesOfBatch, type PrintedItem } from './data/subjects.queries.ts';
import type { Label } from './label.ts';
import { cardsOf } from './rules/catalogue-card.ts';
import { AGES, type Layout } from './rules/layout.ts';
import { classOf, spineLines } from './rules/spine.ts';
import { memberCards } from './set-member-cards.ts';

/** The labels of a batch in their order. @param origin where the network is reached (`https://perpustakaan.example`) */
export async function labelsOf(ctx: Ctx, storage: Storage, batch: PrintBatch, origin: string): Promise<Label[]> {
  const { layout } = batch;
  const shows = (line: string): boolean => layout.lines.includes(line);
  switch (batch.kind) {
    case 'spine':
      return (await itemsOfBatch(ctx.db, batch.id)).map((item) => spineLabel(item, layout));
    case 'item': {
      const items = await itemsOfBatch(ctx.db, batch.id);
      const codes = await codesOf(ctx, 'item', items, ({ title }) => title);
      return items.map((item) => itemLabel(item, layout, `${origin}/q/${codes.get(item.id) ?? ''}`));
    }
    case 'card':
      return (await itemsOfBatch(ctx.db, batch.id)).flatMap((item) =>
        cardsOf(item, shows('added')).map((card) => ({ ...card })),
      );
    case 'member':
      return memberCards(ctx, storage, batch, (await listLibraries(ctx, { active: true })).length);
    case 'sign': {
      const spaces = await spacesOfBatch(ctx.db, batch.id);
      const codes = await codesOf(ctx, 'space', spaces, ({ name }) => name);
      return spaces.map((space) => ({
        name: space.name,
        library: space.libraryName,
        range: shows('range') ? [space.ddcFrom, space.ddcTo].filter(Boolean).join(' – ') : '',
        qr: shows('qr') ? drawnQr(`${origin}/q/${codes.get(space.id) ?? ''}`) : '',
      }));
    }
    case 'poster':
      return (await postersOfBatch(ctx.db, batch.id)).map((poster) => ({
        title: poster.label,
        library: poster.libraryName,
        place: shows('place') ? poster.place : '',
        address: shows('address') ? `${origin.replace(/^https?:\/\//, '')}/q/${poster.code}` : '',
        qr: drawnQr(`${origin}/q/${poster.code}`),
      }));
  }
}

/** A link may have been retired since: what is printed now has one that works. */
const codesOf = async <T extends { id: number; libraryId: number }>(
  ctx: Ctx,
  kind: 'item' | 'space',
  subjects: readonly T[],
  label: (subject: T) => string,
): Promise<Map<number, string>> =>
  ctx.db.transaction().execute(async (trx) =>
    ensureLinks(
      trx,
      ctx,
      kind,
      subjects.map((one) => ({ id: one.id, libraryId: one.libraryId, label: label(one) })),
    ),
  );

type LabelledItem = Pick<PrintedItem, 'barcode' | 'callNumber' | 'title' | 'libraryName' | 'audience'>;

export function spineLabel(item: LabelledItem, layout: Layout): Label {
  const callNumber = item.callNumber ?? '';
  return {
    ...spineLines(callNumber),
    library: layout.lines.includes('library') ? item.libraryName : '',
    band: bandOf(layout, callNumber, item.audience),
  };
}

/** #rrggbb, or empty: no band. */
function bandOf({ band, classColours, ageColours }: Layout, callNumber: string, audience: string | null): string {
  if (band === 'class') return classColours[classOf(callNumber) ?? -1] ?? '';
  if (band === 'age') return ageColours[AGES.findIndex((age) => age === audience)] ?? '';
  return '';
}

export function itemLabel(item: LabelledItem, { lines }: Layout, address: string): Label {
  const shows = (line: string): boolean => lines.includes(line);
  return {
    code: item.barcode,
    bars: drawnBars(item.barcode),
    qr: shows('qr') ? drawnQr(address) : '',
    lines: [
      ...(shows('library') ? [item.libraryName] : []),
      ...(shows('title') ? [item.title] : []),
      ...(shows('callNumber') && item.callNumber !== null ? [item.callNumber] : []),
    ],
  };
}
