export { citedRecords, listAnswers, suggestAnswers, viewAnswer } from './view-answers.ts';
export { searchAnswers } from './search-answers.ts';
export { ownVote, voteOnAnswer } from './vote-on-answer.ts';
export {
  changeEntry,
  checkEntry,
  deleteDraft,
  draftEntry,
  draftFromTicket,
  hideEntry,
  publishEntry,
  restoreEntry,
} from './edit-entry.ts';
export { countEntries, getEntry, listEntries } from './list-entries.ts';
export type { EntryInput, SourceInput } from './schema.ts';
