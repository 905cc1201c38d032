/** Posts of the sample city over two months, in all states: `posts.json`. Its accounts are switched off, so that nothing leaves. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { channelKinds } from '../../src/modules/city/channels/client.ts';
import { savePastAccount } from '../../src/modules/city/channels/testing.ts';
import { saveHabitIn } from '../../src/modules/city/posts/testing.ts';
import { DELIVERY_STATES, POST_STATES } from '../../src/modules/city/posts/client.ts';
import type { PostInput } from '../../src/modules/city/posts/index.ts';
import { saveSample } from '../../src/modules/city/posts/testing.ts';
import { selectNewestBibIds } from '../../src/modules/collection/catalog/index.ts';
import { listPrograms } from '../../src/modules/community/programs/index.ts';
import { openLink } from '../../src/modules/stock/links/index.ts';
import { heldClock } from '../../src/platform/clock.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, instantAt, type LocalDate } from '../../src/shared/dates.ts';

const schema = z.object({
  note: z.string(),
  accounts: z.array(z.object({ key: z.string(), kind: z.enum(channelKinds), name: z.string() })),
  hashtags: z.array(z.string()),
  minute: z.int(),
  posts: z.array(
    z.object({
      title: z.string(),
      body: z.string(),
      /** From today; null = nobody said. */
      day: z.int().nullable(),
      minute: z.int().nullable(),
      state: z.enum(POST_STATES),
      accounts: z.array(z.string()),
      fates: z.array(
        z.object({ state: z.enum(DELIVERY_STATES), code: z.string().optional(), detail: z.string().optional() }),
      ),
      about: z.enum(['program', 'record']).nullable(),
      campaign: z.string(),
      hashtags: z.array(z.string()),
    }),
  ),
});

const ZONE = 'Asia/Jakarta';
/** In minutes. */
const OPENED_AFTER = [20, 55, 130, 200, 290, 385, 470, 545, 1500, 1985];
const ORIGIN = 'https://lumbung.blitarkota.go.id';

/** After the programmes and the records. */
export async function loadPosts(
  trx: Tx,
  ctx: Ctx,
  about: { libraryId: number; today: LocalDate; writer: string; head: string },
): Promise<void> {
  const { libraryId, today, writer, head } = about;
  const sample = schema.parse(JSON.parse(readFileSync(new URL('posts.json', import.meta.url), 'utf8')));
  const here = { ...ctx, db: trx };
  const accounts = new Map<string, number>();
  for (const { key, kind, name } of sample.accounts)
    accounts.set(key, await savePastAccount(trx, ctx, { kind, name, libraryId: null }));
  await saveHabitIn(trx, libraryId, { hashtags: sample.hashtags, minute: sample.minute });
  const programs = await listPrograms(here, { states: ['published', 'running'], limit: 1 });
  const [bibId] = await selectNewestBibIds(trx, 1);
  const programId = programs.data[0]?.id;
  const subjectOf = (kind: 'program' | 'record' | null): PostInput['subject'] => {
    if (kind === 'program' && programId !== undefined) return { kind, programId };
    if (kind === 'record' && bibId !== undefined) return { kind, bibId };
    return { kind: 'notice', address: '/berita' };
  };
  for (const { about: kind, day, minute, accounts: keys, fates, state, ...words } of sample.posts) {
    const sendOn = day === null ? null : addDays(today, day);
    const sentAt = sendOn === null || minute === null ? null : instantAt(sendOn, minute, ZONE);
    const written = instantAt(addDays(sendOn !== null && sendOn < today ? sendOn : today, -2), 600, ZONE);
    const done = state === 'approved' || state === 'scheduled';
    const links = await saveSample(
      trx,
      { ...ctx, clock: heldClock({ now: () => written }) },
      libraryId,
      {
        ...words,
        ...{ sendOn, sendMinute: minute, subject: subjectOf(kind) },
        variants: keys.map((key) => ({ accountId: accounts.get(key) ?? 0 })),
        past: {
          ...{ state, sentAt, fates, origin: ORIGIN },
          ...{ submittedBy: state === 'draft' ? '' : writer, approvedBy: done ? head : '' },
        },
      },
    );
    if (sentAt !== null) await openAll(here, links, sentAt);
  }
}

/** Readers come to what was sent, as its minutes and days go by. */
async function openAll(ctx: Ctx, links: readonly string[], sentAt: Date): Promise<void> {
  const now = ctx.clock.now().getTime();
  for (const minutes of OPENED_AFTER) {
    const at = sentAt.getTime() + minutes * 60_000;
    if (at > now) return;
    for (const code of links) await openLink({ db: ctx.db, clock: { now: () => new Date(at) } }, code, true);
  }
}
