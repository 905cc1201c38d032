import nodemailer from 'nodemailer';
import { isAboutTheMail, readAnswer, type ServerAnswer } from './server-answer.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Without brackets; the same for every attempt at one message, so that a mail server may drop a second one. */
  messageId?: string;
  /** Where the receiver can switch such mails off: a page when opened, and by a POST without any question (RFC 8058). */
  unsubscribeUrl?: string;
  /** A calendar file (RFC 5545), attached. */
  calendar?: string;
  /** Nobody wrote it by hand: programs that answer by themselves leave it (RFC 3834). */
  automatic?: boolean;
  /** Of a letter to many: by what mail programs sort it (RFC 2919), e.g. `{ id: 'surat.perpus.example.org', name: 'Kabar' }`. */
  list?: { id: string; name: string };
}

/** By what receivers know that a mail is from this domain (RFC 6376). */
export interface DkimKey {
  /** The domain that answers for it: that of the sender. */
  domain: string;
  /** Where the public half stands: `<selector>._domainkey.<domain>`. */
  selector: string;
  /** PEM. */
  privateKey: string;
}
/** Asked for every mail, so that a new key signs at once; null = mails go unsigned. */
export type DkimSource = () => Promise<DkimKey | null>;

/**
 * What a signature covers. RFC 8058 section 4 asks for both headers of unsubscribing among them: else nobody could know that they are ours.
 */
const SIGNED_HEADERS = [
  ...['From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'],
  ...['Content-Transfer-Encoding', 'List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':');
export interface Mailer {
  /** False where no mail server is set up: pages then do not offer e-mail. */
  readonly available: boolean;
  /** @returns the server's answer and the message's id. Throws {@link MailError}. */
  send(mail: Mail): Promise<{ messageId: string; response: string }>;
}

/**
 * A mail was not taken. `not_sent`: certainly not, another attempt is safe. `refused`: the server will never take it (address
 * unknown, content refused). `unknown`: the connection broke while the server had the text; it may have taken it.
 */
export class MailError extends Error {
  readonly kind: 'not_sent' | 'refused' | 'unknown';
  /** The server spoke of this mail; false: of nothing, or of us (it is away, closes, does not let us in), as it would with any other. */
  readonly aboutTheMail: boolean;
  /** What the server answered, and to which command; null: nothing. */
  readonly answer: ServerAnswer | null;
  constructor(kind: MailError['kind'], message: string, aboutTheMail = false, answer: ServerAnswer | null = null) {
    super(message);
    this.name = 'MailError';
    this.kind = kind;
    this.aboutTheMail = aboutTheMail;
    this.answer = answer;
  }
}

/** RFC 8058 section 3.1: tells a mail program that it may POST to the https address of `List-Unsubscribe`. */
const ONE_CLICK = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
/** RFC 3834, and what programs of Microsoft look for instead: by `All` they would not say either that a mail did not arrive. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply, RN, NRN' };

const CALENDAR = { filename: 'kegiatan.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH' };

/**
 * @param smtpUrl e.g. `smtp://user:pass@host:587`; null = no mail leaves this machine
 * @param dkim by which key mails are signed
 */
export function createMailer(
  smtpUrl: string | null,
  from: string,
  dkim: DkimSource = async () => Promise.resolve(null),
): Mailer {
  if (!smtpUrl) {
    return {
      available: false,
      send: async () => Promise.reject(new MailError('not_sent', 'no mail server is set up (SMTP_URL)')),
    };
  }
  const lines = openLines(smtpUrl);
  return {
    available: true,
    async send({ messageId, unsubscribeUrl, calendar, automatic, list, ...mail }) {
      const key = await dkim();
      const line = lines.take();
      try {
        const sent = await line.transport.sendMail({
          from,
          ...mail,
          ...(messageId && { messageId: `<${messageId}>` }),
          ...(calendar && { attachments: [{ ...CALENDAR, content: calendar }] }),
          ...((unsubscribeUrl ?? list) && {
            list: {
              ...(unsubscribeUrl && { unsubscribe: unsubscribeUrl }),
              ...(list && { id: { url: list.id, comment: list.name } }),
            },
          }),
          ...(key && {
            dkim: {
              domainName: key.domain,
              keySelector: key.selector,
              privateKey: key.privateKey,
              headerFieldNames: SIGNED_HEADERS,
            },
          }),
          headers: { ...(unsubscribeUrl?.startsWith('https:') && ONE_CLICK), ...(automatic && AUTOMATIC) },
        });
        return { messageId: sent.messageId, response: sent.response };
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        const answer = readAnswer(error);
        throw new MailError(kindOf(answer, line.handedOver), said, answer !== null && isAboutTheMail(answer), answer);
      } finally {
        lines.giveBack(line);
      }
    },
  };
}

/** One connection with the mail server, for one mail at a time. */
interface Line {
  transport: ReturnType<typeof pooled>;
  /** All of the text of the mail that is being sent is out. */
  handedOver: boolean;
  resting: NodeJS.Timeout | undefined;
}

/** Milliseconds that a connection is kept for the next mail. */
const REST = 2_000;

const pooled = (url: string, hear: (stage: unknown) => void) =>
  nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 1,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    logger: listening(hear),
  });

/**
 * Connections that are used again for the next mails of a mailing: a mail server greets and encrypts once, and does not take many short
 * connections for an attack. Whoever sends gets a line of their own at once, so that a link to sign in never waits behind a mailing.
 */
function openLines(url: string) {
  const free: Line[] = [];
  const open = (): Line => {
    const line: Line = {
      transport: pooled(url, (stage) => {
        if (stage === 'message') line.handedOver = true;
      }),
      handedOver: false,
      resting: undefined,
    };
    return line;
  };
  return {
    take(): Line {
      const line = free.pop() ?? open();
      clearTimeout(line.resting);
      line.handedOver = false;
      return line;
    },
    giveBack(line: Line): void {
      free.push(line);
      line.resting = setTimeout(() => {
        free.splice(free.indexOf(line), 1);
        line.transport.close();
      }, REST);
      line.resting.unref();
    },
  };
}

/** The server's answer decides (RFC 5321: 4yz try again, 5yz never); without one, how far the talk with it had come. */
function kindOf(answer: ServerAnswer | null, handedOver: boolean): MailError['kind'] {
  if (answer === null) return handedOver ? 'unknown' : 'not_sent';
  return answer.code >= 500 && isAboutTheMail(answer) ? 'refused' : 'not_sent';
}

/** A logger that keeps nothing and reports which stage of the talk an entry is about (`message`: all of the text is out). */
function listening(hear: (stage: unknown) => void) {
  const quiet = (): void => undefined;
  const info = (entry: unknown): void => {
    if (typeof entry === 'object' && entry !== null && 'tnx' in entry) hear(entry.tnx);
  };
  return { level: quiet, trace: quiet, debug: quiet, info, warn: quiet, error: quiet, fatal: quiet };
}
