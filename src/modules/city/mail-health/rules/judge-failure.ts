import type { Complaint, Failure } from './read-report.ts';

/**
 * What came back of a mail. `hard`: nobody can be reached at that address. `soft`: not just now (mailbox full, server away), which may pass. `blocked`: the
 * server refuses our mails, whoever they are for; that tells nothing of the address. `complaint`: its reader called it unwanted.
 */
export const bounceKinds = ['hard', 'soft', 'blocked', 'complaint'] as const;
export type BounceKind = (typeof bounceKinds)[number];

/** So many letters to an address that did not arrive, in so many days, and it gets no more. */
export const SOFT_LIMIT = { times: 3, days: 30 };

const BLOCKED_WORDS =
  /\b(?:spam|spamhaus|block(?:ed|list(?:ed)?)|black-?list(?:ed)?|reputation|polic(?:y|ies)|dmarc|spf|dkim|unauthenticated)\b/i;
/** Words about who sends, whatever code stands beside them: many servers answer what they think of the sender only when they hear for whom the mail is. */
const SENDER_WORDS =
  /\bsender\b[^.;:]{0,20}\b(?:rejected|denied|refused|invalid|unknown|verif\w+|not (?:allowed|authori[sz]ed|found|owned))|\brelay(?:ing)?(?: access)?(?: is)? (?:denied|not|prohibited|refused)|\b(?:not|cannot|to) relay\b|\bauthentication (?:is )?(?:required|needed)|\bnot authenticated\b/i;
const FULL_WORDS = /\b(?:full|over ?quota|quota)\b|insufficient (?:system )?storage/i;
const UNKNOWN_WORDS =
  /unknown (?:user|recipient|mailbox)|(?:user|recipient|mailbox|address|account)(?: is)? unknown|no such (?:user|recipient|mailbox|address|person)|(?:user|mailbox|account|address|recipient)[^.]{0,40}(?:does not|doesn't|did not) exist|(?:user|mailbox|recipient|address) not found|recipient (?:address )?rejected|account (?:is |has been )?(?:disabled|inactive|closed)|(?:host|domain)[^.]{0,60} not found|nxdomain|null ?mx/i;

/** Where the code says nothing certain the words of the server do, as far as they are known. */
function byWords(diagnostic: string): BounceKind {
  if (BLOCKED_WORDS.test(diagnostic)) return 'blocked';
  if (FULL_WORDS.test(diagnostic)) return 'soft';
  return UNKNOWN_WORDS.test(diagnostic) ? 'hard' : 'soft';
}

/** Many servers put the exact code into their words alone. */
const exactCode = ({ status, diagnostic }: Pick<Failure, 'status' | 'diagnostic'>): string =>
  status === '' || /^[45]\.0\.0$/.test(status)
    ? // no part of an address of the internet
      (/(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)/.exec(diagnostic)?.[0] ?? status)
    : status;

/** RFC 3463: codes that mean another thing than those around them. */
const CODES: ReadonlyMap<string, BounceKind> = new Map([
  // of the sender's address
  ['1.7', 'blocked'],
  ['1.8', 'blocked'],
  ['2.1', 'hard'],
  ['2.2', 'soft'],
  // longer than that mailbox takes
  ['2.3', 'blocked'],
  // no server takes mails for that domain
  ['4.4', 'hard'],
]);

/** RFC 3463; null: the mail is on its way, or arrived. */
export function judgeFailure(failure: Pick<Failure, 'action' | 'status' | 'diagnostic'>): BounceKind | null {
  if (failure.action !== 'failed') return null;
  const [group, subject, detail] = exactCode(failure).split('.');
  if (group === '2') return null;
  if (group === '4') return 'soft';
  if (SENDER_WORDS.test(failure.diagnostic)) return 'blocked';
  const known = CODES.get(`${subject}.${detail}`);
  if (known !== undefined) return known;
  if (subject === '1') return 'hard';
  // of the mail, of the rules of that server
  if (subject === '3' || subject === '6' || subject === '7') return 'blocked';
  return byWords(failure.diagnostic);
}

/** What a mail server answered to a command while a mail was sent, as the mailer hands it on. */
interface Answer extends Pick<Failure, 'status'> {
  command: string;
  code: number;
  said: string;
}

/** RFC 5321: by these a mail server takes nothing for that mailbox; with other words it says other things by them, too. */
const MAILBOX_CODES: readonly number[] = [550, 551, 553];

/**
 * Whether a mail server, told for whom a mail is, says for good that nobody can be reached there. Not where it speaks of us or of a full mailbox, nor
 * where its words are not known: a mail server of ours that is set up wrongly refuses all readers, and none of them may be stopped by that.
 */
export function refusesReader({ command, code, status, said }: Answer): boolean {
  if (command !== 'RCPT TO' || code < 500) return false;
  const exact = exactCode({ status, diagnostic: said });
  if (!exact.startsWith('5.1.') && !MAILBOX_CODES.includes(code)) return false;
  return judgeFailure({ action: 'failed', status: exact, diagnostic: said }) === 'hard';
}

/** `not-spam` takes a complaint back, `auth-failure` and `virus` tell of mails that others sent in our name. */
const COMPLAINTS = ['abuse', 'opt-out', 'fraud', 'other'];
export const isComplaint = ({ type }: Pick<Complaint, 'type'>): boolean => COMPLAINTS.includes(type);

/** Longest line that is kept of what a server said, and how far it is read for that. */
const LONGEST_DETAIL = 300;
const READ_LETTERS = 2_000;

/** What a server said without the addresses in it, as it is kept. */
export function detailOf(diagnostic: string): string {
  // where it is cut half of an address could stand
  const read = diagnostic.length > READ_LETTERS ? diagnostic.slice(0, READ_LETTERS).replace(/\S*$/, '') : diagnostic;
  return read
    .replaceAll(/[^\s<>"'(),;:]*@[^\s<>"'(),;:]*/g, '…')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)
    .toWellFormed();
}
