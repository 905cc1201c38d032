import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { blocksOfHtml } from '#modules/ground/content';
import type { Writing } from '#modules/ground/content/client';
import { zoneOf } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { id, version } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import { explainRefusal, refusalOf } from '#web/kit/form/form-refusal.server.ts';
import { pairOf, stateOf } from './block-form.server.ts';
import type { WritingActs } from './writing-actions.server.ts';

/** What an open page sends of a part: it has it in hand, lets it go, or saves what is typed. */
const sentOfPart = z.discriminatedUnion('does', [
  z.object({ does: z.literal('take'), id }),
  z.object({ does: z.literal('let_go'), id }),
  z.object({ does: z.literal('save'), id, version, values: z.record(z.string().max(40), z.string().max(40_000)) }),
]);

/** Answers an open page that takes a part, lets it go or saves it. */
export async function answerPart(ctx: Ctx, request: Request, acts: WritingActs): Promise<Response> {
  try {
    const said = parseInput(sentOfPart, await request.json());
    if (said.does === 'take') await acts.take(said.id);
    else if (said.does === 'let_go') await acts.letGo(said.id);
    else return json({ version: await acts.save({ ...pairOf(said.values), id: said.id, version: said.version }) });
    return json({});
  } catch (error) {
    const refusal = refusalOf(error);
    const { message, fields } = explainRefusal(refusal, ctx, {});
    return json({ code: refusal.code, message: Object.values(fields)[0] ?? message }, { status: refusal.status });
  }
}

/** The writing as it stands, for a page that is open: what others changed, and what they have in hand. */
export async function answerState(
  ctx: Ctx,
  { libraryId, writing: { revision, blocks } }: { libraryId: number | null; writing: Writing },
): Promise<Response> {
  const zone = await zoneOf({ db: ctx.db, libraryId });
  return json(
    { revision, blocks: blocks.map((block) => stateOf(block, { zone, ctx })) },
    { headers: { 'cache-control': 'private, no-store' } },
  );
}

const sentOfPaste = z.object({ after: id, html: z.string().max(2_000_000) });

/** Puts what was pasted from a text program or a page of the web, as clean parts behind the one in which it was pasted, all or none; says what was left out. */
export async function answerPaste(ctx: Ctx, request: Request, acts: WritingActs): Promise<Response> {
  try {
    const { after, html } = parseInput(sentOfPaste, await request.json());
    const { blocks, pictures, cut } = blocksOfHtml(html);
    await acts.addAll({ after, blocks: blocks.map((body) => ({ body, english: null })) });
    const left = [pictures > 0 && m.site_paste_pictures({ count: pictures }), cut && m.site_paste_cut()]
      .filter(Boolean)
      .join(' ');
    return json({ added: blocks.length, left });
  } catch (error) {
    const refusal = refusalOf(error);
    return json({ code: refusal.code, message: explainRefusal(refusal, ctx, {}).message }, { status: refusal.status });
  }
}
