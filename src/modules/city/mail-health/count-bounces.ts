import type { Db } from '#platform/database/db';
import { countOfMailing } from './data/bounces.queries.ts';

/** What came back of a mailing. */
export interface BounceCounts {
  hard: number;
  soft: number;
  /** Refused by rules of a mail server, which tells nothing of the address. */
  blocked: number;
  complaints: number;
}

export async function countBounces(db: Db, mailingId: number): Promise<BounceCounts> {
  const { complaint, ...rest } = await countOfMailing(db, mailingId);
  return { ...rest, complaints: complaint };
}
