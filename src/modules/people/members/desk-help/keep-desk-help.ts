import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { optionalText, parseInput } from '#platform/requests/parse-input';
import type { Secrets } from '#platform/rights/secrets';
import { localDate } from '#shared/dates';
import { writeConsent } from '../consents/record-consent.ts';
import { selectCurrentTexts, writeDeskHelp } from '../data/consents.queries.ts';
import { lockMember } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { consentSpeaker } from '../rules/consent.ts';
import { deskNeeds, GREETING_LENGTH, OWN_WORDS_LENGTH, saysNothing } from '../rules/desk-help.ts';
import { atDeskOrOwn, theirs } from './desk-access.ts';
import { sealDeskHelp } from './seal-desk-help.ts';

export const deskHelpInput = z.object({
  /** How the member likes to be greeted. */
  greeting: optionalText(GREETING_LENGTH).default(null),
  needs: z.array(z.enum(deskNeeds)).max(deskNeeds.length).default([]),
  /** What helps beside the choices, in own words. */
  words: optionalText(OWN_WORDS_LENGTH).default(null),
  /** The version of the wording (`desk_help`) that was read and agreed to. */
  agreedTo: z.number({ error: 'desk_help_agree' }).int({ error: 'desk_help_agree' }),
  /** At the desk: said before a librarian, or on a signed sheet. */
  channel: z.enum(['desk', 'paper']).default('desk'),
  /** For members below 18, each time at the desk; left out: the guardian on the member's record, emptied: nobody, which is refused. */
  guardianName: optionalText(120).optional(),
  guardianRelation: optionalText(40).optional(),
  guardianContact: optionalText(200).optional(),
});
export type DeskHelpInput = z.input<typeof deskHelpInput>;

/**
 * Keeps how a member likes to be greeted and what helps at the desk, under a consent that is written down with it; what was said before is
 * replaced. By the member in the account, or by staff who serve that member (`members.desk_help`) with the person present; of a member below
 * 18 at the desk only, with the guardian (`members.guardian_must_consent`), who consents to each change by name. The trace says that it was set, never what.
 * Throws `members.not_found`, `members.withdrawn`, `members.data_restricted`, `members.wording_changed`, `platform.invalid_input`.
 */
export async function keepDeskHelp(ctx: Ctx, secrets: Secrets, number: string, input: DeskHelpInput): Promise<void> {
  atDeskOrOwn(ctx);
  const { greeting, needs, words, agreedTo, channel, ...guardian } = parseInput(deskHelpInput, input);
  const help = { greeting, needs: deskNeeds.filter((need) => needs.includes(need)), words };
  if (saysNothing(help)) throw platformErrors.invalidInput({}, { greeting: 'desk_help_empty' });
  const own = ctx.actor.kind === 'member';
  await ctx.db.transaction().execute(async (trx) => {
    const member = theirs(ctx, number, await lockMember(trx, number));
    if (member.kind === 'institution') throw platformErrors.invalidInput({}, { greeting: 'not_for_institutions' });
    if (member.status === 'withdrawn') throw memberErrors.withdrawn();
    if (member.restrictedAt !== null) throw memberErrors.dataRestricted();
    const now = ctx.clock.now();
    const speaker = consentSpeaker(member.birthDate, localDate(now, member.timeZone));
    if (own && speaker === 'guardian') throw memberErrors.guardianMustConsent();
    if (speaker === 'guardian' && guardian.guardianName === null) {
      throw platformErrors.invalidInput({}, { guardianName: 'guardian_needed' });
    }
    const text = (await selectCurrentTexts(trx)).find(({ purpose }) => purpose === 'desk_help');
    if (text?.version !== agreedTo) throw memberErrors.wordingChanged({}, { agreedTo: 'desk_help_agree' });
    const consent = { purpose: 'desk_help', act: 'given', channel: own ? 'web' : channel } as const;
    await writeConsent(trx, ctx, member, { ...consent, ...guardian });
    const { keyId, bytes: sealed } = sealDeskHelp(secrets, member.id, help);
    await writeDeskHelp(trx, member.id, { sealed, keyId, updatedAt: now });
    await recordAudit(trx, ctx, {
      action: 'member.desk_help_set',
      entity: 'member',
      entityId: member.id,
      libraryId: member.homeLibraryId,
    });
  });
}
