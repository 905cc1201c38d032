import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf, renderSvg } from '#platform/papers/pdf';
import type { Storage } from '#platform/storage';
import type { PrintBatch } from './client.ts';
import { printingErrors } from './errors.ts';
import type { Layout, PrintKind } from './rules/layout.ts';
import { cornerOf, toSheets } from './rules/sheet.ts';
import type { Label } from './label.ts';
import { labelsOf } from './set-labels.ts';
import { getBatch } from './view-batches.ts';

const TEMPLATE = 'modules/stock/printing/templates/labels.typ';

export interface PrintServices {
  config: Pick<Config, 'root'>;
  storage: Storage;
  /** Where the network is reached (`https://perpustakaan.example`): it goes into the codes. */
  origin: string;
}
export interface PrintFile {
  fileName: string;
  body: Uint8Array<ArrayBuffer>;
}

/** One side of a sheet of paper. */
interface Side {
  face: PrintKind | 'back';
  labels: { x: number; y: number; label: Label }[];
}

/** The sides in the order of printing: a sheet that has a back is followed by it, mirrored, to be turned over its long edge. */
export function sidesOf(kind: PrintKind, layout: Layout, labels: readonly Label[], startAt: number): Side[] {
  const { sheet } = layout;
  const backs = kind === 'member' && layout.lines.includes('back');
  return toSheets(labels, sheet, startAt).flatMap((places) => {
    const front = places.map(({ place, label }) => ({ ...cornerOf(sheet, place), label }));
    const back = front.map(({ x, y, label }) => ({ x: sheet.width - x - sheet.labelWidth, y, label }));
    return [{ face: kind, labels: front }, ...(backs ? [{ face: 'back' as const, labels: back }] : [])];
  });
}

export const templateData = (layout: Layout, title: string, sheets: readonly Side[]): object => ({
  title,
  sheet: layout.sheet,
  fontSize: layout.fontSize,
  border: layout.border,
  sheets,
});

const titleOf = ({ kind, id }: PrintBatch): string => `${kind}-${id}`;

async function load(ctx: Ctx, { storage, origin }: PrintServices, id: number) {
  const batch = await getBatch(ctx, id);
  const sides = sidesOf(batch.kind, batch.layout, await labelsOf(ctx, storage, batch, origin), batch.startAt);
  if (sides.length === 0) throw printingErrors.nothingChosen();
  return { batch, sides };
}

/** A batch as PDF, every label at its millimetre. Needs what `getBatch` needs. Throws `printing.not_found`, `nothing_chosen`. */
export async function batchPdf(ctx: Ctx, services: PrintServices, id: number): Promise<PrintFile> {
  const { batch, sides } = await load(ctx, services, id);
  const title = titleOf(batch);
  const body = await renderPdf(services.config, TEMPLATE, templateData(batch.layout, title, sides), {
    createdAt: batch.createdAt,
    locale: 'id',
  });
  return { fileName: `${title}.pdf`, body };
}

/** One side of a batch as a picture. @param side from 1. Throws `printing.no_sheet`. */
export async function batchPicture(
  ctx: Ctx,
  services: PrintServices,
  id: number,
  side: number,
): Promise<{ svg: string; sides: number }> {
  const { batch, sides } = await load(ctx, services, id);
  const one = sides[side - 1];
  if (!one) throw printingErrors.noSheet();
  const svg = await renderSvg(services.config, TEMPLATE, templateData(batch.layout, titleOf(batch), [one]), 'id');
  return { svg, sides: sides.length };
}
