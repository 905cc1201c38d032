import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
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

/** The body of a mail as RFC 6376 section 3.4.4 signs it: runs of blanks are one, none stand at the end. */
const relaxedBody = (body: string): string =>
  body
    .split('\r\n')
    .map((row) => row.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)*$/, '\r\n');

/** A header as section 3.4.2 signs it. */
const relaxedHeader = (name: string, value: string): string =>
  `${name.toLowerCase().trim()}:${value
    .replace(/\r\n(?=[ \t])/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;

test('a signed mail can be checked with the public half of its key, and the headers of unsubscribing are under it', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let received = '';
  const url = await mailServer({
    onData(stream, _session, done) {
      stream.on('data', (chunk: Buffer) => (received += chunk.toString()));
      stream.on('end', () => done());
    },
  });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = { domain: 'example.org', selector: 'lumbung1', privateKey: pem };
  await createMailer(url, 'perpus@example.org', async () => Promise.resolve(key)).send({
    ...mail,
    html: '<p>Satu  buku.</p>',
    unsubscribeUrl: 'https://perpus.example.org/berhenti?t=1',
    list: { id: 'surat.example.org', name: 'Kabar' },
  });
  const split = received.indexOf('\r\n\r\n');
  const body = received.slice(split + 4);
  const headers = [...received.slice(0, split + 2).matchAll(/^([^\s:]+):((?:.*)(?:\r\n[ \t].*)*)\r\n/gm)].map(
    ([, name = '', value = '']) => ({ name, value }),
  );
  const signature = headers.find(({ name }) => name === 'DKIM-Signature')?.value ?? '';
  const tags = Object.fromEntries(
    signature
      .replaceAll(/\s+/g, '')
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  );
  expect(tags).toMatchObject({ d: 'example.org', s: 'lumbung1', c: 'relaxed/relaxed', a: 'rsa-sha256' });
  const covered = (tags.h ?? '').toLowerCase().split(':');
  expect(covered).toEqual(
    expect.arrayContaining([
      'from',
      'to',
      'subject',
      'message-id',
      'list-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
    ]),
  );
  expect(createHash('sha256').update(relaxedBody(body)).digest('base64')).toBe(tags.bh);
  const signed = [
    ...covered.flatMap((name) => headers.filter((header) => header.name.toLowerCase() === name)),
    { name: 'DKIM-Signature', value: signature.replace(/(;\s*b=)[^;]*/, '$1') },
  ]
    .map(({ name, value }) => relaxedHeader(name, value))
    .join('\r\n');
  expect(
    createVerify('RSA-SHA256')
      .update(signed)
      .verify(publicKey, tags.b ?? '', 'base64'),
  ).toBe(true);
});

test('whether the server spoke of this mail, or would say the same to any other', async () => {
  const aboutOf = async (url: string): Promise<boolean | string> => {
    try {
      await createMailer(url, 'perpus@example.org').send(mail);
      return 'sent';
    } catch (error) {
      return error instanceof MailError ? error.aboutTheMail : String(error);
    }
  };
  const atReader = async (code: number) => mailServer({ onRcptTo: (_address, _session, done) => done(refused(code)) });
  expect(await aboutOf(await atReader(450))).toBe(true);
  expect(await aboutOf(await atReader(550))).toBe(true);
  expect(await aboutOf(await atReader(421))).toBe(false);
  expect(await aboutOf('smtp://127.0.0.1:1')).toBe(false);
});

test('what the server answered is handed on: to which command, its number, its code and its words', async () => {
  const answerOf = async (options: SMTPServerOptions) => {
    const url = await mailServer(options);
    const error: unknown = await createMailer(url, 'perpus@example.org')
      .send(mail)
      .catch((thrown: unknown) => thrown);
    return error instanceof MailError ? error.answer : error;
  };
  const saying = (words: string) => Object.assign(new Error(words), { responseCode: 550 });
  expect(
    await answerOf({ onRcptTo: (_address, _session, done) => done(saying('5.1.1 <dimas@example.org> unknown')) }),
  ).toEqual({ command: 'RCPT TO', code: 550, status: '5.1.1', said: '550 5.1.1 <dimas@example.org> unknown' });
  expect(await answerOf({ onMailFrom: (_address, _session, done) => done(saying('5.1.8 no')) })).toMatchObject({
    command: 'MAIL FROM',
    status: '5.1.8',
  });
  const atText: SMTPServerOptions = {
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(saying('no such user')));
    },
  };
  expect(await answerOf(atText)).toMatchObject({ command: 'DATA', status: '', said: '550 no such user' });
  // no part of an address of the internet
  expect(
    await answerOf({ onRcptTo: (_address, _session, done) => done(saying('5.1.1.20 is not wanted')) }),
  ).toMatchObject({ status: '' });
  const nobody: unknown = await createMailer('smtp://127.0.0.1:1', 'perpus@example.org')
    .send(mail)
    .catch((thrown: unknown) => thrown);
  expect(nobody).toMatchObject({ answer: null });
});

test('an answer of several lines is one, and its code that of the first', async () => {
  const server = createServer((socket) => {
    socket.write('220 mx.example.org\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const rcpt = chunk.toString().startsWith('RCPT TO');
      socket.write(rcpt ? '550-5.1.1 That mailbox does not\r\n550 5.1.1 exist.\r\n' : '250 ok\r\n');
    });
  });
  running.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  await expect(createMailer(`smtp://127.0.0.1:${address.port}`, 'perpus@example.org').send(mail)).rejects.toMatchObject(
    {
      answer: { command: 'RCPT TO', code: 550, status: '5.1.1', said: '550-5.1.1 That mailbox does not 5.1.1 exist.' },
    },
  );
});
