import { expect, test } from 'vitest';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { answerOfForm, forgetFormActs, noteFormAnswer, recordAudit, releaseForm } from './index.ts';

const t = useTestDb();
const request = (form: string, requestId: string) => ({ ...t.ctx(), form, requestId });
type Request = ReturnType<typeof request>;
const entry = (name: string) => ({ action: 'uji.dicatat', entity: 'uji', entityId: name });

/** Does the act of a form and holds its transaction open until `end` is called. */
function actOf(ctx: Request, name: string) {
  let end = (_rollBack?: 'rolled back'): void => undefined;
  const may = new Promise<'rolled back' | undefined>((resolve) => (end = resolve));
  const claimed = Promise.withResolvers<undefined>();
  const done = ctx.db.transaction().execute(async (trx) => {
    await recordAudit(trx, ctx, entry(name));
    await recordAudit(trx, ctx, entry(name));
    claimed.resolve(undefined);
    if ((await may) === 'rolled back') throw new Error('rolled back');
  });
  return { done, end, claimed: claimed.promise };
}
const tracesOf = async (name: string): Promise<number> =>
  (await t.db.selectFrom('auditEvent').select('id').where('entityId', '=', name).execute()).length;

test('the second of two equal forms waits for the first, is refused, and is told where the first led', async () => {
  const [one, two] = [request('form a', 'a1'), request('form a', 'a2')];
  const first = actOf(one, 'a');
  await first.claimed;
  const second = actOf(two, 'a');
  second.end();
  const refused = expect(second.done).rejects.toMatchObject({ code: 'platform.already_done' });
  first.end();
  await first.done;
  await refused;
  expect(await tracesOf('a')).toBe(2);
  const given = { location: '/staf/tajuk/7', cookies: ['lumbung_kabar=x'] };
  const answer = answerOfForm(two);
  expect(await noteFormAnswer(one, given)).toBe(true);
  expect(await answer).toEqual(given);
  expect(await answerOfForm(one)).toBe(null);
  expect(await noteFormAnswer(two, given)).toBe(false);
});

test('a first that is rolled back leaves the form to the second', async () => {
  const first = actOf(request('form b', 'b1'), 'b');
  await first.claimed;
  const second = actOf(request('form b', 'b2'), 'b');
  second.end();
  first.end('rolled back');
  await expect(first.done).rejects.toThrow('rolled back');
  await second.done;
  expect(await tracesOf('b')).toBe(2);
});

test('a form whose later part was refused may be sent again, and only its own request gives it free', async () => {
  const [one, two] = [request('form c', 'c1'), request('form c', 'c2')];
  const first = actOf(one, 'c');
  first.end();
  await first.done;
  await releaseForm(two);
  await expect(t.db.transaction().execute(async (trx) => recordAudit(trx, two, entry('c')))).rejects.toMatchObject({
    code: 'platform.already_done',
  });
  await releaseForm(one);
  await t.db.transaction().execute(async (trx) => recordAudit(trx, two, entry('c')));
});

test('a form is forgotten after a day', async () => {
  const lateInTheHour = { now: () => new Date('2026-11-25T03:59:59Z') };
  const one = { ...request('form d', 'd1'), clock: lateInTheHour };
  const first = actOf(one, 'd');
  first.end();
  await first.done;
  await noteFormAnswer(one, { location: null, cookies: [] });
  const hoursLater = (hours: number) => {
    const at = new Date(one.clock.now().getTime() + hours * 3_600_000);
    return { db: t.db, clock: { now: () => at } };
  };
  await forgetFormActs(hoursLater(24));
  expect(await answerOfForm(request('form d', 'd2'))).toEqual({ location: null, cookies: [] });
  await forgetFormActs(hoursLater(26));
  expect(await answerOfForm(request('form d', 'd2'))).toBe(null);
});
