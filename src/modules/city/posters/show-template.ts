import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { PosterFormat, PosterTemplate } from './client.ts';
import { drawPng } from './draw-poster.ts';
import { POSTER_LANGUAGE } from './rules/terms.ts';

const SAMPLE_WIDTH = 320;

/** How a template looks, with words of a sample, as PNG. Needs `posters.make`. */
export async function showTemplate(
  ctx: Ctx,
  { config, origin }: { config: Pick<Config, 'root'>; origin: string },
  template: PosterTemplate,
  format: PosterFormat = 'a4',
): Promise<Uint8Array<ArrayBuffer>> {
  authorizeAnywhere(ctx, 'posters.make');
  const told = { locale: POSTER_LANGUAGE } as const;
  const words = {
    over: m.posters_sample_over({}, told),
    title: m.posters_sample_title({}, told),
    when: m.posters_sample_when({}, told),
    first: m.posters_sample_place({}, told),
    second: '',
    call: m.posters_call_program({}, told),
  };
  const sheets = [{ address: `${origin}/kegiatan`, place: '' }];
  const drawn = { template, format, words, library: m.posters_sample_library({}, told), alt: words.title, sheets };
  return drawPng(config, drawn, { locale: ctx.locale, width: SAMPLE_WIDTH });
}
