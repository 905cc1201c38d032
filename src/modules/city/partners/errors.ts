import { defineErrors } from '#platform/errors';

/** Refusals of partners and agreements; sentences are `error_partners_*` in the messages. */
export const partnerErrors = defineErrors('partners', {
  /** There is no such partner. */
  notFound: 404,
  /** It was merged into another one. Params: `into`. */
  merged: 409,
  /** It is no prospect, or archived already. Params: `state`. */
  stateForbids: 409,
  /** A person who is forgotten, or none of these. */
  personNotFound: 404,
  roleNotFound: 404,
  relationNotFound: 404,
  relationTwice: 409,
  wishNotFound: 404,
  noteNotFound: 404,
  /** A partner is not merged with itself, nor with one that is gone. */
  sameTwice: 409,
  agreementNotFound: 404,
  /** What is signed is not changed any more; what is over is not sent. Params: `state`. */
  agreementForbids: 409,
  /** Another agreement goes on with it already. */
  followedTwice: 409,
  dutyNotFound: 404,
  fileNotFound: 404,
  contributionNotFound: 404,
  /** What is void is restored first; what came is not promised any more. Params: `state`. */
  contributionForbids: 409,
  /** The gift, the speaker or the room was noted already, of this partner or another. */
  contributionTaken: 409,
  /** A letter about it holds: it says what it says. Params: `number`. */
  contributionReceipted: 409,
  /** It has none of that kind. */
  contributionLetterNotFound: 404,
  /** That letter is there already. Params: `number`. */
  contributionLettered: 409,
  /** The gift has a letter of thanks of its own. Params: `number`: of the gift. */
  contributionThankedByGift: 409,
  meetingNotFound: 404,
  /** A meeting that was called off is opened again first; one that was held is not called off. Params: `state`. */
  meetingForbids: 409,
  commitmentNotFound: 404,
  /** From this state it does not lead there. Params: `state`. */
  commitmentForbids: 409,
  /** There is no day from which a calendar could take the meeting. */
  meetingWithoutTime: 409,
  /** No page has this code: it never was, was renewed, or is ended. */
  linkNotFound: 404,
  /** It is closed, or takes no messages: nobody would read there. */
  linkEnded: 409,
  /** There is one for this purpose that opens. */
  linkTwice: 409,
  /** So much waits on the page that it takes no more. */
  pageFull: 409,
  /** That this obligation is kept is said already, and waits for staff. */
  claimedTwice: 409,
  /** Somebody else has answered it meanwhile. */
  answeredTwice: 409,
  /** What a partner left is not there any more. */
  postNotFound: 404,
  mailNotFound: 404,
  /** The same mail is kept already, with this partner or another one. */
  mailTwice: 409,
  needNotFound: 404,
  /** A programme, a course or a collection that nobody sees. */
  thingNotFound: 404,
  tieNotFound: 404,
  /** The partner has that part there already. */
  tiedTwice: 409,
});
