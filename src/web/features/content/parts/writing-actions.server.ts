import type { RequestEvent } from '@sveltejs/kit';
import { blocksOfMarkdown, type BlockPair, type SavedBlock } from '#modules/ground/content';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { done, formAction, type Sent } from '#web/kit/form/form-action.server.ts';
import { choiceIn, idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import { firstBlock } from '../add-block.server.ts';
import { pairOf } from './block-form.server.ts';

/** What can be done to a writing, by the module that knows whose it is. */
export interface WritingActs {
  /** @returns the id of the part */
  add(block: BlockPair & { after: number | null }): Promise<number>;
  /** All or none. */
  addAll(added: { after: number | null; blocks: readonly BlockPair[] }): Promise<unknown>;
  /** @returns its version now */
  save(block: SavedBlock): Promise<number>;
  move(move: { id: number; by: 'up' | 'down' }): Promise<unknown>;
  remove(which: { id: number; version: number }): Promise<void>;
  putBack(id: number): Promise<void>;
  take(id: number): Promise<void>;
  letGo(id: number): Promise<void>;
}

/** Whoever writes in two languages goes on in two. */
export const languagesOf = (url: URL): string =>
  url.searchParams.get('bahasa') === 'keduanya' ? '?bahasa=keduanya' : '';

const BY = ['up', 'down'] as const;

/** The form actions of a page on which a writing is written, for its parts. */
export const writingActions = <E extends RequestEvent>(actsOf: (ctx: Ctx, params: E['params']) => WritingActs) => ({
  block: formAction({ form: 'block', anywhere: true }, async ({ ctx, params, values, url }: Sent<E>) => {
    const id = idIn(values, 'id');
    await actsOf(ctx, params).save({ ...pairOf(values), id, version: versionIn(values) });
    return done(m.site_saved(), `${languagesOf(url)}#bagian-${id}`);
  }),
  add: formAction({ form: 'add', anywhere: true }, async ({ ctx, params, values }: Sent<E>) => {
    const body = await firstBlock(ctx, values);
    const id = await actsOf(ctx, params).add({ body, english: null, after: idOrNull(values, 'after') });
    return done(null, `#bagian-${id}`);
  }),
  move: formAction({ form: 'move', anywhere: true }, async ({ ctx, params, values }: Sent<E>) => {
    const id = idIn(values, 'id');
    await actsOf(ctx, params).move({ id, by: choiceIn(values, 'by', BY) });
    return done(null, `#bagian-${id}`);
  }),
  remove: formAction({ form: 'remove', anywhere: true }, async ({ ctx, params, values }: Sent<E>) => {
    await actsOf(ctx, params).remove({ id: idIn(values, 'id'), version: versionIn(values) });
    return done(m.site_block_removed(), '#dibuang');
  }),
  back: formAction({ form: 'back', anywhere: true }, async ({ ctx, params, values }: Sent<E>) => {
    const id = idIn(values, 'id');
    await actsOf(ctx, params).putBack(id);
    return done(m.site_block_back(), `#bagian-${id}`);
  }),
  paste: formAction({ form: 'paste', anywhere: true }, async ({ ctx, params, values }: Sent<E>) => {
    const { blocks, cut } = blocksOfMarkdown(values.text ?? '');
    await actsOf(ctx, params).addAll({
      after: idOrNull(values, 'after'),
      blocks: blocks.map((body) => ({ body, english: null })),
    });
    return [m.site_pasted({ count: blocks.length }), cut && m.site_paste_cut()].filter(Boolean).join(' ');
  }),
});
