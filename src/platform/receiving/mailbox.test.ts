import { afterEach, expect, test, vi } from 'vitest';
import { startScriptedImap, type ImapManners } from '../../../tests/support/scripted-imap.ts';
import { mustUpgrade, withMailbox } from './mailbox.ts';

let stop: (() => Promise<void>) | null = null;
afterEach(async () => {
  vi.restoreAllMocks();
  await stop?.();
  stop = null;
});

/** Puts one mail away on a server of such manners. @returns what the server was asked, and what was logged */
async function putAwayOn(manners: ImapManners): Promise<{ commands: string[]; log: string }> {
  const imap = await startScriptedImap(manners);
  stop = async () => imap.stop();
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await withMailbox(imap.url, async (mailbox) => mailbox.putAway(1, 'left', { marked: true }));
  // what others write at that moment is not of this mailbox
  const said = written.mock.calls.map(([text]) => String(text));
  return { commands: imap.commands, log: said.filter((text) => text.startsWith('mailbox:')).join('') };
}

test('a mail is marked and moved', async () => {
  const { commands, log } = await putAwayOn({ capabilities: 'MOVE' });
  expect(commands).toEqual(expect.arrayContaining(['UID STORE', 'CREATE', 'UID MOVE']));
  expect(log).toBe('');
});

test('a mail that cannot be marked as read is no mail put away', async () => {
  await expect(putAwayOn({ capabilities: 'MOVE', refuses: ['UID STORE'] })).rejects.toThrow('cannot be marked');
});

test('a mailbox that may only be read is said to be one', async () => {
  await expect(putAwayOn({ readOnly: true })).rejects.toThrow('only be read');
});

test('a mail that cannot be moved stays, and the log says so', async () => {
  const { log } = await putAwayOn({ capabilities: 'MOVE', refuses: ['UID MOVE'] });
  expect(log).toContain('mail 1 cannot be moved to Lumbung-Dilewati');
});

test('where moving would delete what others have marked, nothing is moved', async () => {
  const { commands, log } = await putAwayOn({});
  expect(commands).toContain('UID STORE');
  for (const never of ['UID COPY', 'EXPUNGE', 'UID MOVE']) expect(commands).not.toContain(never);
  expect(log).toContain('cannot move single mails');
});

test.each([
  ['imap://a:b@surel.kota.example', true],
  ['imap://a:b@10.0.0.5:143', true],
  ['imap://a:b@localhost', false],
  ['imap://a:b@127.0.0.1:143', false],
  ['imap://a:b@[::1]', false],
  ['imap://a:b@127.0.0.1.example.org', true],
  ['imaps://a:b@surel.kota.example', false],
])('%s must turn encrypted: %s', (url, must) => {
  expect(mustUpgrade(new URL(url))).toBe(must);
});

test('a server elsewhere gets no password in the clear', async () => {
  const imap = await startScriptedImap({ capabilities: 'MOVE' });
  stop = async () => imap.stop();
  // this machine by a name that says nothing of it
  const url = imap.url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
  await expect(withMailbox(url, async () => Promise.resolve())).rejects.toThrow('STARTTLS');
  expect(imap.commands.filter((name) => /LOGIN|AUTHENTICATE/.test(name))).toEqual([]);
});
