import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { createMailer, MailError } from './mail.ts';

const running: { close(done: () => void): void }[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await new Promise<void>((done) => server.close(done));
});

/** A real mail server on a port of its own. */
async function mailServer(options: SMTPServerOptions): Promise<string> {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...options });
  running.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  return `smtp://127.0.0.1:${address.port}`;
}
const mail = { to: 'dimas@example.org', subject: 'Kembali besok', text: 'Satu buku.', messageId: 'a1@lumbung' };
const refused = (code: number) => Object.assign(new Error('no'), { responseCode: code });

async function kindOf(url: string): Promise<string> {
  try {
    await createMailer(url, 'perpus@example.org').send(mail);
    return 'sent';
  } catch (error) {
    return error instanceof MailError ? error.kind : String(error);
  }
}

test('a mail arrives with its own id and the way to switch such mails off', async () => {
  let received = '';
  const url = await mailServer({
    onData(stream, _session, done) {
      stream.on('data', (chunk: Buffer) => (received += chunk.toString()));
      stream.on('end', () => done());
    },
  });
  const sent = await createMailer(url, 'perpus@example.org').send({
    ...mail,
    html: '<p>Satu buku.</p>',
    unsubscribeUrl: 'https://perpus.example.org/berhenti?t=1',
  });
  expect(sent.response).toMatch(/^250/);
  expect(received).toContain('Message-ID: <a1@lumbung>');
  expect(received).toContain('List-Unsubscribe: <https://perpus.example.org/berhenti?t=1>');
  expect(received).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(received).toContain('multipart/alternative');
});

test('mails that follow each other go by one connection, and each of those at once by its own', async () => {
  let connections = 0;
  const url = await mailServer({
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done());
    },
  });
  const mailer = createMailer(url, 'perpus@example.org');
  for (let nth = 0; nth < 5; nth += 1) await mailer.send(mail);
  expect(connections).toBe(1);
  await Promise.all([mailer.send(mail), mailer.send(mail)]);
  expect(connections).toBe(2);
});

test('the server decides: later, or never', async () => {
  const answering = async (code: number) => mailServer({ onRcptTo: (_address, _session, done) => done(refused(code)) });
  expect(await kindOf(await answering(450))).toBe('not_sent');
  expect(await kindOf(await answering(550))).toBe('refused');
  const full = await mailServer({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(refused(552)));
    },
  });
  expect(await kindOf(full)).toBe('refused');
});

test('nobody listens: certainly not sent', async () => {
  expect(await kindOf('smtp://127.0.0.1:1')).toBe('not_sent');
});

test('a line that breaks before the text was handed over: certainly not sent', async () => {
  const url = await mailServer({ onRcptTo: (_address, session) => cut(session.id) });
  expect(await kindOf(url)).toBe('not_sent');
});

test('a line that breaks after the text was handed over: nobody knows', async () => {
  const url = await mailServer({
    onData(stream, session) {
      stream.resume();
      stream.on('end', () => cut(session.id));
    },
  });
  expect(await kindOf(url)).toBe('unknown');
});

/** Breaks the connection of a session, as a failing line does. */
function cut(sessionId: string): void {
  for (const server of running) {
    if (!(server instanceof SMTPServer)) continue;
    for (const connection of server.connections) {
      if (connection.id === sessionId) connection._socket.destroy();
    }
  }
}

test('without a mail server nothing is offered', async () => {
  const mailer = createMailer(null, 'perpus@example.org');
  expect(mailer.available).toBe(false);
  await expect(mailer.send(mail)).rejects.toMatchObject({ kind: 'not_sent' });
});
