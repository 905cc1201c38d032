import { getLibrary } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { renderSvg } from '#platform/papers/pdf';
import { findPost } from '../data/posts.queries.ts';
import { postErrors } from '../errors.ts';
import { CARD_SIZES, type CardSize } from '../rules/card-sizes.ts';
import { fillTokens } from '../rules/tokens.ts';
import { maySee } from '../writing/held-post.ts';
import { subjectNow } from '../writing/subject-of.ts';

const TEMPLATE = 'modules/city/posts/templates/card.typ';
/** What is longer would not be read on a phone. */
const TITLE_LETTERS = 140;

/** A picture of a post in the size of a channel, as PNG, with day, hour and place as they are now. Needs `news.edit` or `posts.send`. Throws `posts.not_found`. */
export async function drawCard(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  id: number,
  size: CardSize,
): Promise<Uint8Array<ArrayBuffer>> {
  const post = await findPost(ctx.db, id);
  if (!post) throw postErrors.notFound();
  if (!maySee(ctx, post.libraryId)) throw platformErrors.forbidden({ permission: 'news.edit' });
  const { words } = await subjectNow(ctx, post);
  const { name } = await getLibrary(ctx, post.libraryId);
  const { width, height } = CARD_SIZES[size];
  const title = fillTokens(post.title, words).text.slice(0, TITLE_LETTERS);
  const when = [words.tanggal, words.jam].filter(Boolean).join(', ');
  const data = { width, height, title, when, place: words.tempat ?? '', library: name };
  // what draws pictures is loaded with the first one
  const { default: sharp } = await import('sharp');
  const svg = await renderSvg(config, TEMPLATE, data, post.language);
  const png = await sharp(Buffer.from(svg), { density: 96, unlimited: true })
    .resize(width, height, { fit: 'fill' })
    .png({ palette: true })
    .toBuffer();
  return Uint8Array.from(png);
}
