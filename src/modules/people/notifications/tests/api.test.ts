import { expect, test } from 'vitest';
import { z } from 'zod';
import { aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { createMailer } from '#platform/sending/mail';
import { bareServices } from '../../../../../tests/support/bare-services.ts';
import { hubSignature, sendJson, startCarrier } from '../../../../../tests/support/carriers.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { decideDelivery } from '../outbox/decide-delivery.ts';
import { getDelivery, listDeliveries } from '../outbox/list-deliveries.ts';
import { claimNext } from '../data/deliveries.queries.ts';
import { planDeliveries } from '../outbox/plan-deliveries.ts';
import { tellDue } from '../testing.ts';
import { unsubscribeToken } from '../channels/unsubscribe-token.ts';

const t = useTestDb();
const app = useApi(t, undefined, { OUTGOING_HOSTS: '127.0.0.1' });

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
  const headers = { authorization: `Bearer ${app.token}` };
  const url = `/api/v1${path}`;
  const answer = await app.inject(body ? { method, url, headers, payload: body } : { method, url, headers });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json<unknown>() };
}

/** A member whose message for WhatsApp is on its way, taken by a process that is gone. */
async function onItsWay() {
  const member = await aMember(t.ctx(), { phone: '081234567890', email: 'dimas@example.org' });
  await tellDue(t.ctx(), member, ['Laskar Pelangi']);
  const mailer = createMailer('smtp://127.0.0.1:1', 'x@example.org');
  await planDeliveries({ ...bareServices, db: t.db, clock: t.clock, mailer }, { atOnce: true });
  const delivery = await claimNext(t.db, t.clock.now());
  if (!delivery) throw new Error('nothing was planned');
  return { member, delivery };
}
const stateOf = async (id: number) => {
  const { body } = await call('GET', `/deliveries/${id}`);
  return body;
};

test('deliveries are listed with their topics, and a person decides about an unknown one', async () => {
  const { member, delivery } = await onItsWay();
  await t.db
    .updateTable('delivery')
    .set({ state: 'unknown', outcome: 'interrupted', finishedAt: t.clock.now() })
    .where('id', '=', delivery.id)
    .execute();
  const list = await call('GET', `/deliveries?memberNumber=${member.number}&state=unknown`);
  expect(list).toMatchObject({ status: 200, body: { data: [{ id: delivery.id, channel: 'email', topics: ['due'] }] } });
  const retry = await call('POST', `/deliveries/${delivery.id}/decide`, { decision: 'retry' });
  expect(retry).toMatchObject({ status: 200, body: { state: 'pending', attempts: 0 } });
  expect(await call('POST', `/deliveries/${delivery.id}/decide`, { decision: 'arrived' })).toMatchObject({
    status: 409,
    body: { code: 'notices.not_possible' },
  });
  expect(await call('GET', '/deliveries/999999')).toMatchObject({ status: 404 });
});

test('what a mail server says of an address it refused names it to nobody who may not see it', async () => {
  const { delivery } = await onItsWay();
  const outcomeDetail = '550 5.1.1 <dimas@example.org>: user unknown; +62 812-3456-7890';
  const failed = { state: 'unknown', outcome: 'refused', outcomeDetail, finishedAt: t.clock.now() };
  await t.db.updateTable('delivery').set(failed).where('id', '=', delivery.id).execute();
  const who = (permissions: string[]) => t.ctx({ grants: [{ libraryId: null, permissions }] });
  const outreach = who(['notices.read', 'notices.send']);
  const told = async (ctx: Ctx) => {
    const { data } = await listDeliveries(ctx, { states: ['unknown', 'sent'] });
    return [
      data.find(({ id }) => id === delivery.id)?.outcomeDetail,
      (await getDelivery(ctx, delivery.id)).outcomeDetail,
    ];
  };
  const masked = '550 5.1.1 <•••>: user unknown; •••';
  expect(await told(outreach)).toEqual([masked, masked]);
  expect(await told(who(['notices.read', 'members.edit']))).toEqual([outcomeDetail, outcomeDetail]);
  expect((await decideDelivery(outreach, delivery.id, 'arrived')).outcomeDetail).toBe(masked);
  // whoever may know is told as before
  expect(await told(t.ctx())).toEqual([outcomeDetail, outcomeDetail]);
});

test('WhatsApp’s later word settles a message of which nobody knew, by the name we gave it', async () => {
  await call('PUT', '/notice-channels/whatsapp', {
    enabled: true,
    config: { phoneNumberId: '1065' },
    secrets: { token: 'EAAG', appSecret: 'rahasia', verifyToken: 'setuju' },
  });
  const { delivery } = await onItsWay();
  const told = async (status: string, secret = 'rahasia', more = {}) => {
    const value = { statuses: [{ id: 'wamid.9', status, biz_opaque_callback_data: delivery.messageKey, ...more }] };
    const payload = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ value, field: 'messages' }] }],
    });
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': hubSignature(secret, payload) };
    return (await app.inject({ method: 'POST', url: '/api/v1/webhooks/whatsapp', headers, payload })).statusCode;
  };
  expect(await told('sent', 'bukan rahasia')).toBe(403);
  expect(await stateOf(delivery.id)).toMatchObject({ state: 'sending' });
  expect(await told('sent')).toBe(200);
  expect(await stateOf(delivery.id)).toMatchObject({ state: 'sent', outcome: 'confirmed' });
  await told('read');
  await told('delivered');
  expect(await stateOf(delivery.id)).toMatchObject({ state: 'sent', receipt: 'read' });
  await told('failed', 'rahasia', { errors: [{ code: 131047, title: 'Re-engagement message' }] });
  expect(await stateOf(delivery.id)).toMatchObject({ state: 'failed', outcome: 'window_closed' });
});

test('WhatsApp’s question whether its calls are expected is answered to who knows the word', async () => {
  const ask = async (token: string) =>
    app.inject({
      method: 'GET',
      url: `/api/v1/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
    });
  expect((await ask('setuju')).body).toBe('1158201444');
  expect((await ask('tebak')).statusCode).toBe(403);
});

test('secrets are written and never read', async () => {
  const { status, body } = await call('GET', '/notice-channels');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    data: expect.arrayContaining([
      expect.objectContaining({
        channel: 'whatsapp',
        open: true,
        secrets: { token: true, appSecret: true, verifyToken: true },
      }) as unknown,
    ]) as unknown,
  });
  expect(JSON.stringify(body)).not.toMatch(/EAAG|rahasia|setuju/);
  const stored = await t.db.selectFrom('noticeChannel').select('secrets').execute();
  expect(JSON.stringify(stored)).not.toMatch(/EAAG|rahasia|setuju/);
  const trail = await t.db.selectFrom('auditEvent').selectAll().where('action', '=', 'notice_channel.saved').execute();
  expect(JSON.stringify(trail)).not.toMatch(/EAAG|rahasia/);
  expect(JSON.stringify(trail)).toContain('appSecret');
  expect(
    await call('PUT', '/notice-channels/whatsapp', { enabled: true, config: { baseUrl: 'file:///etc/passwd' } }),
  ).toMatchObject({ status: 422 });
});

test('a text of one’s own is used, an unknown placeholder refused, and the shipped text comes back', async () => {
  const key = { topic: 'due', channel: 'email', language: 'id' };
  const text = (body: string) => ({ ...key, subject: 'Waktunya pulang', body });
  expect(await call('PUT', '/notice-templates', text('- {judull}'))).toMatchObject({
    status: 422,
    body: { code: 'notices.unknown_placeholder', detail: expect.stringContaining('{judull}') as unknown },
  });
  expect(await call('PUT', '/notice-templates', text('Buku rindu raknya: {judul}'))).toMatchObject({ status: 204 });
  const get = async () => {
    const { body } = await call('GET', '/notice-templates?channel=email&language=id');
    return JSON.stringify(body);
  };
  expect(await get()).toContain('Buku rindu raknya');
  expect(await call('DELETE', '/notice-templates?topic=due&channel=email&language=id')).toMatchObject({ status: 204 });
  expect(await get()).not.toContain('Buku rindu raknya');
});

test('a library’s days go before the network’s, and empty again they follow it', async () => {
  await aMember(t.ctx());
  const all = (before_due: number | 'inherit') => ({
    before_due,
    due: 'inherit',
    overdue_1: 'inherit',
    overdue_2: 'off',
    overdue_3: 'inherit',
    hold_expiring: 'inherit',
    membership_expiring: 'inherit',
  });
  const put = async (before_due: number | 'inherit') =>
    call('PUT', '/notice-schedules', { library: 'KOTA', days: all(before_due) });
  expect(await put(3)).toMatchObject({ status: 200 });
  const { body } = await call('GET', '/notice-schedules?library=KOTA');
  expect(body).toMatchObject({
    data: expect.arrayContaining([
      { topic: 'before_due', own: 3, days: 3 },
      { topic: 'overdue_2', own: 'off', days: null },
      { topic: 'overdue_1', own: 'inherit', days: 1 },
    ]) as unknown,
  });
  expect(await put('inherit')).toMatchObject({
    body: { data: expect.arrayContaining([{ topic: 'before_due', own: 'inherit', days: 1 }]) as unknown },
  });
});

test('what a member wants is written down and kept, channel by channel', async () => {
  const member = await aMember(t.ctx(), { email: 'a@example.org' });
  const choices = [{ group: 'loans', channel: 'email', wanted: false }];
  const { status, body } = await call('PUT', `/members/${member.number}/notice-choices`, { choices });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    choices: expect.arrayContaining([
      { group: 'loans', channel: 'email', wanted: false },
      { group: 'holds', channel: 'email', wanted: true },
      { group: 'holds', channel: 'whatsapp', wanted: false },
    ]) as unknown,
  });
});

test('who gives a message up says why', async () => {
  const { delivery } = await onItsWay();
  await t.db.updateTable('delivery').set({ state: 'pending' }).where('id', '=', delivery.id).execute();
  const drop = async (reason?: string) =>
    call('POST', `/deliveries/${delivery.id}/decide`, { decision: 'drop', ...(reason && { reason }) });
  expect(await drop()).toMatchObject({ status: 422, body: { fields: { reason: expect.any(String) as unknown } } });
  expect(await drop('Sudah ditelepon')).toMatchObject({
    status: 200,
    body: { state: 'cancelled', outcome: 'by_hand', outcomeDetail: 'Sudah ditelepon' },
  });
});

test('a preview is what a member would get, and is kept nowhere', async () => {
  const text = { topic: 'due', channel: 'email', language: 'en', subject: 'Time: {jumlah}', body: '- {judul}' };
  const { status, body } = await call('POST', '/notice-templates/preview', text);
  expect(status).toBe(200);
  expect(body).toMatchObject({ subject: 'Time: 1', body: expect.stringContaining('- Laskar Pelangi') as unknown });
  expect(await t.db.selectFrom('noticeTemplate').select('id').execute()).toEqual([]);
});

test('a library keeps quiet at its own hours until it follows the network again', async () => {
  await aMember(t.ctx());
  const network = { fromMinute: 1200, toMinute: 420 };
  const own = { fromMinute: 1290, toMinute: 360 };
  expect(await call('PUT', '/quiet-hours', { library: 'KOTA', hours: own })).toMatchObject({
    status: 200,
    body: { own, network },
  });
  expect(await call('PUT', '/quiet-hours', { library: 'KOTA', hours: null })).toMatchObject({
    body: { own: null, network },
  });
  expect(await call('PUT', '/quiet-hours', { hours: { fromMinute: 1500, toMinute: 0 } })).toMatchObject({
    status: 422,
  });
});

test('a channel is tried by one message; what is missing is said', async () => {
  const carrier = await startCarrier((_heard, response) => sendJson(response, 200, { messages: [{ id: 'wamid.1' }] }));
  await call('PUT', '/notice-channels/whatsapp', {
    enabled: false,
    config: { phoneNumberId: '1065', baseUrl: carrier.url },
    secrets: { token: 'EAAG' },
  });
  const attempt = async (channel: string, to: string) => call('POST', `/notice-channels/${channel}/try`, { to });
  expect(await attempt('whatsapp', '0812 3456 7890')).toMatchObject({ status: 200, body: { state: 'sent' } });
  expect(carrier.heard).toHaveLength(1);
  expect(carrier.heard[0]?.body.toString()).toContain('"to":"6281234567890"');
  expect(await attempt('whatsapp', '12')).toMatchObject({ status: 422 });
  expect(await attempt('email', 'a@example.org')).toMatchObject({
    status: 409,
    body: { code: 'notices.channel_incomplete' },
  });
  await carrier.stop();
});

test('a channel that is sent elsewhere forgets its secrets, and leads to public addresses only', async () => {
  const put = async (body: object) => call('PUT', '/notice-channels/whatsapp', { enabled: true, ...body });
  const secretSet = async () => {
    const list = z.object({
      data: z.array(z.object({ channel: z.string(), secrets: z.record(z.string(), z.boolean()) })),
    });
    const { data } = list.parse((await call('GET', '/notice-channels')).body);
    return data.find(({ channel }) => channel === 'whatsapp')?.secrets.token;
  };
  await put({ config: { baseUrl: 'https://gateway.example/v1' }, secrets: { token: 'EAAG', appSecret: 'x' } });
  await put({ config: { phoneNumberId: '77', baseUrl: 'https://gateway.example/v1/' } });
  expect(await secretSet()).toBe(true);
  await put({ config: { baseUrl: 'https://elsewhere.example/v1' } });
  expect(await secretSet()).toBe(false);
  await put({ config: { baseUrl: 'https://gateway.example/v1' }, secrets: { token: 'EAAH' } });
  expect(await secretSet()).toBe(true);
  for (const baseUrl of [
    'http://169.254.169.254/latest',
    'http://10.0.0.7',
    'http://[::1]:3000',
    'http://0x7f000002/',
  ]) {
    const refused = await put({ config: { baseUrl } });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('OUTGOING_HOSTS');
  }
  expect(await secretSet()).toBe(true);
});

test('a mail program’s own button ends e-mail at once, without signing in, and whoever opens its address comes to the page', async () => {
  const member = await aMember(t.ctx(), { email: 'lisa@example.org' });
  const token = unsubscribeToken(bareServices.secrets, member.id, 'email');
  const url = `/api/v1/unsubscribe/id/${token}`;
  const opened = await app.inject({ method: 'GET', url });
  expect(opened.statusCode).toBe(303);
  expect(opened.headers.location).toBe(`/berhenti?t=${token}`);
  const emailOf = async () => {
    const { choices } = z
      .object({ choices: z.array(z.object({ channel: z.string(), wanted: z.boolean() })) })
      .parse((await call('GET', `/members/${member.number}/notice-choices`)).body);
    return choices.filter(({ channel }) => channel === 'email').map(({ wanted }) => wanted);
  };
  expect(await emailOf()).toContain(true);
  const clicked = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  });
  expect(clicked.statusCode).toBe(204);
  expect(await emailOf()).not.toContain(true);
  const forged = await app.inject({ method: 'POST', url: `/api/v1/unsubscribe/id/${member.id}.email.palsu` });
  expect(forged.statusCode).toBe(404);
});
