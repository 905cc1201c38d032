/** Where partners of the sample city stand, and five meetings with them: `stakeholders.json`. Two are planned, one promise is late, two are done. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { COMMITMENT_STATES, DUTY_SIDES } from '../../src/modules/city/partners/client.ts';
import { findNamed, savePastMeeting, savePastStanding } from '../../src/modules/city/partners/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, type LocalDate } from '../../src/shared/dates.ts';

const days = z.int().nullable();
const schema = z.object({
  note: z.string(),
  standings: z.array(
    z.object({
      partner: z.string(),
      interest: z.int(),
      influence: z.int(),
      daysAgo: z.int(),
      reason: z.string(),
    }),
  ),
  meetings: z.array(
    z.object({
      partner: z.string(),
      title: z.string(),
      inDays: z.int(),
      /** `09:30`; null = nobody has said. */
      at: z.string().nullable(),
      place: z.string(),
      link: z.string(),
      agenda: z.string(),
      /** Empty = it is planned. */
      minutes: z.string(),
      /** How many of their people are asked. */
      people: z.int(),
      commitments: z.array(
        z.object({
          side: z.enum(DUTY_SIDES),
          text: z.string(),
          dueInDays: days,
          state: z.enum(COMMITMENT_STATES),
          words: z.string(),
          doneDaysAgo: days,
          followInDays: days,
          outcome: z.string(),
        }),
      ),
    }),
  ),
});

const minuteOf = (at: string | null): number | null => {
  if (at === null) return null;
  const [hour, minute] = at.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
};

/** After the partners. */
export async function loadStakeholders(trx: Tx, ctx: Ctx, today: LocalDate): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('stakeholders.json', import.meta.url), 'utf8')));
  const partnerOf = async (name: string) => {
    const found = await findNamed(trx, name);
    if (!found) throw new Error(`there is no partner ${name} of stakeholders.json`);
    return found;
  };
  const ahead = (count: number | null): LocalDate | null => (count === null ? null : addDays(today, count));
  for (const { partner, daysAgo, ...standing } of sample.standings) {
    const { id: partnerId } = await partnerOf(partner);
    await savePastStanding(trx, ctx, { ...standing, partnerId, onDay: addDays(today, -daysAgo) });
  }
  for (const { partner, inDays, at, minutes, people: asked, commitments, ...words } of sample.meetings) {
    const { id: partnerId, libraryId, inChargeId, people } = await partnerOf(partner);
    const [personId = null] = people;
    await savePastMeeting(trx, ctx, {
      ...{ partnerId, libraryId, minutes, state: minutes === '' ? 'planned' : 'held' },
      meeting: {
        ...{ ...words, onDay: addDays(today, inDays), atMinute: minuteOf(at) },
        ...{ accountIds: inChargeId === null ? [] : [inChargeId], personIds: people.slice(0, asked) },
      },
      commitments: commitments.map(({ dueInDays, doneDaysAgo, followInDays, ...one }) => ({
        ...{ ...one, dueOn: ahead(dueInDays), followOn: ahead(followInDays) },
        doneOn: doneDaysAgo === null ? null : addDays(today, -doneDaysAgo),
        accountId: one.side === 'ours' ? inChargeId : null,
        personId: one.side === 'theirs' ? personId : null,
      })),
    });
  }
}
