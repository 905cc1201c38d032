import { beforeAll, expect, test } from 'vitest';
import { resolveActor } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import {
  addPupils,
  createClass,
  noteAllConsents,
  signInPupil,
  viewClass,
  writeMessage,
} from '#modules/learning/classes';
import {
  acceptAsNew,
  addLesson,
  addTask,
  answerTask,
  createCourse,
  getCourse,
  getLesson,
  inviteAuthor,
  publishCourse,
} from '#modules/learning/courses';
import { aMember } from '#modules/people/members/testing';
import { resetPin, signInMember } from '#modules/people/members';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { readConfig } from '#platform/config';
import type { Actor } from '#platform/context';
import { mayEnter, type Access } from '#platform/rights/access';
import { createMailer } from '#platform/sending/mail';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { buildHttpApp } from '../src/entrypoints/http-app.ts';
import { bareServices, idleJobs } from './support/bare-services.ts';
import { pageDoors } from './support/declared-pages.ts';
import { useApp } from './support/start-app.ts';

// Everybody at every page and every route of the API of learning, with what there really is: a child's name, words and note are seen by those alone to whom
// they belong. Who may come to which door at all is walked in tests/torture/role-walk.test.ts.

const app = useApp();
const PASSWORD = 'kawung sawo lereng embun';
const [NAME, CLASSMATE, WORDS, NOTE] = [
  'Zulaikha Peralta',
  'Yusran Peralta',
  'renungan-zulaikha',
  'pesan-untuk-lima-a',
];
const SECRETS = [NAME, CLASSMATE, WORDS, NOTE];
const TEACHER = 'teacher of the class';
const PUPIL = 'pupil of the class';
const LIBRARIAN = 'librarian of the library';
const AUTHOR = 'educator who writes it too';
/** Who sees what of a child. */
const MAY_SEE: Record<string, readonly string[]> = {
  [NAME]: [TEACHER, PUPIL],
  [CLASSMATE]: [TEACHER],
  // what a child thought about is read by themselves; whoever teaches sees how far they are
  [WORDS]: [PUPIL],
  [NOTE]: [TEACHER, PUPIL],
};
/** Who they are to the house, and the cookie that their browser sends; none: nobody in particular. */
const comers = new Map<string, { actor: Actor; cookie: string | null }>();
const NOBODY: Actor = { kind: 'anonymous' };
const ids = { class: 0, pupil: 0, course: 0, lesson: 0 };
let [course, lesson] = ['', ''];

beforeAll(async () => {
  const ctx = app.ctx();
  const kota = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const school = await makeLibrary(ctx, 'SDN-1', 'SDN Bendogerit 1');
  const other = await makeLibrary(ctx, 'SDN-2', 'SDN Turi');
  const staff = async (name: string, role: string, libraryId: number | null) => {
    const username = `p${comers.size}`;
    await makeAccount(app, { username, fullName: name, grants: [{ role, libraryId }] });
    const signed = await signedIn(app, username);
    comers.set(name, { actor: signed.ctx.actor, cookie: `${SESSION_COOKIE}=${signed.token}` });
    return signed.ctx;
  };
  comers.set('nobody', { actor: NOBODY, cookie: null });
  const { number } = await aMember(ctx);
  const { pin } = await resetPin(ctx, number);
  const visitor = { ip: null, userAgent: 'uji' };
  const member = await signInMember(app.ctx({ kind: 'anonymous' }), { number, secret: pin, ...visitor });
  const { actor } = await resolveActor(app, { bearer: null, sessionToken: member.token });
  comers.set('member', { actor, cookie: `${SESSION_COOKIE}=${member.token}` });
  const librarian = await staff(LIBRARIAN, 'programmes', kota.id);
  await staff('librarian of another library', 'programmes', other.id);
  const teacher = await staff(TEACHER, 'school_staff', school.id);
  const colleague = await staff('teacher of another class', 'school_staff', school.id);
  await staff('teacher of another school', 'school_staff', other.id);
  await staff('head of the school', 'head', school.id);
  await staff('head of another school', 'head', other.id);
  await staff('reader of the network', 'read_only', null);
  await staff('desk of the library', 'circulation', kota.id);

  ids.course = await createCourse(librarian, { libraryId: kota.id, title: 'Cek Dulu', audience: 'pupils' });
  ids.lesson = await addLesson(librarian, ids.course, { title: 'Satu', minutes: 20 });
  const reflect = { kind: 'reflect' as const, prompt: { id: 'Apa yang akan dicoba?' }, least: 5 };
  const { taskId } = await addTask(librarian, ids.lesson, { body: reflect, after: null });
  await publishCourse(librarian, ids.course, (await getCourse(librarian, ids.course)).version);
  const { token } = await inviteAuthor(librarian, ids.course, {
    name: AUTHOR,
    email: 'x@contoh.id',
    libraryId: school.id,
  });
  await acceptAsNew(app.ctx({ kind: 'anonymous' }), token, { username: 'penulis', password: PASSWORD });
  const author = await signedIn(app, 'penulis', PASSWORD);
  comers.set(AUTHOR, { actor: author.ctx.actor, cookie: `${SESSION_COOKIE}=${author.token}` });
  ({ slug: course } = await getCourse(librarian, ids.course));
  ({ slug: lesson } = await getLesson(librarian, ids.lesson));

  const classOf = async (by: typeof teacher, names: string) => {
    const head = { name: '5A', schoolYear: '2026/2027', startsOn: '2026-10-20' };
    const id = await createClass(by, { ...head, libraryId: school.id, courseId: ids.course });
    const pins = await addPupils(by, id, { names });
    await noteAllConsents(by, id, (await viewClass(by, id)).version);
    const { code, members } = await viewClass(by, id);
    const [first] = pins;
    const said = { code, picture: first?.picture ?? 0, pin: first?.pin ?? '', ip: '203.0.113.7' };
    const { key } = await signInPupil(app.ctx({ kind: 'anonymous' }), said);
    return { id, first: members.find(({ id: one }) => one === first?.id)?.id ?? 0, key };
  };
  const own = await classOf(teacher, `${NAME}\n${CLASSMATE}`);
  const second = await classOf(colleague, 'Wahyu Peralta');
  [ids.class, ids.pupil] = [own.id, own.first];
  const { key } = own;
  const pupil = (of: string) => ({ actor: NOBODY, cookie: `lumbung_belajar=${of}; lumbung_belajar_murid=1` });
  comers.set(PUPIL, pupil(key));
  comers.set('pupil of another class', pupil(second.key));
  await answerTask(
    app.ctx({ kind: 'anonymous' }),
    { course, lesson, taskId, answer: { kind: 'reflect', text: WORDS } },
    { key, ofClass: true },
  );
  await writeMessage(teacher, ids.class, { words: NOTE });
}, 60_000);

async function knock(comer: string, path: string, init: { method?: string; body?: object } = {}): Promise<Response> {
  const cookie = comers.get(comer)?.cookie ?? null;
  return fetch(app.origin + path, {
    ...{ method: init.method ?? 'GET', redirect: 'manual' },
    ...(init.body && { body: JSON.stringify(init.body) }),
    headers: {
      ...{ origin: app.origin, 'accept-language': 'id', 'if-match': '"0"' },
      ...(init.body && { 'content-type': 'application/json' }),
      ...(cookie !== null && { cookie }),
    },
  });
}

/** Frameworks, the practice space and hours of staff know nothing of children. */
const OF_LEARNING = /^\/api\/v1\/(class|course|lesson|progress)/;
const OPENED = /\/(kelas|belajar|guru)(\/|$)/;
const WITHOUT_CHILDREN = /\/(kemampuan|latihan|jp|sertifikat|baru)(\/|$)/;
interface Address {
  path: string;
  access: Access | null;
}
/** Every address of learning that is opened, with what there is in the place of its parts. */
async function addresses(): Promise<Address[]> {
  const { db, clock, storage } = app;
  const mailer = createMailer(null, 'uji@localhost');
  const services = { config: readConfig({}), db, clock, storage, ...bareServices, mailer, jobs: idleJobs };
  const api = await buildHttpApp(services, null);
  await api.ready();
  const routes = api.declaredRoutes.flatMap(({ method, url, access }): Address[] =>
    method === 'GET' && OF_LEARNING.test(url) ? [{ path: url, access }] : [],
  );
  await api.close();
  const pages = pageDoors().flatMap(({ routeId, page, method, access }): Address[] =>
    page && method === 'GET' && OPENED.test(routeId) && !WITHOUT_CHILDREN.test(routeId)
      ? [{ path: routeId.replaceAll(/\/\([^)]*\)/g, '').replaceAll(/\[(\w+)\]/g, ':$1'), access }]
      : [],
  );
  const parts = { course, kursus: course, lesson, pelajaran: lesson, part: 'after', bagian: 'akhir' };
  const named = new Map(Object.entries(parts));
  const fill = (path: string, id: number): string =>
    path.replaceAll(/:(\w+)/g, (_whole, name: string) => named.get(name) ?? String(id));
  const whole = [...routes, ...pages].flatMap(({ path, access }) =>
    [...new Set(Object.values(ids))].map((id): [string, Address] => [fill(path, id), { path: fill(path, id), access }]),
  );
  const open: Address = { path: `/staf/belajar/kelas/${ids.class}?murid=${ids.pupil}`, access: null };
  return [...new Map(whole).values(), open];
}

test('at no page and no route is a child seen by anybody to whom they do not belong', async () => {
  const all = await addresses();
  expect(all.length).toBeGreaterThan(40);
  const seen: string[] = [];
  const wrong: string[] = [];
  for (const [comer, { actor }] of comers) {
    // whom the door itself refuses is walked elsewhere
    const ahead = all.flatMap(({ path, access }) => (access === null || mayEnter(actor, access) ? [path] : []));
    const walk = async (): Promise<void> => {
      for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
        const answer = await knock(comer, path);
        const said = Buffer.from(await answer.arrayBuffer()).toString('utf8');
        if (answer.status >= 500) wrong.push(`${comer}: ${path} answers ${answer.status}`);
        for (const secret of SECRETS) {
          if (!said.includes(secret)) continue;
          if (MAY_SEE[secret]?.includes(comer) === true) seen.push(`${comer}: ${secret}`);
          else wrong.push(`${comer} reads ${secret} at ${path}`);
        }
      }
    };
    await Promise.all([walk(), walk(), walk()]);
  }
  expect(wrong).toEqual([]);
  // without this the walk would say nothing
  expect([...new Set(seen)].toSorted()).toEqual(
    SECRETS.flatMap((secret) => (MAY_SEE[secret] ?? []).map((comer) => `${comer}: ${secret}`)).toSorted(),
  );
}, 120_000);

test('what belongs to a class is opened by its teachers, and what belongs to a course by those who write it', async () => {
  const doors: [path: string, who: readonly string[]][] = [
    ...['', '/works', '/posts', '/meetings', '/teacher-candidates'].map((at): [string, readonly string[]] => [
      `/api/v1/classes/${ids.class}${at}`,
      [TEACHER],
    ]),
    ...['', '/nilai', '/rencana', '/hadir', '/kertas', '/kartu'].map((at): [string, readonly string[]] => [
      `/staf/belajar/kelas/${ids.class}${at}`,
      [TEACHER],
    ]),
    ...['', '/checks'].map((at): [string, readonly string[]] => [
      `/api/v1/course-sources/${ids.course}${at}`,
      [LIBRARIAN, AUTHOR],
    ]),
    [`/staf/belajar/${ids.course}`, [LIBRARIAN, AUTHOR]],
    [`/api/v1/course-sources/${ids.course}/authors`, [LIBRARIAN]],
    // marks of everybody who learns by themselves are the library's business
    [`/api/v1/course-sources/${ids.course}/works`, [LIBRARIAN]],
    [`/staf/belajar/${ids.course}/nilai`, [LIBRARIAN]],
    [`/api/v1/lessons/${ids.lesson}`, [LIBRARIAN, AUTHOR]],
  ];
  const found: string[] = [];
  const wanted: string[] = [];
  for (const [path, who] of doors)
    for (const comer of comers.keys()) {
      const answer = await knock(comer, path);
      await answer.arrayBuffer();
      found.push(`${path} ${comer} ${answer.status === 200}`);
      wanted.push(`${path} ${comer} ${who.includes(comer)}`);
    }
  expect(found).toEqual(wanted);
}, 60_000);

test('nobody but its teachers changes anything of a class, and nobody but those who write it anything of a course', async () => {
  const ofClass: [method: string, path: string, body: object][] = [
    ['POST', `/class-pupils/${ids.pupil}/reset-pin`, {}],
    ['POST', `/class-pupils/${ids.pupil}/consents`, {}],
    ['POST', `/class-pupils/${ids.pupil}/withdraw-consent`, {}],
    ['DELETE', `/class-pupils/${ids.pupil}`, {}],
    ['POST', `/classes/${ids.class}/pupils`, { names: 'Orang Lain' }],
    ['POST', `/classes/${ids.class}/consents`, {}],
    ['POST', `/classes/${ids.class}/renew-pins`, {}],
    ['PUT', `/classes/${ids.class}`, { name: 'X', startsOn: '2026-10-20' }],
    ['PUT', `/classes/${ids.class}/note`, { note: 'x' }],
    ['POST', `/classes/${ids.class}/teachers`, { accountId: 1 }],
    ['POST', `/classes/${ids.class}/hand-over`, { accountId: 1 }],
    ['POST', `/classes/${ids.class}/end`, {}],
  ];
  const ofCourse: typeof ofClass = [
    ['DELETE', `/course-sources/${ids.course}`, {}],
    ['POST', `/course-sources/${ids.course}/lessons`, { title: 'X', minutes: 5 }],
    ['POST', `/course-sources/${ids.course}/invitations`, { name: 'X', email: '', library: 'SDN-1' }],
  ];
  const state = async () => [
    await app.db.selectFrom('learningClass').selectAll().orderBy('id').execute(),
    await app.db.selectFrom('classPupil').selectAll().orderBy('id').execute(),
    await app.db.selectFrom('course').selectAll().execute(),
    await app.db.selectFrom('lesson').selectAll().execute(),
    await app.db.selectFrom('courseInvitation').selectAll().execute(),
  ];
  const before = await state();
  const wrong: string[] = [];
  for (const [acts, except] of [
    [ofClass, [TEACHER]],
    [ofCourse, [LIBRARIAN, AUTHOR]],
  ] as const)
    for (const comer of comers.keys()) {
      if (except.some((one) => one === comer)) continue;
      for (const [method, path, body] of acts) {
        const answer = await knock(comer, `/api/v1${path}`, { method, body });
        await answer.arrayBuffer();
        if (![401, 403, 404].includes(answer.status))
          wrong.push(`${comer}: ${method} ${path} answers ${answer.status}`);
      }
    }
  expect(wrong).toEqual([]);
  expect(await state()).toEqual(before);
}, 60_000);
