import type { Services } from '#platform/services';
import { deleteEndedInvitations } from '../data/authors.queries.ts';

/** So long an invitation that has ended is still listed, to be sent again. */
const LISTED_DAYS = 30;
const DAY = 86_400_000;

/** Forgets whom nobody asked again: names and addresses of people who did not come. */
export const forgetInvitations = async ({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> =>
  deleteEndedInvitations(db, new Date(clock.now().getTime() - LISTED_DAYS * DAY));
