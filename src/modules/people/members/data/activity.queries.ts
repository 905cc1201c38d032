import type { Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';

/** Touches the row only where the day is a later one. */
export async function raiseLastActive(trx: Tx, memberId: number, day: LocalDate): Promise<void> {
  await trx
    .updateTable('member')
    .set({ lastActiveOn: day })
    .where('id', '=', memberId)
    .where('lastActiveOn', '<', day)
    .execute();
}
