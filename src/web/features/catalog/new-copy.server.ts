import { getBib, listItemsOfBibForStaff, previewCallNumber } from '#modules/collection/catalog';
import { MAX_LABELS } from '#modules/stock/printing';
import { can } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { localizeHref } from '#i18n/runtime';
import { personName } from '#web/features/members/parts/person-name.server.ts';
import type { ItemChoices } from './item-form.server.ts';

/** The collection into which a record's copies mostly go. */
export const usualType = (material: string): string =>
  material === 'buku_anak'
    ? 'anak'
    : material === 'terbitan_berkala'
      ? 'berkala'
      : material === 'audio' || material === 'video'
        ? 'av'
        : material === 'alat_permainan'
          ? 'alat'
          : 'umum';

/** A title that is here already, with what a new copy of it would be like. */
export interface KnownTitle {
  id: number;
  title: string;
  byline: string;
  href: string;
  /** Of each library that has it, in words. */
  held: { library: string; count: number; callNumber: string | null }[];
  /** What the form of a new copy says at first: as the copies that are there. */
  copy: { libraryId: number | string; itemType: string; callNumber: string; spaceId: number | '' };
  deleted: boolean;
}

/** @param at the library of the desk */
export async function knownTitle(ctx: Ctx, id: number, at: number | null, choices: ItemChoices): Promise<KnownTitle> {
  const [bib, all] = await Promise.all([getBib(ctx, id), listItemsOfBibForStaff(ctx, id)]);
  const items = all.filter(({ status }) => status !== 'withdrawn');
  const { title, subtitle, authors, publisher, year, materialKind } = bib.derived;
  const mine = choices.libraries.some(({ value }) => value === at) ? at : (choices.libraries[0]?.value ?? '');
  const like = items.findLast((item) => item.libraryId === mine) ?? items.at(-1);
  const itemType = like?.itemType ?? usualType(materialKind);
  const callNumber = like?.callNumber ?? (await previewCallNumber(ctx, { bibId: id, itemType })) ?? '';
  return {
    id,
    title: [title, subtitle].filter(Boolean).join(': '),
    byline: [authors[0] && personName(authors[0].name, !authors[0].tag.endsWith('00')), publisher, year]
      .filter(Boolean)
      .join(' · '),
    href: localizeHref(`/staf/katalog/${id}`),
    held: [...Map.groupBy(items, (item) => item.libraryName)].map(([library, some]) => ({
      library,
      count: some.length,
      callNumber: some.find((item) => item.callNumber)?.callNumber ?? null,
    })),
    copy: {
      libraryId: mine ?? '',
      itemType,
      callNumber,
      spaceId: like?.libraryId === mine ? (like?.spaceId ?? '') : '',
    },
    deleted: bib.deletedAt !== null,
  };
}

/** So many letters of barcodes the page of labels takes at once. */
const MOST_LETTERS = 4000;

/** Where labels of more copies than one page takes are printed, from which to which. */
export function labelsHrefs(
  ctx: Pick<Ctx, 'actor'>,
  libraryId: number,
  barcodes: readonly string[],
): { href: string; from: number; to: number }[] {
  const parts: string[][] = [];
  let letters = Infinity;
  for (const barcode of barcodes) {
    const part = parts.at(-1);
    letters += barcode.length + 1;
    if (part && letters <= MOST_LETTERS && part.length < MAX_LABELS) part.push(barcode);
    else {
      parts.push([barcode]);
      letters = barcode.length;
    }
  }
  let before = 0;
  return parts.flatMap((part) => {
    const href = labelsHref(ctx, libraryId, part);
    const from = before + 1;
    before += part.length;
    return href === null ? [] : [{ href, from, to: before }];
  });
}

/** Where labels of these copies are printed; null = not by this account. */
export const labelsHref = (ctx: Pick<Ctx, 'actor'>, libraryId: number, barcodes: readonly string[]): string | null =>
  barcodes.length > 0 && can(ctx.actor, 'printing.print', libraryId)
    ? localizeHref(`/staf/cetak?jenis=kode-batang&kode=${encodeURIComponent(barcodes.join('\n'))}`)
    : null;
