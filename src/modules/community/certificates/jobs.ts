import type { AskedKind } from '#platform/background/heavy';
import { PARTICIPANTS_TABLE, participantsTableAsked } from './ask-participants-table.ts';
import { exportParticipants } from './export-participants.ts';

/** The other end of `askParticipantsTable`, in the worker. */
const participantsTable: AskedKind = {
  kind: PARTICIPANTS_TABLE,
  run: async (ctx, input) => exportParticipants(ctx, participantsTableAsked.parse(input)),
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [participantsTable];
