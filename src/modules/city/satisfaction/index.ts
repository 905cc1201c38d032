export { dropRound, planRound, setRoundPopulation } from './rounds/plan-round.ts';
export { closeRound, openRound, publishRound, reopenRound, withdrawRound } from './rounds/move-round.ts';
export { listRounds, viewRound, type RoundView } from './rounds/view-rounds.ts';
export { writeSuggestions } from './rounds/write-suggestions.ts';
export { latestValue, publicRound, type LinePoint } from './rounds/public-round.ts';
export type { RoundResults } from './rounds/round-results.ts';
export { addFollowUp, moveFollowUp, removeFollowUp } from './follow-ups/save-follow-up.ts';
export { enterEarlier, listEarlier, removeEarlier } from './enter-earlier.ts';
export { askPaper } from './papers/ask-paper.ts';
export {
  followUpState,
  followUpWords,
  gradedWords,
  gradeWords,
  indexWords,
  modeWords,
  periodWords,
  spanWords,
  suggestionLines,
} from './papers/paper-words.ts';
export { channelName } from './papers/channel-words.ts';
export { elementName, serviceName } from './service-words.ts';
export { isOverdue, lowestFirst, lowestOf, unplannedOf } from './rules/rounds.ts';
