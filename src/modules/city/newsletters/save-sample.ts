import { beginWriting, blocksOfMarkdown, keepVersion, type BlockPair } from '#modules/ground/content';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { findLetter, insertLetter, replaceTopics, updateLetter } from './data/letters.queries.ts';
import { newsletterErrors } from './errors.ts';
import { headOf, mailingKey } from './held-letter.ts';
import { newSlug } from './writing/begin-letter.ts';

/** A letter of the past. */
export interface SampleLetter {
  libraryId: number | null;
  topicIds: readonly number[];
  subject: string;
  subjectEn: string;
  preheader: string;
  preheaderEn: string;
  /** Markdown. Paragraphs in English stand beside those in Indonesian where they are as many. */
  body: string;
  bodyEn: string;
  /** When it was sent. */
  at: Date;
  writtenBy: string;
  approvedBy: string;
  /** Writes the mailing by which it went, under its key, and says when that was through; left out: none is known. */
  mailing?: (key: string) => Promise<{ id: number; doneAt: Date }>;
}

function pairsOf({ body, bodyEn }: Pick<SampleLetter, 'body' | 'bodyEn'>): BlockPair[] {
  const [said, english] = [blocksOfMarkdown(body).blocks, blocksOfMarkdown(bodyEn).blocks];
  const beside = english.length === said.length ? english : [];
  return said.map((block, i) => ({ body: block, english: beside[i]?.kind === block.kind ? beside[i] : null }));
}

/** Writes a letter as it would have been written, approved and sent: for samples. It leaves nobody's address behind. @returns its id */
export async function saveSentLetter(trx: Tx, ctx: Ctx, letter: SampleLetter): Promise<number> {
  const { libraryId, topicIds, subject, subjectEn, preheader, preheaderEn, at } = letter;
  const id = await insertLetter(trx, {
    ...{ libraryId, subject, subjectEn, preheader, preheaderEn, state: 'draft' },
    slug: await newSlug(trx, subject),
    writingId: await beginWriting(trx, ctx, pairsOf(letter)),
    ...{ createdAt: at, createdBy: letter.writtenBy || actorName(ctx.actor), changedAt: at },
  });
  await replaceTopics(trx, id, topicIds);
  const held = await findLetter(trx, id);
  if (!held) throw newsletterErrors.notFound();
  const made = await keepVersion(trx, ctx, held.writingId, headOf(held));
  const mailing = await letter.mailing?.(mailingKey(id));
  await updateLetter(trx, id, {
    ...{ state: 'sent', versionId: made.id, submittedBy: letter.writtenBy, approvedBy: letter.approvedBy },
    ...{ sendAt: at, listedAt: at, begunAt: at, sentAt: mailing?.doneAt ?? at, mailingId: mailing?.id ?? null },
  });
  return id;
}
