import { LEAST } from '#shared/disclosure';

/** What a ledger tells those who are no staff: hours of volunteers only where so many came that none of them is known by the figure. */
export const toldOutside = <L extends { volunteers: { people: number; hours: number } }>(ledger: L): L =>
  ledger.volunteers.people >= LEAST.people ? ledger : { ...ledger, volunteers: { people: 0, hours: 0 } };
