import { recordAudit } from '#modules/ground/audit';
import { getLibrary, networkZone } from '#modules/ground/libraries';
import { tellGuest } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorizeAnywhere } from '#platform/rights/authorize';
import { localDate } from '#shared/dates';
import { updateLink } from '../data/pages.queries.ts';
import { selectPeople } from '../data/people.queries.ts';
import { aboutLink } from './edit-links.ts';
import { openLinkAt } from './held-link.ts';
import { pagePath } from './link-code.ts';
import { partnerPageLink } from './page-notices.ts';
import { sendInput, type SendInput } from './schema.ts';

/**
 * Sends a link by e-mail: to somebody of the partner who agreed to be reached and is still there, or to the address of the organisation. Where
 * e-mail is closed the message waits among those that staff tell. Needs `partners.manage`. Throws `partners.link_not_found`, `link_ended`,
 * `platform.version_conflict`, `platform.invalid_input` at `personId`.
 */
export async function sendLink(
  ctx: Ctx,
  id: number,
  { version, ...input }: SendInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'partners.manage');
  const { personId, language } = parseInput(sendInput, input);
  const today = localDate(ctx.clock.now(), await networkZone(ctx.db));
  await ctx.db.transaction().execute(async (trx) => {
    const { link, partner } = await openLinkAt(trx, id, version);
    const person = personId === null ? null : (await selectPeople(trx, partner.id)).find((one) => one.id === personId);
    const isThere = person?.roles.some(
      ({ partnerId, untilOn }) => partnerId === partner.id && (untilOn === null || untilOn >= today),
    );
    if (person === undefined || (person !== null && !isThere))
      throw platformErrors.invalidInput({}, { personId: 'unknown' });
    // somebody who stands for themselves agreed as a person, not as an organisation
    const own = partner.kind === 'person' ? '' : partner.email;
    const to = person === null ? own : person.email;
    if (to === '') throw platformErrors.invalidInput({}, { personId: 'partner_page_no_address' });
    const { name: library, phone, email } = await getLibrary({ db: trx }, partner.libraryId);
    await tellGuest(trx, ctx, partnerPageLink, {
      params: { title: partner.name, place: library, contact: [library, phone, email].filter(Boolean).join(', ') },
      ...{ libraryId: partner.libraryId, about: aboutLink(id), key: `${aboutLink(id)}:${version}` },
      ...{ to, name: person?.name ?? partner.name, language, path: pagePath(link.code), expiresAt: null },
    });
    await updateLink(trx, id, { sentOn: today });
    await recordAudit(trx, ctx, {
      ...{ action: 'partner_link.sent', entity: 'partner', entityId: partner.id, libraryId: partner.libraryId },
      after: { link: id, personId, language },
    });
  });
}
