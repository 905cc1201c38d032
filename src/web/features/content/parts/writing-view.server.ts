import { wordsOfBlock } from '#modules/ground/content';
import type { Block, Picture, Writing, WritingFile, WrittenBlock } from '#modules/ground/content/client';
import { localizeHref } from '#i18n/runtime';
import { accountOf, type Ctx } from '#platform/context';
import { embedKinds } from '#platform/embeds';
import { canAnywhere } from '#platform/rights/authorize';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import { editedBlocks, offeredFile, offeredPicture } from './block-form.server.ts';
import { kindName } from './kind-names.ts';

/** So many pictures and files are offered. */
export const OFFERED = 60;
/** More letters are no name of a thing. */
const ASKED = 100;
/** So many letters tell which part was taken out. */
const TOLD = 80;

interface Written {
  writing: Pick<Writing, 'blocks'>;
  removed: readonly WrittenBlock[];
  /** What a thing of the page's own is called; null: it is none. */
  called?: (body: Block) => string | null;
  /** What can be put into it. */
  pictures: readonly Picture[];
  files: readonly WritingFile[];
  zone: string;
  /** Where it is written, without a language, and what the address asks. */
  own: string;
  url: URL;
}

/** A writing for the page on which it is written. */
export async function writingView(
  ctx: Ctx,
  { writing, removed, called, pictures, files, zone, own, url: { searchParams } }: Written,
) {
  const kinds = embedKinds();
  const asked = (searchParams.get('cari') ?? '').slice(0, ASKED);
  const kind = kinds.find((one) => one.kind === searchParams.get('jenis'));
  const brings = canAnywhere(ctx.actor, 'news.edit') || canAnywhere(ctx.actor, 'site.edit');
  return {
    address: localizeHref(own),
    owner: accountOf(ctx.actor) ?? 0,
    blocks: await editedBlocks(ctx, writing, zone),
    removed: removed.map(({ id, body }) => ({
      id,
      words: called?.(body) ?? `${kindName(body.kind)}: ${wordsOfBlock(body).slice(0, TOLD)}`,
    })),
    pictures: pictures.map(offeredPicture),
    files: files.map((file) => offeredFile(file, ctx.locale)),
    /** Where new ones are brought; null: not by whoever writes. */
    bring: brings
      ? { picturesHref: localizeHref('/staf/kabar/gambar'), filesHref: localizeHref('/staf/kabar/berkas') }
      : null,
    embeds: {
      kinds: kinds.map((one) => ({ value: one.kind, label: one.name() })),
      kind: kind?.kind ?? '',
      asked,
      after: idAsked(searchParams.get('sesudah')),
      choices: kind && asked.trim() !== '' ? await kind.choices(ctx, asked) : null,
    },
  };
}
export type WritingView = Awaited<ReturnType<typeof writingView>>;
