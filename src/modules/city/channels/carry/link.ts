import { z } from 'zod';
import {
  callOutgoing,
  type CallAnswer,
  type CallLimits,
  type CallTrouble,
  type OutgoingCall,
} from '#platform/sending/call-outgoing';
import type { FoundOutcome, PublishCode, PublishMessage, PublishOutcome } from '../rules/outcome.ts';
import { formBody } from './form-body.ts';
import { waitSeconds } from './wait-seconds.ts';

/** What stopped an attempt. Thrown by the steps of an adapter, and caught where it was asked for. */
export class Stopped extends Error {
  readonly outcome: Exclude<PublishOutcome, { state: 'sent' }>;
  constructor(outcome: Exclude<PublishOutcome, { state: 'sent' }>) {
    super(outcome.code);
    this.outcome = outcome;
  }
}

/** What an adapter may use: how an account is reached, and what time it is. */
export interface Link {
  /** A setting or a secret of the account; '' = not set. */
  said(name: string): string;
  now: Date;
  named: readonly string[];
  /** Milliseconds for an answer; left out: as long as anybody may take. */
  patience?: number | undefined;
  /** Milliseconds between two looks at what is not ready yet. */
  pause?: number | undefined;
}

/** What stands there now. */
export interface Sent {
  remoteId: string;
  url: string | null;
}
/** Who we are there, and the last instant of our permission, where the channel says so. */
interface SeenAs {
  name: string;
  until: Date | null;
}

/** How one kind of channel is spoken to. What it cannot do is left out. */
export interface Carrier {
  publish: (link: Link, message: PublishMessage) => Promise<Sent>;
  find?: (link: Link, message: PublishMessage, since: Date) => Promise<FoundOutcome>;
  edit?: (link: Link, remoteId: string, message: PublishMessage) => Promise<Sent>;
  remove?: (link: Link, remoteId: string) => Promise<void>;
  /** A harmless question that needs the permission. */
  seenAs: (link: Link) => Promise<SeenAs>;
}

/** What a step is for: after one that `publishes`, a missing answer leaves it open whether it is there. */
export type Step = 'prepares' | 'publishes';

export interface Asked {
  method: OutgoingCall['method'];
  url: string;
  headers?: Record<string, string>;
  json?: unknown;
  form?: FormData;
  /** A file alone, with its type among the headers. */
  bytes?: Uint8Array;
}
/** What a channel says of a refusal, in its own way; null = as the number of its answer says. */
export type Reads = (body: unknown, status: number) => { code: PublishCode; afterSeconds?: number } | null;

/** So much of an answer is read: a list of a hundred posts and more. */
const MOST_LETTERS = 1_000_000;
const MOST_DETAIL = 300;
/** Codes of what may be there though the channel answered; of what will pass by itself. */
const OPEN = new Set<PublishCode>(['duplicate', 'server_trouble', 'no_answer', 'not_understood']);
const PASSING = new Set<PublishCode>(['busy', 'picture_not_ready', 'not_reached']);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const words = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ description: z.string() }).transform(({ description }) => description),
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
  z.object({ error: z.string(), message: z.string() }).transform(({ error, message }) => `${error}: ${message}`),
  z.object({ error: z.string() }).transform(({ error }) => error),
]);
const detailOf = (status: number, body: unknown): string => {
  const said = words.safeParse(body).data;
  return (said === undefined ? `HTTP ${status}` : `HTTP ${status}: ${said}`).slice(0, MOST_DETAIL);
};

function codeOf(status: number): PublishCode {
  if (status === 401 || status === 403) return 'permission_ended';
  if (status === 404 || status === 410) return 'gone';
  if (status === 413) return 'picture_refused';
  if (status === 429) return 'busy';
  if (status === 408 || status >= 500) return 'server_trouble';
  return status >= 300 && status < 400 ? 'moved' : 'refused';
}

/** What stops an attempt that was answered with no. */
function refusalOf(answer: CallAnswer, step: Step, now: Date, reads: Reads): Stopped {
  const body = parsed(answer.text);
  const detail = detailOf(answer.status, body);
  const read = reads(body, answer.status) ?? { code: codeOf(answer.status) };
  const { code } = read;
  const afterSeconds = read.afterSeconds ?? waitSeconds(answer.headers, now);
  // a server that is closed for a while, and says until when, has taken nothing
  const closed = answer.status === 503 && answer.headers['retry-after'] !== undefined;
  if (PASSING.has(code) || closed || (OPEN.has(code) && code !== 'duplicate' && step === 'prepares'))
    return new Stopped({ state: 'retry', code, detail, ...(afterSeconds !== null && { afterSeconds }) });
  return new Stopped({ state: OPEN.has(code) ? 'unknown' : 'failed', code, detail });
}

const troubleOf = ({ trouble, detail }: CallTrouble, step: Step): Stopped =>
  trouble === 'no_answer' && step === 'publishes'
    ? new Stopped({ state: 'unknown', code: trouble, detail })
    : new Stopped({ state: 'retry', code: trouble, detail });

/** Asks a channel, and gives what it answered when it said yes. Throws {@link Stopped}. */
export async function ask<T>(
  link: Link,
  step: Step,
  { method, url, headers = {}, json, form, bytes }: Asked,
  shape: z.ZodType<T>,
  reads: Reads = () => null,
): Promise<T> {
  const made = form ? await formBody(form) : null;
  const call: OutgoingCall = {
    method,
    headers: {
      ...{ accept: 'application/json', 'user-agent': 'Lumbung' },
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(made && { 'content-type': made.type }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(made && { body: made.body }),
    ...(bytes && { body: bytes }),
  };
  const limits: CallLimits = {
    named: link.named,
    most: MOST_LETTERS,
    ...(link.patience !== undefined && { patience: link.patience }),
  };
  const answer = await callOutgoing(url, call, limits);
  if ('trouble' in answer) throw troubleOf(answer, step);
  if (answer.status < 200 || answer.status >= 300) throw refusalOf(answer, step, link.now, reads);
  const read = shape.safeParse(parsed(answer.text));
  if (read.success) return read.data;
  // a door of a wireless network or a page of maintenance answers with 200 too
  const detail = detailOf(answer.status, null);
  throw new Stopped({ state: step === 'publishes' ? 'unknown' : 'retry', code: 'not_understood', detail });
}

/** Refuses for good, before anything went out. */
export const refuse = (code: PublishCode, detail = ''): Stopped => new Stopped({ state: 'failed', code, detail });

/** The bytes of a picture as a file of a form. */
export const pictureFile = ({ bytes, mediaType }: NonNullable<PublishMessage['picture']>): File =>
  new File([Uint8Array.from(bytes)], `gambar.${mediaType === 'image/png' ? 'png' : 'jpg'}`, { type: mediaType });
