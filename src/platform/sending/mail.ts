import nodemailer from 'nodemailer';

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
}
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
  constructor(kind: MailError['kind'], message: string) {
    super(message);
    this.name = 'MailError';
    this.kind = kind;
  }
}

/** RFC 8058 section 3.1: tells a mail program that it may POST to the https address of `List-Unsubscribe`. */
const ONE_CLICK = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
/** RFC 3834, and what programs of Microsoft look for instead: by `All` they would not say either that a mail did not arrive. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply, RN, NRN' };

const CALENDAR = { filename: 'kegiatan.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH' };

/** @param smtpUrl e.g. `smtp://user:pass@host:587`; null = no mail leaves this machine */
export function createMailer(smtpUrl: string | null, from: string): Mailer {
  if (!smtpUrl) {
    return {
      available: false,
      send: async () => Promise.reject(new MailError('not_sent', 'no mail server is set up (SMTP_URL)')),
    };
  }
  const lines = openLines(smtpUrl);
  return {
    available: true,
    async send({ messageId, unsubscribeUrl, calendar, automatic, ...mail }) {
      const line = lines.take();
      try {
        const sent = await line.transport.sendMail({
          from,
          ...mail,
          ...(messageId && { messageId: `<${messageId}>` }),
          ...(calendar && { attachments: [{ ...CALENDAR, content: calendar }] }),
          ...(unsubscribeUrl && { list: { unsubscribe: unsubscribeUrl } }),
          headers: { ...(unsubscribeUrl?.startsWith('https:') && ONE_CLICK), ...(automatic && AUTOMATIC) },
        });
        return { messageId: sent.messageId, response: sent.response };
      } catch (error) {
        throw new MailError(kindOf(error, line.handedOver), error instanceof Error ? error.message : String(error));
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
function kindOf(error: unknown, handedOver: boolean): MailError['kind'] {
  if (!(error instanceof Error)) return handedOver ? 'unknown' : 'not_sent';
  const code = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  if (code === null) return handedOver ? 'unknown' : 'not_sent';
  const command = 'command' in error ? String(error.command) : '';
  const aboutTheMail = /^(MAIL FROM|RCPT TO|DATA)$/.test(command);
  return code >= 500 && aboutTheMail ? 'refused' : 'not_sent';
}

/** A logger that keeps nothing and reports which stage of the talk an entry is about (`message`: all of the text is out). */
function listening(hear: (stage: unknown) => void) {
  const quiet = (): void => undefined;
  const info = (entry: unknown): void => {
    if (typeof entry === 'object' && entry !== null && 'tnx' in entry) hear(entry.tnx);
  };
  return { level: quiet, trace: quiet, debug: quiet, info, warn: quiet, error: quiet, fatal: quiet };
}
