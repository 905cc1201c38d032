import { campaignChoices } from '#modules/city/campaigns';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { violatedForeignKey } from '#platform/database/db';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { replaceTopics, updateLetter, type LetterRow } from '../data/letters.queries.ts';
import { newsletterErrors } from '../errors.ts';
import { headOf, letterEntity, unread, writtenLetter } from '../held-letter.ts';
import { headInput, type HeadInput } from '../schema.ts';
import { isOfGroup } from '../sending/audience.ts';
import { refuseForeignTopics } from './topics.ts';

/** What the trace keeps of the head of a letter. */
const traced = (letter: LetterRow) => {
  const { topicIds, attendedId, nearId, borrows, campaign, countsLinks, inArchive, byWhatsapp } = letter;
  return {
    ...headOf(letter),
    ...{ topicIds, attendedId, nearId, borrows, campaign, countsLinks, inArchive, byWhatsapp },
  };
};

/**
 * Writes what stands over a letter and who is to have it; whoever was asked to read it is asked anew. Needs `news.send` at its library. Throws
 * `newsletters.not_found`, `state_forbids`, `whatsapp_needs_archive`, `whatsapp_names_group`, `platform.version_conflict`, `invalid_input`.
 */
export async function saveHead(
  ctx: Ctx,
  id: number,
  { version, ...input }: HeadInput & { version: number },
): Promise<void> {
  const { topicIds, attendedId, ...head } = parseInput(headInput, input);
  if (head.byWhatsapp && !head.inArchive) throw newsletterErrors.whatsappNeedsArchive();
  const borrows = head.borrows === '' ? null : head.borrows;
  if (head.byWhatsapp && isOfGroup({ attendedOnly: attendedId !== null, borrows }))
    throw newsletterErrors.whatsappNamesGroup();
  await ctx.db.transaction().execute(async (trx) => {
    const held = await writtenLetter(trx, ctx, id, version);
    await refuseForeignTopics(trx, held.libraryId, topicIds);
    if (head.campaign !== '' && head.campaign !== held.campaign) {
      const offered = await campaignChoices({ ...ctx, db: trx });
      const isOffered = offered.some(
        ({ code, libraryId }) => code === head.campaign && [null, held.libraryId].includes(libraryId),
      );
      if (!isOffered) throw platformErrors.invalidInput({}, { campaign: 'unknown' });
    }
    try {
      await updateLetter(trx, id, {
        ...head,
        ...{ borrows, attendedId, attendedOnly: attendedId !== null },
        ...unread,
        changedAt: ctx.clock.now(),
      });
      await replaceTopics(trx, id, topicIds);
    } catch (error) {
      const broken = violatedForeignKey(error);
      if (broken === null) throw error;
      const field = ['attended', 'near'].find((name) => broken.includes(name));
      throw platformErrors.invalidInput({}, { [field === undefined ? 'topicIds' : `${field}Id`]: 'unknown' });
    }
    await recordAudit(trx, ctx, {
      action: 'newsletter.head_saved',
      ...letterEntity(held),
      ...changedParts(traced(held), traced({ ...held, ...head, topicIds, attendedId, borrows })),
    });
  });
}
