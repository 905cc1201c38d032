import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** What becomes of one mail at the server. */
export type LetterFate = 'take' | 'cut' | { answer: number } | { after: Promise<unknown> };

/** By which number, and in which words, a reader is refused; null = the server goes on. */
export type ReaderFate = number | { answer: number; words: string } | null;

export interface TakenMail {
  to: string;
  messageId: string;
  raw: string;
}

/** A real mail server that keeps what it takes in the order in which it took it, and does with each mail what a test says. */
export async function startLetterServer() {
  const taken: TakenMail[] = [];
  const sockets = new Set<Socket>();
  const knobs = {
    /** Asked when the whole text of a mail is in. `cut`: it is taken, and the connection breaks before that is said. */
    fate: (_to: string): LetterFate => 'take',
    /** Asked for each reader, before the text. */
    atReader: (_to: string): ReaderFate | Promise<ReaderFate> => null,
    /** Called for each mail that was taken. */
    tell: (_mail: TakenMail): void => undefined,
  };
  let connections = 0;
  let most = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect(_session, done) {
      connections += 1;
      most = Math.max(most, connections);
      done();
    },
    onClose() {
      connections -= 1;
    },
    onRcptTo({ address }, _session, done) {
      void Promise.resolve(knobs.atReader(address)).then((fate) => {
        const { answer, words } = typeof fate === 'number' ? { answer: fate, words: 'not now' } : (fate ?? {});
        done(answer === undefined ? null : Object.assign(new Error(words), { responseCode: answer }));
      });
    },
    onData(stream, session: SMTPServerSession, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const mail = { to, raw, messageId: /^Message-ID: <([^>]+)>/im.exec(raw)?.[1] ?? '' };
        const fate = knobs.fate(to);
        if (typeof fate === 'object' && 'answer' in fate) {
          done(Object.assign(new Error('not now'), { responseCode: fate.answer }));
          return;
        }
        taken.push(mail);
        knobs.tell(mail);
        if (fate === 'cut') {
          for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy();
        } else if (fate === 'take') {
          done();
        } else {
          void fate.after.then(() => done());
        }
      });
    },
  });
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.server.address();
  if (!address || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    knobs,
    /** Connections at the same time, at most. */
    mostConnections: () => most,
    forget(): void {
      taken.length = 0;
      most = connections;
      knobs.fate = () => 'take';
      knobs.atReader = () => null;
      knobs.tell = () => undefined;
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => server.close(closed));
    },
  };
}
