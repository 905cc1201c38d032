import { makeAccount } from '#modules/ground/identity/testing';
import type { BlockPair } from '#modules/ground/content';
import type { Ctx } from '#platform/context';
import type { TestDb } from './test-db.ts';
import {
  approveLetter,
  beginLetter,
  getLetter,
  saveHead,
  scheduleLetter,
  submitLetter,
  type HeadInput,
} from '#modules/city/newsletters';

export const ORIGIN = 'https://perpus.example';

/** A paragraph, with English beside it. */
export const text = (words: string, english: string | null = null): BlockPair => ({
  body: { kind: 'text', spans: [{ text: words }] },
  english: english === null ? null : { kind: 'text', spans: [{ text: english }] },
});

/** Two who write letters: one submits, the other approves. */
export async function aStaffPair(t: TestDb): Promise<{ dewi: () => Ctx; arif: () => Ctx }> {
  const make = async (username: string, name: string): Promise<() => Ctx> => {
    const { id } = await makeAccount(t, { username, fullName: name, email: `${username}@perpus.example` });
    return () => t.ctx({ id, name, grants: [{ libraryId: null, permissions: ['news.send', 'campaigns.manage'] }] });
  };
  return { dewi: await make('dewi', 'Dewi'), arif: await make('arif', 'Arif') };
}

export const versionOf = async (ctx: Ctx, id: number): Promise<number> => (await getLetter(ctx, id)).version;

/** Writes the head of a letter anew; what is not named stays. */
export async function head(ctx: Ctx, id: number, changes: Partial<HeadInput>): Promise<void> {
  const { subject, subjectEn, preheader, preheaderEn, campaign, topicIds, attendedId, nearId, borrows, ...letter } =
    await getLetter(ctx, id);
  const now = { subject, subjectEn, preheader, preheaderEn, campaign, topicIds, attendedId, nearId, borrows };
  const { countsLinks, inArchive, byWhatsapp, version } = letter;
  await saveHead(ctx, id, { ...now, countsLinks, inArchive, byWhatsapp, ...changes, version });
}

/** A letter about topics with these words, as a draft. */
export async function aDraft(
  ctx: Ctx,
  {
    topicIds,
    subject = 'Dongeng sore Jumat ini',
    blocks = [text('Sulastri mendongeng di Bendogerit.')],
    ...more
  }: Partial<HeadInput> & {
    topicIds: readonly number[];
    blocks?: readonly BlockPair[];
  },
): Promise<number> {
  const id = await beginLetter(ctx, { subject }, blocks);
  await head(ctx, id, { ...more, topicIds: [...topicIds] });
  return id;
}

/** Submits, approves and schedules a letter for now. */
export async function scheduled(
  { dewi, arif }: { dewi: () => Ctx; arif: () => Ctx },
  id: number,
  sendAt: Date | null = null,
): Promise<void> {
  await submitLetter(dewi(), id, { version: await versionOf(dewi(), id), origin: ORIGIN });
  await approveLetter(arif(), id, { version: await versionOf(arif(), id), origin: ORIGIN });
  await scheduleLetter(dewi(), id, { version: await versionOf(dewi(), id), sendAt });
}
