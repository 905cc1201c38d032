import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { RequestKind } from '../client.ts';
import { selectAccepted, selectAnswered, selectCleared, selectImposed } from '../data/decisions.queries.ts';

interface About {
  id: number;
  memberId: number;
  homeLibraryId: number;
}
/** What was decided about members, for whoever tells them. */
export interface RecentDecisions {
  /** Registrations that became a card. */
  accepted: (About & { number: string; expiresOn: LocalDate | null })[];
  /** Requests about personal data, fulfilled or refused; not of members who are erased. */
  answered: (About & { kind: RequestKind; status: 'done' | 'refused'; outcome: string | null })[];
  /** Days without borrowing that still hold; `untilDate` null = until they are lifted. */
  imposed: (About & { reason: string; untilDate: LocalDate | null })[];
  /** Passwords that went when the desk gave a new PIN. */
  cleared: (Omit<About, 'id'> & { at: Date })[];
}

/** What was decided about members since an instant. Inside the house only: no permission is checked. */
export async function recentDecisions(db: Db | Tx, since: Date): Promise<RecentDecisions> {
  const [accepted, answered, imposed, cleared] = await Promise.all([
    selectAccepted(db, since),
    selectAnswered(db, since),
    selectImposed(db, since),
    selectCleared(db, since),
  ]);
  return { accepted, answered, imposed, cleared };
}
