import type { ColumnWords, PersonalDataSource, RetentionClass } from '#platform/rights/personal-data';
import { countPastIncidents, deletePastIncidents, hasOpenIncident, selectIncidents } from './data/incidents.queries.ts';
import { selectPapers } from './data/papers.queries.ts';
import { selectOwnPlaces } from './data/places.queries.ts';
import {
  findVolunteer,
  isPastOffer,
  lockVolunteer,
  selectIdsOfMember,
  selectPastOffers,
} from './data/volunteers.queries.ts';
import { minutesOf } from './rules/hours.ts';
import { forgetVolunteer, lockWithShifts } from './people/forget.ts';

/** What a member offered and gave. With an erasure their places go to who waits, and hours stay without a name. */
export const volunteersPersonalData: PersonalDataSource = {
  key: 'volunteers',
  async exportOf(db, memberId) {
    const all: object[] = [];
    for (const id of await selectIdsOfMember(db, memberId)) {
      const one = await findVolunteer(db, id);
      if (!one) continue;
      const { state, library, skills, ownWords, days, birthYear, offeredAt, answer, conductAt, checks } = one;
      const { guardianName, guardianRelation, guardianConsentOn } = one;
      const places = await selectOwnPlaces(db, id);
      all.push({
        ...{ state, library: library.name, skills, ownWords, days, birthYear, offeredAt, answer, conductAt, checks },
        ...{
          guardianName,
          guardianRelation,
          guardianConsentOn,
          group: one.groupWords,
          partner: one.partner?.name ?? null,
        },
        takenBack: one.takenBack,
        certificates: (await selectPapers(db, id)).map(({ number, fromOn, untilOn }) => ({ number, fromOn, untilOn })),
        // what stands there speaks of others, who asked that it be kept in confidence: that it is there is said
        notes: (await selectIncidents(db, id)).map(({ kind, onDay, closedAt }) => ({ kind, onDay, closedAt })),
        shifts: places.map((place) => ({
          ...{ status: place.status, cameAt: place.cameAt, leftAt: place.leftAt, minutes: minutesOf(place) },
        })),
      });
    }
    return all;
  },
  hindrances: async (db, memberId) =>
    (await hasOpenIncident(db, await selectIdsOfMember(db, memberId))) ? ['volunteer_incident_open'] : [],
  async lockFirst(trx, memberId) {
    // all that is to come, whatever the clock says
    for (const id of await selectIdsOfMember(trx, memberId)) await lockWithShifts(trx, new Date(0), id);
  },
  async erase(trx, ctx, memberId) {
    for (const id of await selectIdsOfMember(trx, memberId)) await forgetVolunteer(trx, ctx, id);
  },
};

/** Offers that were declined or never answered are forgotten some time after. */
export const volunteerOfferRetention: RetentionClass = {
  key: 'volunteer_offers',
  due: async ({ db }, before) => ({ count: (await selectPastOffers(db, before)).length, sample: [] }),
  async clear(ctx, before) {
    let gone = 0;
    for (const id of await selectPastOffers(ctx.db, before)) {
      const isGone = await ctx.db.transaction().execute(async (trx) => {
        await lockVolunteer(trx, id);
        // somebody may have answered it while it was waited for
        if (!(await isPastOffer(trx, id, before))) return false;
        await forgetVolunteer(trx, ctx, id);
        return true;
      });
      if (isGone) gone += 1;
    }
    return { gone, waiting: 0 };
  },
};

/** What was noted in confidence and settled, and praise, goes some years after. */
export const volunteerIncidentRetention: RetentionClass = {
  key: 'volunteer_incidents',
  due: async ({ db }, before) => ({ count: await countPastIncidents(db, before), sample: [] }),
  clear: async ({ db }, before) => ({ gone: await deletePastIncidents(db, before), waiting: 0 }),
};

/** What it knows of a member. */
export const personalData: readonly PersonalDataSource[] = [volunteersPersonalData];

/** What goes after its time. */
export const retention: readonly RetentionClass[] = [volunteerOfferRetention, volunteerIncidentRetention];

/** What every column of its tables knows of people, and what becomes of that at an erasure (decision 142). */
export const columns: readonly ColumnWords[] = [
  {
    table: 'volunteer',
    cut: 'member_id',
    blanked:
      'name contact own_words birth_year skills days ticket guardian_name guardian_relation guardian_noted_by guardian_consent_on conduct_at answer group_words',
    none: 'language state',
    staff: 'answered_by',
    rest: 'none',
  },
  { table: 'volunteer_check', of: 'volunteer_id', gone: 'kind noted_by taken_back_by taken_back_reason', rest: 'gone' },
  { table: 'volunteer_invitation', of: 'volunteer_id', gone: 'state invited_by', rest: 'gone' },
  { table: 'volunteer_incident', of: 'volunteer_id', gone: 'kind text noted_by closed_by outcome', rest: 'gone' },
  { table: 'volunteer_certificate', of: 'volunteer_id', rest: 'gone' },
  { table: 'volunteer_certificate_wish', of: 'volunteer_id', rest: 'gone' },
  {
    table: 'volunteer_task',
    staff: 'created_by',
    none: 'title title_en description description_en skills needs state',
    rest: 'none',
  },
  { table: 'volunteer_shift', none: 'state cancel_reason', rest: 'none' },
  { table: 'volunteer_place', of: 'volunteer_id', none: 'status', staff: 'corrected_by', rest: 'none' },
];
