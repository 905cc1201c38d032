import type { z } from 'zod';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import type { FormatFits, PosterTemplate } from './client.ts';
import { POSTER_FORMATS } from './rules/formats.ts';
import { tooLong } from './rules/lay-out.ts';
import { wordsInput } from './schema.ts';

/** In which formats of a template words fit, and what is too long in the others, before anything is printed. Needs `posters.make`. */
export function judgeWords(
  ctx: Pick<Ctx, 'actor'>,
  { template, words }: { template: PosterTemplate; words: z.input<typeof wordsInput> },
): FormatFits {
  authorizeAnywhere(ctx, 'posters.make');
  const read = parseInput(wordsInput, words);
  return POSTER_FORMATS.map((format) => ({ format, tooLong: tooLong(read, template, format) }));
}
