export type { Hand } from './participant.ts';
export { changeBoardTerms, listBrainstorms, movePhase, openBoard } from './lead-board.ts';
export { enterNotes, withdrawIdea, writeIdea } from './write-idea.ts';
export { groupIdeas, mergeIdeas, unmergeIdeas } from './arrange-ideas.ts';
export { takeVoteBack, voteForIdea } from './vote-for-idea.ts';
export { commentOnIdea, removeComment } from './comment-on-idea.ts';
export { boardsOf, findBoardOfCode, listOwnBoards, viewBoard, type BoardView } from './view-board.ts';
export { followBoard } from './follow-board.ts';
export type { MeasuredPlan, Plan } from './client.ts';
export { changePlan, makePlan } from './make-plan.ts';
export { addMilestone, movePlan, removeMilestone, tickMilestone } from './move-plan.ts';
export { addFile, addLink, openEvidence, removeEvidence } from './plan-evidence.ts';
export { answerFollowUp } from './follow-up-plans.ts';
export {
  countVoters,
  getPlan,
  listOwnPlans,
  listPlans,
  listPublicPlans,
  plansOf,
  programsWithPlans,
  stalledPlans,
  topIdeas,
  type StalledPlan,
} from './view-plans.ts';
export { proposalForm, proposeProgram } from './propose-program.ts';
export { answerProposal, getProposal, listProposals, viewProposal } from './answer-proposal.ts';
export { noteProposerCalled, proposerToCall } from './call-proposer.ts';
