import { listLibraries } from '#modules/ground/libraries';
import { contactMembers } from '#modules/people/members';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { Program } from '../client.ts';
import { selectEnrolments } from '../data/enrolments.queries.ts';
import { programErrors } from '../errors.ts';
import { GENERAL_NAME, institutionOf } from '../rules/institution.ts';
import { LIVE } from './tell-participants.ts';

interface Coming {
  memberId: number | null;
  libraryId: number | null;
  institution: string;
  people: number;
}

/**
 * Where a programme takes only so many of one institution, those who have, want or wait for a seat are counted by the institution that they
 * mean, not by what they typed. The programme is locked. Refuses `programs.quota_reached`, `platform.invalid_input` (`institution`) of a guest
 * whose words could mean any.
 */
export async function refuseOverQuota(trx: Tx, { id, institutionQuota }: Program, wanted: Coming): Promise<void> {
  if (institutionQuota === null) return;
  const libraries = await listLibraries({ db: trx });
  const home =
    wanted.memberId === null
      ? null
      : (await contactMembers(trx, [wanted.memberId])).get(wanted.memberId)?.homeLibraryId;
  const own = institutionOf({ ...wanted, chosen: wanted.libraryId !== home }, libraries);
  if (own === null) return;
  if (own === GENERAL_NAME) throw platformErrors.invalidInput({}, { institution: 'too_general' });
  const people = (await selectEnrolments(trx, id, LIVE))
    .filter((one) => institutionOf({ ...one, chosen: one.libraryId !== one.homeLibraryId }, libraries) === own)
    .reduce((sum, one) => sum + one.people, wanted.people);
  if (people > institutionQuota) throw programErrors.quotaReached({ limit: institutionQuota });
}
