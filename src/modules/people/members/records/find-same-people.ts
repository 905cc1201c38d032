import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import { personNameKey } from '#shared/text/person-name';
import { selectSamePerson } from '../data/members.queries.ts';
import { judgePeople } from '../rules/same-person.ts';

/** Somebody about to be registered, or looked at again; `number` where there is one already. */
export interface Newcomer {
  fullName: string;
  birthDate: LocalDate | null;
  number: string | null;
  exceptId: number | null;
}

/** Active members who are, or may be, this person: by the one rule of identity, of those with the same name and birth date. */
export async function findSamePeople(db: Db | Tx, { fullName, birthDate, number, exceptId }: Newcomer) {
  if (birthDate === null) return [];
  const name = personNameKey(fullName);
  const found = await selectSamePerson(db, { foldedName: name, birthDate, exceptId });
  return found.filter(
    (one) =>
      judgePeople(
        { ...{ number, name, birthDate }, nik: null, school: '' },
        { number: one.number, nik: null, name: one.foldedName, birthDate: one.birthDate, school: '' },
      ) !== 'other',
  );
}
