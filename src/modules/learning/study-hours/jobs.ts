import type { AskedKind } from '#platform/background/heavy';
import { STUDY_HOURS_TABLE, tableAsked } from './papers/ask-table.ts';
import { writeTable } from './papers/write-table.ts';

/** The other end of `askStudyHoursTable`, in the worker. */
const studyHoursTable: AskedKind = {
  kind: STUDY_HOURS_TABLE,
  run: async (ctx, input) => writeTable(ctx, tableAsked.parse(input)),
};

/** What people ask the worker for. */
export const asked: readonly AskedKind[] = [studyHoursTable];
