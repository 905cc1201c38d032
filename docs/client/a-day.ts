// A day at the desk by the API, as another program would do it: `LUMBUNG=https://… TOKEN=… node docs/client/a-day.ts`.
// Its types are those of `npm run client` (docs/api.md); a test compiles and runs it as it stands.
import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { components, paths } from './lumbung-api.d.ts';

const { LUMBUNG = 'http://127.0.0.1:3000', TOKEN = '', LIBRARY = 'PUSAT', WORDS = 'laskar pelangi' } = process.env;
const authorization = `Bearer ${TOKEN}`;
const lumbung = createClient<paths>({ baseUrl: `${LUMBUNG}/api/v1`, headers: { authorization } });

type Problem = components['schemas']['Problem'];
/** What was answered, or an end with the sentence that the refusal gives people. */
function done<T>({ data, error }: { data?: T; error?: Problem }): T {
  if (error) throw new Error(`${error.code}: ${error.detail}`);
  if (data === undefined) throw new Error('nothing was answered');
  return data;
}
/** A key of one's own for an act that must not be done twice, however often it is sent. */
const once = (key: string = randomUUID()) => ({ header: { 'Idempotency-Key': key } });

// who is asking, and where
const me = done(await lumbung.GET('/accounts/me'));
const library = done(await lumbung.GET('/libraries/{library}', { params: { path: { library: LIBRARY } } }));

// a title that is on a shelf here
const found = done(
  await lumbung.GET('/search', { params: { query: { q: WORDS, library: [library.id], available: 'true' } } }),
);
const [title] = found.data;
if (!title) throw new Error(`nothing is found by ${WORDS}`);
const items = done(await lumbung.GET('/bibs/{id}/items', { params: { path: { id: title.id } } }));
const copy = items.data.find((one) => one.available && one.library.code === library.code);
if (!copy) throw new Error(`no copy of ${title.title} is on a shelf`);

// two new members; the network failed, so the first is sent again: it is made once
const key = randomUUID();
const person = { fullName: 'Sari Wulandari', category: 'umum', birthDate: '1990-05-17', homeLibrary: library.code };
const sari = done(await lumbung.POST('/members', { params: once(key), body: person }));
const again = done(await lumbung.POST('/members', { params: once(key), body: person }));
const otherwise = await lumbung.POST('/members', { params: once(key), body: { ...person, fullName: 'Dewi Lestari' } });
const budi = done(
  await lumbung.POST('/members', {
    params: once(),
    body: { ...person, fullName: 'Budi Hartono', birthDate: '1985-01-02', homeLibrary: library.id },
  }),
);

// an edit names what was read: who read an older state is told so, and nothing is overwritten
const read = await lumbung.GET('/members/{number}', { params: { path: { number: sari.number } } });
const seen = read.response.headers.get('etag') ?? '';
const edit = async (version: string, phone: string) =>
  lumbung.PATCH('/members/{number}', {
    params: { path: { number: sari.number }, header: { 'If-Match': version } },
    body: { phone },
  });
const changed = done(await edit(seen, '0812 3456 7890'));
const late = await edit(seen, '0898 7654 3210');

// lent, renewed, asked for by somebody else, brought back
const loan = done(
  await lumbung.POST('/loans', {
    params: once(),
    body: { memberNumber: sari.number, itemBarcode: copy.barcode, library: library.code },
  }),
);
const renewed = done(await lumbung.POST('/loans/{id}/renew', { params: { path: { id: loan.id }, ...once() } }));
const hold = done(
  await lumbung.POST('/holds', {
    params: once(),
    body: { memberNumber: budi.number, bibId: title.id, pickupLibrary: library.id },
  }),
);
const back = done(
  await lumbung.POST('/check-ins', { params: once(), body: { itemBarcode: copy.barcode, library: library.code } }),
);

// a list, page by page, until there is no next one
const members: string[] = [];
let cursor: string | undefined;
do {
  const query = { limit: 2, library: library.code, ...(cursor !== undefined && { cursor }) };
  const page = done(await lumbung.GET('/members', { params: { query } }));
  members.push(...page.data.map(({ number }) => number));
  cursor = page.next ?? undefined;
} while (cursor !== undefined);

const told = {
  by: me.username,
  title: title.title,
  member: { number: sari.number, again: again.number, otherwise: otherwise.error?.code },
  edit: { phone: changed.phone, late: late.error?.code, status: late.response.status },
  loan: { dueAt: loan.dueAt, renewedTo: renewed.dueAt },
  hold: { id: hold.id, status: hold.status },
  back: { status: back.loan?.status, goes: back.placement.kind },
  members,
};
console.log(JSON.stringify(told));
