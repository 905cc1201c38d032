import { beforeAll, expect, test } from 'vitest';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLoan, makeMember } from '#modules/lending/circulation/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useApi } from '../../../../../tests/support/test-api.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewTicket, writeDown } from '../index.ts';

const t = useTestDb();
const api = useApi(t);
let kota = 0;
const desk = (locale: Ctx['locale'] = 'id'): Ctx => ({
  ...t.ctx({ grants: [{ libraryId: kota, permissions: ['enquiries.answer'] }] }),
  locale,
});
beforeAll(async () => {
  kota = (await aLibrary(t.ctx())).id;
});
const said = () => ({ kind: 'question' as const, text: 'Apakah buka hari Minggu?', libraryId: kota });
const jane = { contactKind: 'email' as const, contact: 'jane@example.org', contactName: 'Jane' };

const toldTo = async (id: number) =>
  (
    await t.db.selectFrom('guestMessage').select(['email', 'language']).where('about', '=', `ticket:${id}`).execute()
  ).map(({ email, language }) => `${email} ${language}`);

test('who speaks another language than the clerk is told in theirs; nothing chosen is that of the clerk', async () => {
  const english = await writeDown(desk(), { ...said(), ...jane, language: 'en' });
  expect(await toldTo(english.id)).toEqual(['jane@example.org en']);
  expect(await viewTicket(desk(), english.id)).toMatchObject({ language: 'en' });
  const indonesian = await writeDown(desk('en'), { ...said(), ...jane, language: 'id' });
  expect(await toldTo(indonesian.id)).toEqual(['jane@example.org id']);
  for (const locale of ['id', 'en'] as const) {
    const { id } = await writeDown(desk(locale), { ...said(), contactKind: 'none' });
    expect(await viewTicket(desk(), id)).toMatchObject({ language: locale });
  }
});

test('what was said at the desk about a record is kept with it, and a loan only of the member who is named', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Bumi Manusia' });
  const about = { kind: 'bib' as const, ref: String(bibId) };
  const { id } = await writeDown(desk(), { ...said(), contactKind: 'none', about });
  expect(await viewTicket(desk(), id)).toMatchObject({
    ...{ aboutKind: 'bib', aboutRef: String(bibId), aboutLabel: 'Bumi Manusia' },
  });
  const number = async (nth: number) =>
    makeMember(t.ctx(), { number: `357200${nth}`, fullName: `Anggota ${nth}`, homeLibrary: 'KOTA' });
  const [own, other] = [await number(1), await number(2)];
  const loan = { kind: 'loan' as const, ref: String(await makeLoan(t.ctx(), { memberNumber: own, libraryId: kota })) };
  const account = { ...said(), contactKind: 'account' as const, about: loan };
  const ofOwn = await writeDown(desk(), { ...account, memberNumber: own });
  expect(await viewTicket(desk(), ofOwn.id)).toMatchObject({ aboutKind: 'loan', aboutLabel: 'Cantik Itu Luka' });
  expect((await refusal(writeDown(desk(), { ...account, memberNumber: other }))).fields).toEqual({ about: 'unknown' });
  for (const ref of ['999999999', '9'.repeat(15)]) {
    const none = writeDown(desk(), { ...said(), contactKind: 'none', about: { kind: 'bib', ref } });
    expect((await refusal(none)).fields).toEqual({ about: 'unknown' });
  }
});

test('by the API a desk says in which language somebody is answered, and in no other than there are', async () => {
  const post = async (more: object) =>
    api.inject({
      ...{ method: 'POST', url: '/api/v1/desk-tickets', headers: { authorization: `Bearer ${api.token}` } },
      payload: { kind: 'question', text: 'Is it open on Sundays?', library: 'KOTA', ...jane, ...more },
    });
  const english = await post({ language: 'en' });
  expect(english.statusCode).toBe(201);
  expect(await toldTo(english.json<{ id: number }>().id)).toEqual(['jane@example.org en']);
  const left = await post({});
  expect(await toldTo(left.json<{ id: number }>().id)).toEqual(['jane@example.org id']);
  for (const language of ['jv', '', null, 'a'.repeat(200_000)])
    expect((await post({ language })).statusCode, String(language).slice(0, 5)).toBe(422);
});
