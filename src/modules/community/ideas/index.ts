export type { Hand } from './boards/participant.ts';
export { changeBoardTerms, listBrainstorms, movePhase, openBoard } from './boards/lead-board.ts';
export { enterNotes, withdrawIdea, writeIdea } from './boards/write-idea.ts';
export { groupIdeas, mergeIdeas, unmergeIdeas } from './boards/arrange-ideas.ts';
export { takeVoteBack, voteForIdea } from './boards/vote-for-idea.ts';
export { commentOnIdea, removeComment } from './boards/comment-on-idea.ts';
export { boardsOf, findBoardOfCode, listOwnBoards, viewBoard, type BoardView } from './boards/view-board.ts';
export { followBoard } from './boards/follow-board.ts';
export type { MeasuredPlan, Plan } from './client.ts';
export { changePlan, makePlan } from './plans/make-plan.ts';
export { addMilestone, movePlan, removeMilestone, tickMilestone } from './plans/move-plan.ts';
export { addFile, addLink, openEvidence, removeEvidence } from './plans/plan-evidence.ts';
export { answerFollowUp } from './plans/follow-up-plans.ts';
export {
  asksForPlans,
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
} from './plans/view-plans.ts';
export { proposalForm, proposeProgram } from './proposals/propose-program.ts';
export { answerProposal, getProposal, listProposals, viewProposal } from './proposals/answer-proposal.ts';
export { noteProposerCalled, proposerToCall } from './proposals/call-proposer.ts';
