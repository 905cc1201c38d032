import { getLibrary } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { isOnScreen, sheetOf, type PosterFormat } from './client.ts';
import type { PosterRow } from './data/posters.queries.ts';
import { drawPdf, drawPng, type Drawn } from './draw-poster.ts';
import { posterErrors } from './errors.ts';
import { seePlaces, type SeenPlace } from './see-places.ts';
import { targetOf } from './subject-of.ts';
import { seenPoster, wordsOf } from './view-posters.ts';

export interface PosterServices {
  config: Pick<Config, 'root'>;
  /** Where the network is reached (`https://perpustakaan.example`): it goes into the codes. */
  origin: string;
}
export interface PosterFile {
  fileName: string;
  body: Uint8Array<ArrayBuffer>;
}
/** What is printed: in another format than its own, at one place alone. */
export interface Asked {
  format?: PosterFormat | undefined;
  placeId?: number | undefined;
}

/** A picture is seen on a screen: so many pixels wide, of what is paper. */
const PICTURE_WIDTH = 900;

/** A poster as it is drawn, a sheet for each place where it hangs. @param fits which of them, where none is asked for */
async function drawnOf(
  ctx: Ctx,
  { origin }: PosterServices,
  row: PosterRow,
  { format, placeId }: Asked,
  fits: (place: SeenPlace) => boolean = () => true,
): Promise<Drawn> {
  const hanging = (await seePlaces(ctx.db, row.id)).filter((place) => place.hanging);
  const places = placeId === undefined ? hanging.filter(fits) : hanging.filter(({ id }) => id === placeId);
  if (placeId !== undefined && places.length === 0) throw posterErrors.placeNotFound();
  const words = wordsOf(row);
  return {
    ...{ template: row.template, format: format ?? row.format, words },
    library: (await getLibrary(ctx, row.libraryId)).name,
    alt: row.alt || [words.title, words.when, words.first].filter(Boolean).join('. '),
    sheets: places.map(({ code, name }) => ({ address: `${origin}/q/${code}`, place: name })),
  };
}

/**
 * A poster as PDF, a page for each place where it hangs, each with its own code. Needs `posters.make` at its library. Throws
 * `posters.not_found`, `posters.subject_gone`, `posters.no_places`, `posters.place_not_found`, `posters.too_long`.
 */
export async function posterPdf(
  ctx: Ctx,
  services: PosterServices,
  id: number,
  asked: Asked = {},
): Promise<PosterFile> {
  const row = await seenPoster(ctx, id);
  await targetOf(ctx, row);
  const drawn = await drawnOf(ctx, services, row, asked);
  if (drawn.sheets.length === 0) throw posterErrors.noPlaces();
  const body = await drawPdf(services.config, drawn, { createdAt: row.changedAt, locale: ctx.locale });
  return { fileName: `poster-${id}-${drawn.format}.pdf`, body };
}

/**
 * One sheet of a poster as PNG: a card for a screen in its own size, paper to be looked at. Before it hangs anywhere (a card: on any
 * screen), its code is that of the page that it leads to. Needs `posters.make` at its library. Throws as {@link posterPdf} but for `posters.no_places`.
 */
export async function posterPicture(
  ctx: Ctx,
  services: PosterServices,
  id: number,
  asked: Asked = {},
): Promise<PosterFile> {
  const row = await seenPoster(ctx, id);
  const target = await targetOf(ctx, row);
  const isCard = sheetOf(asked.format ?? row.format).measure === 'px';
  const drawn = await drawnOf(ctx, services, row, asked, ({ channel }) => !isCard || isOnScreen(channel));
  const address = target.startsWith('/') ? services.origin + target : target;
  const sheets = drawn.sheets.length === 0 ? [{ address, place: '' }] : drawn.sheets.slice(0, 1);
  const body = await drawPng(services.config, { ...drawn, sheets }, { locale: ctx.locale, width: PICTURE_WIDTH });
  return { fileName: `poster-${id}-${drawn.format}.png`, body };
}
