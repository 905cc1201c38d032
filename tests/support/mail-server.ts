import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  /** The whole message as it came over the wire. */
  raw: string;
  subject: string;
  /** The plain text, decoded. */
  text: string;
  /** The calendar file that came with it; null = none. */
  calendar: string | null;
}

/** A real SMTP server on a port of its own that keeps what it receives. */
export async function startMailServer() {
  const mails: ReceivedMail[] = [];
  const waiting: (() => void)[] = [];
  const refused = new Set<string>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      done(refused.has(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, raw, subject: subjectOf(raw), text: textOf(raw), calendar: calendarOf(raw) });
        done();
        for (const wake of waiting.splice(0)) wake();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.server.address();
  if (!address || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    /** From now on there is no such mailbox. */
    refuse(address: string): void {
      refused.add(address);
    },
    /** Waits until a mail that fits has come. */
    async received(fits: (mail: ReceivedMail) => boolean): Promise<ReceivedMail> {
      for (;;) {
        const found = mails.find(fits);
        if (found) return found;
        await new Promise<void>((wake) => waiting.push(wake));
      }
    },
    stop: async () => new Promise<void>((closed) => server.close(closed)),
  };
}

function calendarOf(raw: string): string | null {
  const part = /\r\nContent-Type: text\/calendar[^]*?\r\n\r\n([^]*?)\r\n--/.exec(raw);
  if (!part?.[1]) return null;
  return /Content-Transfer-Encoding: base64/i.test(part[0])
    ? Buffer.from(part[1], 'base64').toString('utf8')
    : quoted(part[1]);
}

const unfolded = (raw: string): string => raw.replace(/\r\n[ \t]+/g, ' ');

function subjectOf(raw: string): string {
  const line = /^Subject: (.*)$/m.exec(unfolded(raw))?.[1]?.trim() ?? '';
  return line.replace(/=\?utf-8\?(q|b)\?([^?]*)\?=\s*/gi, (_all, kind: string, text: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' ')),
  );
}

const quoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

function textOf(raw: string): string {
  const part = /Content-Type: text\/plain[^]*?\r\n\r\n([^]*?)(\r\n--|$)/.exec(raw);
  // the headers of the part stand in any order
  const from = part ? raw.lastIndexOf('\r\n\r\n', part.index) : 0;
  const head = part ? raw.slice(Math.max(0, from), part.index + part[0].indexOf('\r\n\r\n')) : '';
  const body = part?.[1] ?? '';
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  return /quoted-printable/i.test(head) ? quoted(body) : body;
}
