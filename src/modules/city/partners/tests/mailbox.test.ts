import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountActor } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { collectMails } from '#modules/city/service/testing';
import { aLibrary } from '#modules/people/members/testing';
import { noticeNeeds, testSecrets } from '#modules/people/notifications/testing';
import { systemCtx } from '#platform/context';
import { MAIL_FOLDERS } from '#platform/receiving/mailbox';
import { startImapHouse } from '../../../../../tests/support/imap-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { rawMail } from '../../../../../tests/support/raw-mail.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { listMails, ownMailAddress } from '../index.ts';

const t = useTestDb();
let imap: Awaited<ReturnType<typeof startImapHouse>> | undefined;

beforeAll(async () => {
  imap = await startImapHouse();
});
afterAll(async () => imap?.stop());

test('in the mailbox: what staff send on is filed and put away, what bears a wrong code is put aside for people, and both once', async () => {
  if (!imap) throw new Error('the mailbox did not start');
  const house = imap;
  await aLibrary(t.ctx());
  const config = { ...noticeNeeds.config, imapUrl: house.url, mailFrom: house.address };
  const grants = [{ role: 'outreach', libraryId: null }];
  const account = await makeAccount(t, { username: 'dewi', email: 'dewi@kota.example', grants });
  const actor = await accountActor(t.db, account.id);
  if (!actor) throw new Error('no account');
  const { address } = await ownMailAddress(t.ctx(actor), { config, secrets: testSecrets });
  const id = await aPartner(t, { email: 'sri@batik.example' });
  const text = 'Dari: Sri <sri@batik.example>\nKepada: dewi@kota.example\n\nIsi.';
  const mail = (To: string, Subject: string) => rawMail(text, { From: 'dewi@kota.example', To, Subject });
  const filed = mail(address ?? '', 'Fwd: Naskah');
  await house.deliver(filed);
  await house.deliver(filed);
  await house.deliver(mail((address ?? '').replace(/mitra-[a-z2-9]{12}/, 'mitra-aaaaaaaaaaaa'), 'Fwd: Salah'));
  const collect = async () =>
    collectMails(systemCtx(t.db, t.clock, 'service.mail'), { secrets: testSecrets, storage: t.storage, config });
  await collect();
  await house.deliver(filed);
  await collect();
  expect((await listMails(keeper(t), { partnerId: id, limit: 9 })).data).toMatchObject([{ subject: 'Fwd: Naskah' }]);
  expect((await house.mailsIn(MAIL_FOLDERS.left)).map(({ flags }) => flags.includes('\\Flagged'))).toEqual([true]);
  expect(await house.mailsIn(MAIL_FOLDERS.taken)).toHaveLength(3);
  expect(await house.mailsIn('INBOX')).toEqual([]);
  expect(await t.db.selectFrom('ticket').select('id').execute()).toEqual([]);
});
