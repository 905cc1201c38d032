import { expect, test } from 'vitest';
import { parseMail, UnreadableMail } from '../parse-mail.ts';
import { readMail } from '../rules/read-mail.ts';
import { isStorable } from '#platform/requests/bounds';
import { LIBRARY } from '../../../../../../tests/support/raw-mail.ts';
import { shapes } from './mail-shapes.ts';

const own = { addresses: [LIBRARY], isOurs: false };

test('there are more than a hundred shapes, each with a name of its own', () => {
  expect(shapes.length).toBeGreaterThan(100);
  expect(new Set(shapes.map(({ name }) => name)).size).toBe(shapes.length);
});

test.for(shapes)('$name', async ({ raw, contact, from, files, name: _name, left: _left, kept: _kept, ...says }) => {
  const mail = readMail(await parseMail(Buffer.from(raw)), own);
  expect(mail).toMatchObject({ kind: 'person', ...says });
  if (contact !== undefined) expect(mail.sender.contact).toBe(contact);
  if (from !== undefined) expect(mail.sender.name).toBe(from);
  if (files !== undefined) expect(mail.files.map(({ mediaType }) => mediaType)).toEqual(files);
  // whatever came, the database can keep it
  for (const kept of [mail.text, mail.subject, mail.sender.name, mail.sender.contact, mail.messageId]) {
    expect(isStorable(kept)).toBe(true);
  }
  expect(mail.subject.length).toBeLessThanOrEqual(200);
});

test('what is no mail at all is said to be none', async () => {
  await expect(parseMail(Buffer.from(`${'X-A: b\r\n'.repeat(200_000)}\r\nHalo`))).rejects.toThrow(UnreadableMail);
});
