export { beginLetter } from './writing/begin-letter.ts';
export { saveHead } from './writing/save-head.ts';
export { topicsFor } from './writing/topics.ts';
export { listLetterThings } from './writing/things.ts';
export {
  addLetterBlock,
  addLetterBlocks,
  leaseLetterBlock,
  moveLetterBlock,
  putLetterBlockBack,
  releaseLetterBlock,
  removeLetterBlock,
  saveLetterBlock,
} from './writing/write-letter.ts';
export {
  approveLetter,
  cancelLetter,
  removeLetter,
  reopenLetter,
  scheduleLetter,
  submitLetter,
} from './moving/move-letter.ts';
export { checkLetter, type LetterCheck } from './rendering/check-letter.ts';
export { previewLetter } from './rendering/render-letter.ts';
export { sendSample } from './sending/send-sample.ts';
export { reachOf, whatsappReach, type Reach, type WhatsappReach } from './sending/audience.ts';
export { countLetters, getLetter, getLetterWriting, lettersBetween, listLetters } from './reading/staff-letters.ts';
export { archiveYears, listArchive, readArchived } from './reading/archive.ts';
export { letterResults } from './reading/results.ts';
export type { HeadInput } from './schema.ts';
