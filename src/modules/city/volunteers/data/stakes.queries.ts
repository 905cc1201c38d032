import { sql } from 'kysely';

/** Partners whose volunteers somebody is, or was when they came. */
export const partnersOfVolunteers = sql`select partner_id from volunteer where partner_id is not null
  union all select partner_id from volunteer_place where partner_id is not null`;
