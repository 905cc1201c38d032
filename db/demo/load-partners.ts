/** Who carries the library of the sample city: `partners.json`. One agreement ends soon and goes on, one ends and does not, one has a late obligation. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  AGREEMENT_KINDS,
  DUTY_SIDES,
  NOTE_KINDS,
  PARTNER_KINDS,
  PARTNER_STATES,
  RELATION_KINDS,
  WISH_KINDS,
  WISH_SIDES,
} from '../../src/modules/city/partners/client.ts';
import { saveRelation, savePastAgreement, savePastPartner } from '../../src/modules/city/partners/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, type LocalDate } from '../../src/shared/dates.ts';

const days = z.int().nullable();
const schema = z.object({
  note: z.string(),
  partners: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(PARTNER_KINDS),
      name: z.string(),
      address: z.string(),
      kelurahan: z.string(),
      library: z.string(),
      /** Code of the library of a school. */
      school: z.string().nullable(),
      phone: z.string(),
      email: z.string(),
      site: z.string(),
      sinceDaysAgo: days,
      namedDaysAgo: days,
      about: z.string(),
      aboutEn: z.string(),
      story: z.string(),
      storyEn: z.string(),
      state: z.enum(PARTNER_STATES),
      offer: z.string(),
      people: z.array(
        z.object({
          name: z.string(),
          role: z.string(),
          fromDaysAgo: z.int(),
          untilDaysAgo: days,
          phone: z.string(),
          email: z.string(),
          consent: z.string(),
        }),
      ),
      notes: z.array(
        z.object({ kind: z.enum(NOTE_KINDS), daysAgo: z.int(), text: z.string(), next: z.string(), nextInDays: days }),
      ),
      wishes: z.array(
        z.object({
          side: z.enum(WISH_SIDES),
          kind: z.enum(WISH_KINDS),
          text: z.string(),
          untilInDays: days,
          answer: z.string(),
        }),
      ),
    }),
  ),
  relations: z.array(z.object({ from: z.string(), to: z.string(), kind: z.enum(RELATION_KINDS) })),
  agreements: z.array(
    z.object({
      key: z.string(),
      partner: z.string(),
      kind: z.enum(AGREEMENT_KINDS),
      number: z.string(),
      title: z.string(),
      titleEn: z.string(),
      scope: z.string(),
      scopeEn: z.string(),
      fromInDays: z.int(),
      untilInDays: z.int(),
      state: z.enum(['draft', 'sent', 'signed']),
      sentDaysAgo: days,
      signedDaysAgo: days,
      follows: z.string().nullable(),
      duties: z.array(z.object({ side: z.enum(DUTY_SIDES), text: z.string(), dueInDays: days, doneDaysAgo: days })),
    }),
  ),
});

/** After libraries and accounts. @param places.keeperId the account that sees to them @returns their ids by the keys of the sample */
export async function loadPartners(
  trx: Tx,
  ctx: Ctx,
  { today, keeperId, libraryIdOf }: { today: LocalDate; keeperId: number; libraryIdOf: (code: string) => number },
): Promise<ReadonlyMap<string, number>> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('partners.json', import.meta.url), 'utf8')));
  const ago = (count: number | null): string | null => (count === null ? null : addDays(today, -count));
  const ahead = (count: number | null): string | null => (count === null ? null : addDays(today, count));
  const partners = new Map<string, { id: number; people: number[]; libraryId: number }>();
  for (const {
    key,
    library,
    school,
    sinceDaysAgo,
    namedDaysAgo,
    state,
    offer,
    people,
    notes,
    wishes,
    ...partner
  } of sample.partners) {
    const libraryId = libraryIdOf(library);
    const saved = await savePastPartner(trx, ctx, {
      ...{ state, offer },
      partner: {
        ...{ ...partner, libraryId, since: ago(sinceDaysAgo), namedOn: ago(namedDaysAgo) },
        ...{ inChargeId: keeperId, schoolLibraryId: school === null ? null : libraryIdOf(school) },
      },
      people: people.map(({ fromDaysAgo, untilDaysAgo, consent, ...person }) => ({
        ...{ ...person, fromOn: ago(fromDaysAgo), untilOn: ago(untilDaysAgo) },
        ...{ consentOn: consent === '' ? null : ago(fromDaysAgo), consentHow: consent },
      })),
      notes: notes.map(({ kind, daysAgo, text, next, nextInDays }) => ({
        ...{ kind, text, onDay: addDays(today, -daysAgo), nextStep: next, nextOn: ahead(nextInDays) },
      })),
      wishes: wishes.map(({ untilInDays, ...wish }) => ({ ...wish, untilOn: ahead(untilInDays) })),
    });
    partners.set(key, { ...saved, libraryId });
  }
  const partnerOf = (key: string) => {
    const found = partners.get(key);
    if (!found) throw new Error(`there is no partner ${key} in partners.json`);
    return found;
  };
  for (const { from, to, kind } of sample.relations)
    await saveRelation(trx, { fromId: partnerOf(from).id, toId: partnerOf(to).id, kind });
  const agreements = new Map<string, number>();
  for (const {
    key,
    partner,
    follows,
    state,
    sentDaysAgo,
    signedDaysAgo,
    fromInDays,
    untilInDays,
    duties,
    ...words
  } of sample.agreements) {
    const { id: partnerId, libraryId, people } = partnerOf(partner);
    const made = await savePastAgreement(trx, ctx, {
      ...{ partnerId, libraryId, state, sentOn: ago(sentDaysAgo), signedOn: ago(signedDaysAgo) },
      followsId: follows === null ? null : (agreements.get(follows) ?? null),
      agreement: {
        ...{ ...words, fromOn: addDays(today, fromInDays), untilOn: addDays(today, untilInDays) },
        ...{ ourSigner: 'Drs. Bambang Sutrisno', ourOffice: 'Kepala Perpustakaan', theirSignerId: people[0] ?? null },
      },
      duties: duties.map(({ side, text, dueInDays, doneDaysAgo }) => ({
        ...{ side, text, dueOn: ahead(dueInDays), doneOn: ago(doneDaysAgo) },
        ...{ accountId: side === 'ours' ? keeperId : null, personId: side === 'theirs' ? (people[0] ?? null) : null },
      })),
    });
    agreements.set(key, made);
  }
  return new Map([...partners].map(([key, { id }]) => [key, id]));
}
