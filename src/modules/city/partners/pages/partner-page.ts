import { getLibrary, networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { localDate, type LocalDate } from '#shared/dates';
import { selectClaims, selectFiles, selectMessages, selectNamed } from '../data/page-posts.queries.ts';
import {
  noteOpened,
  selectPageAgreements,
  selectPageContributions,
  selectPageDuties,
  type LinkRow,
} from '../data/pages.queries.ts';
import type { PageSection } from '../rules/page-terms.ts';
import type { ComingShown, DutyShown, PartnerPage } from '../rules/page-types.ts';
import { findByKey, type PageKey } from './held-link.ts';

/**
 * The page of a partner for whoever has its link: of what staff opened, and of nobody else. The day is noted, unless staff look. Throws
 * `partners.link_not_found`, `platform.too_many_requests`.
 */
export async function viewPartnerPage(ctx: Ctx, key: PageKey): Promise<PartnerPage> {
  const link = await findByKey(ctx, key);
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  // staff who look at what they have made are not the partner
  if (ctx.actor.kind !== 'account') await noteOpened(ctx.db, link.id, today);
  const shown = async <T>(section: PageSection, read: () => Promise<T>): Promise<T | null> =>
    link.sections.includes(section) ? read() : null;
  return {
    partner: link.partner,
    library: (await getLibrary(ctx, link.libraryId)).name,
    today,
    duties: await shown('duties', async () => openDuties(ctx, link)),
    coming: await shown('coming', async () => comingDays(ctx, link, today)),
    results: await shown('results', async () => selectPageContributions(ctx.db, link)),
    files: await shown('files', async () => selectFiles(ctx.db, link.id)),
    people: await shown('people', async () => selectNamed(ctx.db, link.id)),
    messages: await shown('messages', async () => selectMessages(ctx.db, link.id)),
  };
}

const inWords = (ctx: Ctx, { title, titleEn }: { title: string; titleEn: string }): string =>
  ctx.locale === 'en' && titleEn !== '' ? titleEn : title;

/** What they still have to do, with what they said of it by this link. */
async function openDuties(ctx: Ctx, link: LinkRow): Promise<DutyShown[]> {
  const claims = await selectClaims(ctx.db, link.id);
  return (await selectPageDuties(ctx.db, link))
    .filter(({ side, doneOn }) => side === 'theirs' && doneOn === null)
    .map(({ id, text, dueOn, ...agreement }) => {
      // the latest comes first; one that was confirmed and is open again is to be done again
      const claim = claims.find(({ dutyId }) => dutyId === id);
      return {
        ...{ id, text, dueOn, agreement: inWords(ctx, agreement) },
        claim:
          claim === undefined || claim.state === 'confirmed'
            ? null
            : { words: claim.words, isWaiting: claim.state === 'waiting', answer: claim.answer },
      };
    });
}

/** Days of their agreements, and what the library has promised them. */
async function comingDays(ctx: Ctx, link: LinkRow, today: LocalDate): Promise<ComingShown[]> {
  const agreements = (await selectPageAgreements(ctx.db, link)).flatMap((agreement): ComingShown[] => {
    const text = inWords(ctx, agreement);
    if (agreement.state === 'sent') return [{ what: 'unsigned', onDay: null, text }];
    if (agreement.fromOn > today) return [{ what: 'begins', onDay: agreement.fromOn, text }];
    return agreement.untilOn < today ? [] : [{ what: 'ends', onDay: agreement.untilOn, text }];
  });
  const ours = (await selectPageDuties(ctx.db, link))
    .filter(({ side, doneOn }) => side === 'ours' && doneOn === null)
    .map(({ text, dueOn }): ComingShown => ({ what: 'ours', onDay: dueOn, text }));
  // what has no day comes last
  const dayOf = ({ onDay }: ComingShown): string => onDay ?? '9999';
  return [...agreements, ...ours].toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)));
}
