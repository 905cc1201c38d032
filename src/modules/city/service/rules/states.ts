/** What people send. */
export const TICKET_KINDS = ['question', 'complaint', 'suggestion', 'praise'] as const;
export type TicketKind = (typeof TICKET_KINDS)[number];
/** Those in the queue of questions. */
export const ENQUIRY_KINDS = ['question', 'suggestion', 'praise'] as const satisfies readonly TicketKind[];
/** Those whose first answer is promised to everybody: of what is suggested and praised the desk has longer. */
export const PROMISED_KINDS = ['question', 'complaint'] as const satisfies readonly TicketKind[];
/** Those in the queue of complaints. */
export const COMPLAINT_KINDS = ['complaint'] as const satisfies readonly TicketKind[];

export const TICKET_STATES = ['new', 'open', 'waiting_patron', 'resolved', 'closed'] as const;
export type TicketState = (typeof TICKET_STATES)[number];
/** Those in which somebody still has something to do. */
export const OPEN_STATES = ['new', 'open', 'waiting_patron'] as const satisfies readonly TicketState[];

export const TICKET_VIAS = ['site', 'kiosk', 'qr', 'desk', 'account', 'mail', 'telegram', 'whatsapp'] as const;
export type TicketVia = (typeof TICKET_VIAS)[number];
/** Ways by which people send something themselves on our pages. */
export const PERSON_VIAS = ['site', 'kiosk', 'qr', 'account'] as const satisfies readonly TicketVia[];

export const CONTACT_KINDS = ['account', 'email', 'whatsapp', 'none'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

export const ABOUT_KINDS = ['bib', 'loan', 'program', 'library', 'page'] as const;
export type AboutKind = (typeof ABOUT_KINDS)[number];

/** Whether it solved the matter, as whoever sent it says. */
export const RATINGS = ['no', 'partly', 'yes', 'yes_fast'] as const;
export type Rating = (typeof RATINGS)[number];

/** What can become of a ticket. */
export const TICKET_STEPS = [
  'received',
  'taken',
  'handed',
  'answered',
  'waiting',
  'wrote',
  'resolved',
  'closed',
  'reopened',
  'kind_changed',
  'moved',
  'merged',
  'split',
  'linked',
  'handed_over',
  'changed',
  'rated',
  'warned',
  'escalated',
] as const;
export type TicketStep = (typeof TICKET_STEPS)[number];

/** What whoever sent it is told of its way; the rest is how staff share their work. */
const SEEN: ReadonlySet<TicketStep> = new Set([
  'received',
  'answered',
  'waiting',
  'wrote',
  'resolved',
  'closed',
  'reopened',
  'kind_changed',
  'moved',
  'merged',
  'split',
  'handed_over',
  'changed',
  'rated',
]);
export const isSeenByPerson = (step: TicketStep): boolean => SEEN.has(step);

export const isDone = (state: TicketState): boolean => state === 'resolved' || state === 'closed';

/** What an answer of staff can bring a ticket to: it is solved, or the person is asked something. */
export const ANSWER_OUTCOMES = ['resolved', 'waiting_patron'] as const satisfies readonly TicketState[];

/** The state after the person has written: nobody waits for them any more. */
export const afterPersonWrote = (state: TicketState): TicketState => (state === 'waiting_patron' ? 'open' : state);

const LONGEST_TITLE = 90;

/**
 * What a list calls a ticket: its first sentence or line, cut at a word.
 * @returns at most 90 letters, never empty for a text that is not
 */
export function titleOf(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0]?.replace(/\s+/g, ' ').trim() ?? '';
  const sentence = (/^.{15,}?[.!?](?=\s|$)/u.exec(line)?.[0] ?? line).replace(/[.]$/, '');
  const said = sentence === '' ? line : sentence;
  if (said.length <= LONGEST_TITLE) return said;
  const cut = said.slice(0, LONGEST_TITLE - 1);
  const atWord = cut.lastIndexOf(' ');
  const kept = atWord > LONGEST_TITLE / 2 ? cut.slice(0, atWord) : cut;
  // half of a pair of surrogates is no character
  return `${kept.replace(/[\uD800-\uDBFF]$/u, '').trimEnd()}…`;
}
