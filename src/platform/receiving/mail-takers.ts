import type { Ctx } from '../context.ts';
import type { Tx } from '../database/db.ts';
import type { ServerAnswer } from '../sending/server-answer.ts';
import type { Services } from '../services.ts';

/** Somebody in the head of a mail: the address in small letters. */
export interface MailParty {
  readonly address: string;
  readonly name: string;
}

/** A file that came with a mail; nothing of it is believed yet. */
export interface MailAttachment {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A mail of a person, taken apart and cleaned: what it says can be kept, and is true of nobody yet. */
export interface ReceivedMail {
  readonly from: readonly MailParty[];
  /** To and Cc, in their order. */
  readonly to: readonly MailParty[];
  /** Where mail servers say that they delivered it: also where its head does not name that (Bcc). In small letters. */
  readonly delivered: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** As it says itself; null: it does not, or not in a way that is a day. */
  readonly sentAt: Date | null;
  /** The same whenever this mail is read, of no other mail. */
  readonly fingerprint: string;
  readonly files: readonly MailAttachment[];
  /** A mail that was sent on within this one as it came; null: none. Of one within that nobody asks. */
  readonly within: ReceivedMail | null;
}

/**
 * What a mail server or a mail provider reports of a mail that is said to be ours. `failure`: it did not arrive, or is late (RFC 3464). `complaint`: its
 * reader has called it unwanted (RFC 5965). Anybody can write such a report; nothing of it is believed yet.
 */
export interface MailReport {
  readonly kind: 'failure' | 'complaint';
  /** The part that is for programs: lines `Name: value`, in groups. '' = it has none. */
  readonly fields: string;
  /** The head of the mail that it is about, as far as it came back; '' = it did not. */
  readonly original: string;
  /** Ids of mails that stand anywhere in it, without brackets. */
  readonly mentioned: readonly string[];
}

/** A mail of ours that a mail server did not take while we talked to it. */
export interface MailRefusal {
  /** Without brackets. */
  readonly messageId: string;
  readonly answer: ServerAnswer;
}

/** What taking a mail needs. */
export interface TakerNeeds extends Pick<Services, 'secrets' | 'storage'> {
  /** From where we send and to where we are written, in small letters. */
  readonly ownAddresses: readonly string[];
}

/** `filed`: it is kept. `again`: it was before. `refused`: it is meant for the taker, who may not take it. null: it is nothing of the taker's. */
export type Taken = 'filed' | 'again' | 'refused' | null;

/**
 * Takes mails of the library's mailbox that are for a module and no matter of the service desk (`mail-takers.ts`). It takes what it is
 * sure of, and leaves all others.
 */
export interface MailTaker {
  /** A mail of a person. Throws `platform.too_many_requests` where one sender sends more than a person does. */
  take?(ctx: Ctx, needs: TakerNeeds, mail: ReceivedMail): Promise<Taken>;
  /** A report about a mail that the module has sent. */
  takeReport?(ctx: Ctx, needs: TakerNeeds, report: MailReport): Promise<Taken>;
  /** A mail of the module that a mail server refused for good; in the transaction of whoever sent it. */
  takeRefusal?(trx: Tx, ctx: Ctx, needs: Pick<TakerNeeds, 'secrets'>, refusal: MailRefusal): Promise<Taken>;
}

let given: readonly MailTaker[] | undefined;

/** Called once by the entry point with what the modules contribute. */
export function provideMailTakers(takers: readonly MailTaker[]): void {
  given = takers;
}

function all(): readonly MailTaker[] {
  if (!given) throw new Error('takers of mails are not provided yet');
  return given;
}

/** Asks the modules, in the order in which they build, who takes a mail; null: nobody. */
export async function takenByModules(ctx: Ctx, needs: TakerNeeds, mail: ReceivedMail): Promise<Taken> {
  for (const taker of all()) {
    const taken = (await taker.take?.(ctx, needs, mail)) ?? null;
    if (taken !== null) return taken;
  }
  return null;
}

/** The same of a report about a mail of ours. */
export async function reportTakenByModules(ctx: Ctx, needs: TakerNeeds, report: MailReport): Promise<Taken> {
  for (const taker of all()) {
    const taken = (await taker.takeReport?.(ctx, needs, report)) ?? null;
    if (taken !== null) return taken;
  }
  return null;
}

/** The same of a mail of ours that a mail server refused for good, in the transaction in which that is written down. */
export async function refusalTakenByModules(
  trx: Tx,
  ctx: Ctx,
  needs: Pick<TakerNeeds, 'secrets'>,
  refusal: MailRefusal,
): Promise<Taken> {
  for (const taker of all()) {
    const taken = (await taker.takeRefusal?.(trx, ctx, needs, refusal)) ?? null;
    if (taken !== null) return taken;
  }
  return null;
}
