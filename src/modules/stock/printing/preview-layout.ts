import { getLibrary } from '#modules/ground/libraries';
import { CARD_FIELDS } from '#modules/people/members/client';
import { m } from '#i18n/messages';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { renderSvg } from '#platform/papers/pdf';
import { drawnBars, drawnQr } from '#platform/papers/drawings';
import { checkLayout } from './layouts.ts';
import { sidesOf, templateData, type PrintServices } from './print-batch.ts';
import { cardsOf } from './rules/catalogue-card.ts';
import type { Layout, PrintKind } from './rules/layout.ts';
import { perSheet } from './rules/sheet.ts';
import type { Label } from './label.ts';
import { itemLabel, spineLabel } from './set-labels.ts';

/** Books on the specimen sheet: one of each class and age, with short and long lines. */
const SPECIMENS = [
  ['000 KAM e', 'Ensiklopedia umum untuk pelajar', 'remaja'],
  ['150 SAR p', 'Psikologi sehari-hari', 'dewasa'],
  ['2X4.1 HAS f', 'Fikih ibadah', 'dewasa'],
  ['A 398.2 KAN k', 'Kancil dan buaya', 'anak'],
  ['499.221 KAM k', 'Kamus besar bahasa Indonesia', 'remaja'],
  ['500 SAI s', 'Sains itu seru', 'anak'],
  ['639.31 BET b', 'Beternak koi untuk pemula', 'dewasa'],
  ['L 726.1 END c', 'Candi Penataran dan sekitarnya', 'dewasa'],
  ['899.221 PRA b', 'Bumi Manusia', 'dewasa'],
  ['R 959.82 ENS 2', 'Ensiklopedia Jawa Timur, jilid 2', 'dewasa'],
] as const;

/**
 * A sheet of specimens as a picture: what a layout that is being changed would look like. Needs `printing.layouts` there.
 * @param input millimetres and points, as entered. Throws `platform.invalid_input` where the labels do not lie on the paper.
 */
export async function previewLayout(
  ctx: Ctx,
  { config, origin }: Omit<PrintServices, 'storage'>,
  libraryId: number,
  kind: PrintKind,
  input: unknown,
): Promise<string> {
  authorize(ctx, 'printing.layouts', libraryId);
  const layout = checkLayout(kind, input);
  const { name } = await getLibrary(ctx, libraryId);
  const count = Math.min(perSheet(layout.sheet), 40);
  const labels = Array.from({ length: count }, (_, index) => specimen(kind, layout, { library: name, origin, index }));
  const [side] = sidesOf(kind, layout, labels, 1);
  return renderSvg(
    config,
    'modules/stock/printing/templates/labels.typ',
    templateData(layout, kind, side ? [side] : []),
    'id',
  );
}

function specimen(
  kind: PrintKind,
  layout: Layout,
  { library, origin, index }: { library: string; origin: string; index: number },
): Label {
  const [callNumber, title, audience] = SPECIMENS[index % SPECIMENS.length] ?? SPECIMENS[0];
  const shows = (line: string): boolean => layout.lines.includes(line);
  const item = { barcode: `B${String(index + 1).padStart(8, '0')}`, callNumber, title, audience, libraryName: library };
  const address = `${origin}/q/contoh`;
  switch (kind) {
    case 'spine':
      return spineLabel(item, layout);
    case 'item':
      return itemLabel(item, layout, address);
    case 'card': {
      const [card] = cardsOf(
        {
          ...{ callNumber, title, subtitle: null, responsibility: 'Pramoedya Ananta Toer', edition: 'Cetakan 17' },
          ...{ mainAuthor: 'Pramoedya Ananta Toer', place: 'Jakarta', publisher: 'Lentera Dipantara', year: 2011 },
          ...{ extent: 'x, 535 hlm. ; 20 cm', series: [], isbns: ['979-97312-3-2'], subjects: ['Fiksi Indonesia'] },
          ...{ authors: ['Pramoedya Ananta Toer'], accessionNumber: '00001/2026' },
        },
        shows('added'),
      );
      return { ...card };
    }
    case 'member':
      return {
        ...{
          name: 'Dimas Aji Pratama',
          number: '3572041827',
          network: library,
          libraryCount: 22,
          library,
          address: '',
        },
        category: shows('category') ? 'Pelajar' : '',
        expires: shows('expires') ? 'Sampai 24 November 2028' : '',
        more: CARD_FIELDS.filter(({ name }) => shows(name))
          .map(({ label }) => m[label]({}, { locale: 'id' }))
          .join(' · '),
        ...{ photo: '', qr: drawnQr('3572041827'), bars: drawnBars('3572041827') },
      };
    case 'sign':
      return {
        ...{ name: `Rak ${index + 1}`, library, range: shows('range') ? '800 – 899' : '' },
        qr: shows('qr') ? drawnQr(address) : '',
      };
    case 'poster':
      return {
        ...{ title: 'Mau baca apa hari ini?', library, place: shows('place') ? 'Halte Aloon-aloon' : '' },
        address: shows('address') ? address.replace(/^https?:\/\//, '') : '',
        qr: drawnQr(address),
      };
  }
}
