import { removeAttachmentIn } from '#modules/collection/catalog';
import { notify, ownWords } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import { m } from '#i18n/messages';
import { lockLicense, selectReaders } from './data/licenses.queries.ts';
import { tellNoMore } from './settle-license.ts';

const LONGEST_TITLE = 120;

/**
 * Takes a file away from its record for good. Whoever has it on loan or waits for it is told; an offer of it is told no more. Needs
 * `catalog.edit`. Refuses `catalog.attachment_not_found`, `catalog.shared_record`.
 */
export async function removeFile(ctx: Ctx, storage: Storage, id: number): Promise<void> {
  const key = await ctx.db.transaction().execute(async (trx) => {
    // nobody borrows it or joins the queue meanwhile
    await lockLicense(trx, id);
    const readers = await selectReaders(trx, id, ctx.clock.now());
    const fileKey = await removeAttachmentIn(trx, ctx, id);
    for (const { memberId, homeLibraryId, title, requestId } of readers) {
      if (requestId !== null) await tellNoMore(trx, ctx, requestId);
      await notify(trx, ctx, ownWords, {
        memberId,
        libraryId: homeLibraryId,
        params: inBoth(title.slice(0, LONGEST_TITLE)),
        key: `digital_file:${id}:gone:${memberId}`,
      });
    }
    return fileKey;
  });
  await storage.remove(key);
}

const inBoth = (title: string) => ({
  subject: {
    id: m.digital_gone_subject({ title }, { locale: 'id' }),
    en: m.digital_gone_subject({ title }, { locale: 'en' }),
  },
  text: { id: m.digital_gone_text({ title }, { locale: 'id' }), en: m.digital_gone_text({ title }, { locale: 'en' }) },
});
