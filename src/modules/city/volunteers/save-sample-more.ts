import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { addDays, HOME_ZONE, localDate } from '#shared/dates';
import { insertIncident, setClosed } from './data/incidents.queries.ts';
import { answerInvitations, insertInvitation } from './data/invitations.queries.ts';
import { insertWish } from './data/papers.queries.ts';
import { giveHoursTo } from './data/partner-hours.queries.ts';
import { lockVolunteer, updateVolunteer } from './data/volunteers.queries.ts';
import { issueIn } from './papers/issue-paper.ts';
import type { IncidentKind } from './rules/terms.ts';

const DAY = 86_400_000;

/** What was written of volunteers of a sample; days back from today. */
interface SampleMore {
  partners: readonly { volunteerId: number; partnerId: number }[];
  certificates: readonly { volunteerId: number; fromDaysAgo: number; untilDaysAgo: number }[];
  wishes: readonly { volunteerId: number; fromDaysAgo: number; untilDaysAgo: number }[];
  incidents: readonly {
    volunteerId: number;
    kind: IncidentKind;
    daysAgo: number;
    text: string;
    outcome: string | null;
  }[];
  invitations: readonly { volunteerId: number; shiftId: number; state: 'open' | 'declined' }[];
}

/** Writes whose volunteers they are, certificates, what was noted in confidence and who was asked, for samples: nobody is told. */
export async function saveSampleMore(trx: Tx, ctx: Ctx, sample: SampleMore): Promise<void> {
  const now = ctx.clock.now();
  const today = localDate(now, HOME_ZONE);
  const by = actorName(ctx.actor);
  const period = ({ fromDaysAgo, untilDaysAgo }: { fromDaysAgo: number; untilDaysAgo: number }) => ({
    ...{ fromOn: addDays(today, -fromDaysAgo), untilOn: addDays(today, -untilDaysAgo) },
  });
  for (const { volunteerId, partnerId } of sample.partners) {
    await updateVolunteer(trx, volunteerId, { partnerId });
    await giveHoursTo(trx, volunteerId, partnerId);
  }
  for (const { volunteerId, ...days } of sample.certificates) {
    const volunteer = await lockVolunteer(trx, volunteerId);
    if (volunteer) await issueIn(trx, ctx, volunteer, period(days));
  }
  for (const { volunteerId, ...days } of sample.wishes)
    await insertWish(trx, { ...period(days), volunteerId, askedAt: now });
  for (const { volunteerId, kind, daysAgo, text, outcome } of sample.incidents) {
    const notedAt = new Date(now.getTime() - daysAgo * DAY);
    const id = await insertIncident(trx, {
      ...{ volunteerId, kind, onDay: addDays(today, -daysAgo), text, notedAt, notedBy: by },
    });
    if (outcome !== null)
      await setClosed(trx, id, { closedAt: new Date(notedAt.getTime() + DAY), closedBy: by, outcome });
  }
  for (const { volunteerId, shiftId, state } of sample.invitations) {
    await insertInvitation(trx, { shiftId, volunteerId, invitedAt: now, invitedBy: by });
    if (state === 'declined') await answerInvitations(trx, { shiftId, volunteerId, state, now });
  }
}
