export type { OwnKey } from './people/find-own.ts';
export { sendTicket, ticketForm } from './people/send-ticket.ts';
export { followTicket, listOwnTickets, openOwnFile } from './people/follow-ticket.ts';
export { reopenByPerson, writeAgain } from './people/write-again.ts';
export { askedByLink, rateByLink, rateTicket } from './people/rate-ticket.ts';
export { pageChanges } from './list-changes.ts';
export { listTargets } from './working-hours.ts';
export { countQueue, listTickets, type Queue, type QueueLine } from './desk/list-tickets.ts';
export {
  answerAids,
  noteSenderCalled,
  openTicketFile,
  sendersToCall,
  ticketOfNumber,
  viewTicket,
  type TicketDetail,
} from './desk/view-ticket.ts';
export { answerTicket, handOver, noteOnTicket, reopenTicket } from './desk/answer-ticket.ts';
export { changeKind, handTicket, moveToLibrary, tagTicket, takeTicket, watchTicket } from './desk/share-work.ts';
export { linkTickets, mergeTickets, unlinkTickets } from './desk/join-tickets.ts';
export { draftAnswer } from './desk/draft-answer.ts';
export { passOnPraise } from './desk/pass-on.ts';
export { answeredLibraries, askCards, writeAddress } from './papers/make-cards.ts';
export { setElement } from './desk/set-element.ts';
export { stateName as ticketStateName } from './state-words.ts';
export { listViewers, showPresence } from './desk/note-viewer.ts';
export { setRough } from './desk/mark-rough.ts';
export { tellChange } from './desk/tell-change.ts';
export { withdrawChange } from './desk/withdraw-change.ts';
export { splitTicket } from './desk/split-ticket.ts';
export { writeDown } from './desk/write-down.ts';
export { listCannedAnswers, removeCannedAnswer, saveCannedAnswer } from './desk/edit-canned.ts';
export { setTarget } from './desk/set-target.ts';
export { openMail } from './mail/open-mail.ts';
export { ourMail } from './mail/our-mail.ts';
export { sortFiles, type CleanFile } from './people/keep-files.ts';
