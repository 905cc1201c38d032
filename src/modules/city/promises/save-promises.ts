import { randomBytes } from 'node:crypto';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { insertPledge, updatePledge } from './data/pledges.queries.ts';
import { insertRemark, insertReview, updateRemark } from './data/remarks.queries.ts';
import { insertStandard, updateEdition, updateStandard } from './data/standards.queries.ts';
import { saveEdition } from './edit-standards.ts';
import { measureEdition } from './measure-promises.ts';
import { standardInput, type NoteInput, type PledgeInput, type SignatureInput, type StandardInput } from './schema.ts';

/** A pledge as it was signed; `replacedAt` null = it holds. For samples. */
export async function savePledge(
  trx: Tx,
  ctx: Ctx,
  { pledge, signature, replacedAt }: { pledge: PledgeInput; signature: SignatureInput; replacedAt: Date | null },
): Promise<void> {
  const now = ctx.clock.now();
  const by = { createdAt: now, createdBy: actorName(ctx.actor), changedAt: now };
  const id = await insertPledge(trx, { ...pledge, ...by });
  const state = replacedAt === null ? 'published' : 'replaced';
  await updatePledge(trx, id ?? 0, { ...signature, state, publishedAt: now, replacedAt });
}

/** A service with the edition that holds, and those before it; measured. For samples. */
export async function saveStandard(
  trx: Tx,
  ctx: Ctx,
  {
    editions,
    note,
  }: {
    editions: readonly { standard: StandardInput; signature: SignatureInput; replacedAt: Date | null }[];
    note: NoteInput;
  },
): Promise<number> {
  const id = await insertStandard(trx);
  await updateStandard(trx, id, note);
  for (const { standard, signature, replacedAt } of editions) {
    const edition = parseInput(standardInput, standard);
    const editionId = await saveEdition(trx, ctx, id, edition);
    const state = replacedAt === null ? 'published' : 'replaced';
    await updateEdition(trx, editionId, { ...signature, state, publishedAt: ctx.clock.now(), replacedAt });
    if (replacedAt === null) await measureEdition({ db: trx, clock: ctx.clock }, { ...edition, id: editionId });
  }
  return id;
}

/** What somebody said, and the answer where there is one. For samples. */
export async function saveRemark(
  trx: Tx,
  ctx: Ctx,
  { text, standardId, at, answer }: { text: string; standardId: number | null; at: Date; answer: string },
): Promise<void> {
  const token = randomBytes(18).toString('base64url');
  const id = await insertRemark(trx, { text, standardId, token, proven: true, createdAt: at });
  if (answer === '') return;
  const answered = { answer, answeredBy: actorName(ctx.actor), answeredAt: ctx.clock.now() };
  await updateRemark(trx, id ?? 0, { ...answered, state: 'answered' });
}

/** A yearly review. For samples. */
export async function saveReview(trx: Tx, ctx: Ctx, review: { heldOn: string; summary: string }): Promise<void> {
  await insertReview(trx, { ...review, heldBy: actorName(ctx.actor), createdAt: ctx.clock.now() });
}
