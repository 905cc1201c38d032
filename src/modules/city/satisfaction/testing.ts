export { planRoundIn } from './rounds/plan-round.ts';
export { closeRoundIn, openRoundIn, publishRoundIn } from './rounds/move-round.ts';
export { addFollowUpIn, moveFollowUpIn } from './follow-ups/save-follow-up.ts';
export { enterEarlierIn } from './enter-earlier.ts';
export { forgetInvitations, inviteUsers } from './invite-users.ts';
export { writeSuggestionsIn } from './rounds/write-suggestions.ts';
export { getRound } from './rounds/view-rounds.ts';
