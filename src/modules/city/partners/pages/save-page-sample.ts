import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { Storage } from '#platform/storage';
import type { LocalDate } from '#shared/dates';
import { insertFile, insertMessage } from '../data/page-posts.queries.ts';
import { insertLink } from '../data/pages.queries.ts';
import type { PageSection } from '../rules/page-terms.ts';
import type { DutySide } from '../rules/terms.ts';
import { PAGE_AREA } from './leave-file.ts';
import { newLinkCode } from './link-code.ts';

/** A page of a partner with what was left on it. */
export interface PastPage {
  partnerId: number;
  /** null = for all that the partner has. */
  agreementId: number | null;
  sections: PageSection[];
  sentOn: LocalDate | null;
  openedOn: LocalDate | null;
  /** In their order; what was answered is seen. */
  messages: { side: DutySide; text: string; at: Date; isSeen: boolean }[];
  files: { name: string; words: string; bytes: Uint8Array; at: Date }[];
}

/** Writes a page of the past: for samples. Files are PDFs. */
export async function savePastPage(
  trx: Tx,
  ctx: Ctx,
  storage: Storage,
  { messages, files, ...page }: PastPage,
): Promise<void> {
  const by = actorName(ctx.actor);
  const made = { createdAt: ctx.clock.now(), createdBy: by };
  const link = { ...page, whole: page.agreementId === null, code: newLinkCode(), ...made };
  const linkId = await insertLink(trx, link);
  if (linkId === null) throw new Error('there is a page for this already');
  for (const { side, text, at, isSeen } of messages)
    await insertMessage(trx, {
      ...{ linkId, side, text, writtenAt: at },
      ...(side === 'ours' ? { writtenBy: by } : { seenAt: isSeen ? at : null }),
    });
  for (const { name, words, bytes, at } of files) {
    const { key: fileKey, sizeBytes } = await storage.put(PAGE_AREA, bytes);
    const kept = { fileKey, fileType: 'application/pdf', fileBytes: sizeBytes };
    await insertFile(trx, { linkId, name, words, ...kept, state: 'waiting', sentAt: at });
  }
}
