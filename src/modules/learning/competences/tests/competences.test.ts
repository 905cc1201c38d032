import { expect, test } from 'vitest';
import { deactivateLibrary, getLibrary } from '#modules/ground/libraries';
import { aLibrary } from '#modules/people/members/testing';
import { code, competenceHouse } from '../../../../../tests/support/competence-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addCompetence,
  competencesById,
  copyFramework,
  createFramework,
  getFramework,
  listCompetences,
  listFrameworks,
  moveCompetence,
  restoreCompetence,
  restoreFramework,
  retireCompetence,
  retireFramework,
  saveCompetence,
  saveFramework,
} from '../index.ts';

const t = useTestDb();
const { guest, writer, make, add, versionOf, lineOf, outline, coded } = competenceHouse(t);

test('a new network has five frameworks, in which every line says in both languages what one can then do', async () => {
  const { data, next } = await listFrameworks(guest(), { limit: 50 });
  expect(next).toBeNull();
  expect(data.map((one) => one.code)).toEqual(['literasi', 'big6', 'empowering-8', 'craap', 'unesco-mil']);
  expect(data.every(({ builtin, source, libraryId }) => builtin && source !== '' && libraryId === null)).toBe(true);
  for (const { id, lines } of data) {
    const { competences, mayEdit } = await getFramework(guest(), id);
    expect(competences).toHaveLength(lines);
    expect(mayEdit).toBe(false);
    expect(
      competences.filter(({ canDo, canDoEn, nameEn, phases }) => !canDo || !canDoEn || !nameEn || phases.length === 0),
    ).toEqual([]);
  }
});

test('the framework of the house goes from finding over evaluating to using, with what its courses teach under it', async () => {
  const { competences } = await getFramework(guest(), await coded('literasi'));
  const tops = competences.filter(({ depth }) => depth === 1);
  expect(tops.map(({ name }) => name)).toEqual(['Mencari', 'Mengevaluasi', 'Menggunakan']);
  const below = (name: string): string[] => {
    const top = tops.find((one) => one.name === name);
    return competences.filter(({ parentId }) => parentId === top?.id).map(({ canDo }) => canDo);
  };
  expect(below('Mencari')).toEqual(
    expect.arrayContaining(['menyusun kata cari dari sebuah pertanyaan', 'menemukan buku yang cocok dan letaknya']),
  );
  expect(below('Mengevaluasi')).toEqual(
    expect.arrayContaining([
      'menyebut siapa yang menulis dan untuk apa',
      'membandingkan dua sumber yang berbeda pendapat',
    ]),
  );
  expect(below('Menggunakan')).toContain('menulis ringkasan dan menyebut sumbernya');
});

test('a teacher of class 7 and a librarian of tier I each find what is theirs, page by page', async () => {
  const found: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { data, next } = await listCompetences(guest(), { phase: 'D', tier: 1, limit: 7, cursor });
    for (const { code: line, phases, tiers } of data) {
      expect(phases).toContain('D');
      expect(tiers).toContain(1);
      found.push(line);
    }
    if (next === null) break;
    cursor = next;
  }
  expect(new Set(found).size).toBe(found.length);
  const atOnce = await listCompetences(guest(), { phase: 'D', tier: 1, limit: 200 });
  expect(found).toEqual(atOnce.data.map((one) => one.code));
  expect(found).toContain('literasi.1.1');
  expect(found).not.toContain('mil.2.4');
  const ofOne = await listCompetences(guest(), { framework: 'craap', limit: 50 });
  expect(ofOne.data.map(({ framework }) => framework.code)).toEqual(Array(5).fill('craap'));
});

test('what came with Lumbung is changed by nobody, and copied by whoever writes courses', async () => {
  const big6 = await coded('big6');
  expect(await code(add(big6, 'Ketujuh'))).toBe('competences.builtin');
  expect(await code(saveFramework(writer(), big6, { version: 1, name: 'Big7' }))).toBe('competences.builtin');
  expect(await code(retireFramework(writer(), big6, 1))).toBe('competences.builtin');
  const [first] = (await getFramework(guest(), big6)).competences;
  expect(await code(retireCompetence(writer(), first?.id ?? 0, 1))).toBe('competences.builtin');
  const id = await copyFramework(writer(), big6, { name: 'Enam langkah SMP', libraryId: null });
  expect(await outline(id)).toEqual(await outline(big6));
  expect(await getFramework(writer(), id)).toMatchObject({
    ...{ code: 'enam-langkah-smp', builtin: false, mayEdit: true },
    source: (await getFramework(guest(), big6)).source,
  });
  await add(id, 'Ketujuh');
  expect((await getFramework(guest(), big6)).competences).toHaveLength((await outline(id)).length - 1);
});

test('nobody writes a framework who may not, and of a library only who may there', async () => {
  const [gedog, sananwetan] = [await aLibrary(t.ctx(), 'GEDOG'), await aLibrary(t.ctx(), 'SANANWETAN')];
  expect(await code(createFramework(guest(), { name: 'x', libraryId: null }))).toBe('platform.sign_in_needed');
  expect(await code(createFramework(t.ctx({ grants: [] }), { name: 'x', libraryId: null }))).toBe('platform.forbidden');
  const there = writer(gedog.id);
  expect(await code(createFramework(there, { name: 'x', libraryId: null }))).toBe('platform.forbidden');
  expect(await code(createFramework(there, { name: 'x', libraryId: sananwetan.id }))).toBe('platform.forbidden');
  const id = await createFramework(there, { name: 'Milik Gedog', libraryId: gedog.id });
  const line = await addCompetence(there, id, { name: 'Satu', canDo: 'melakukan satu' });
  const others = writer(sananwetan.id);
  expect((await getFramework(others, id)).mayEdit).toBe(false);
  for (const work of [
    async () => saveFramework(others, id, { version: 2, name: 'Milik kami' }),
    async () => addCompetence(others, id, { name: 'Dua', canDo: 'dua' }),
    async () => saveCompetence(others, line, { version: 1, name: 'Satu', canDo: 'lain' }),
    async () => moveCompetence(others, line, { version: 1, direction: 'up' }),
    async () => retireCompetence(others, line, 1),
    async () => retireFramework(others, id, 2),
  ])
    expect(await code(work())).toBe('platform.forbidden');
  expect(await code(copyFramework(others, id, { name: 'Salinan', libraryId: gedog.id }))).toBe('platform.forbidden');
  const copy = await copyFramework(others, id, { name: 'Salinan', libraryId: sananwetan.id });
  expect(await outline(copy)).toEqual(['Satu']);
});

test('of two who change a line the second is told, also when both come at once', async () => {
  const id = await make('Serentak');
  const line = await add(id, 'Satu');
  const save = async (canDo: string) => saveCompetence(writer(), line, { version: 1, name: 'Satu', canDo });
  const both = await Promise.allSettled([save('melakukan ini'), save('melakukan itu')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(save('melakukan lagi'))).toBe('platform.version_conflict');
  // who changes another line meanwhile is not held up
  const other = await add(id, 'Dua');
  await saveCompetence(writer(), other, { version: 1, name: 'Dua', canDo: 'melakukan dua hal' });
  // what the framework says of itself was read before all of that
  expect(await code(saveFramework(writer(), id, { version: 1, name: 'Lain' }))).toBe('platform.version_conflict');
  await saveFramework(writer(), id, { version: await versionOf(id), name: 'Lain' });
});

test('two who add a line at once both have theirs, each at its own place', async () => {
  const id = await make('Bersama');
  await Promise.all(['Satu', 'Dua', 'Tiga'].map(async (name) => add(id, name)));
  const { competences } = await getFramework(writer(), id);
  expect(competences.map(({ position }) => position)).toEqual([1, 2, 3]);
  expect(new Set(competences.map((one) => one.code)).size).toBe(3);
});

test('a line goes up and down among those beside it and takes along what stands under it', async () => {
  const id = await make('Urutan');
  const [a, b] = [await add(id, 'A'), await add(id, 'B')];
  await add(id, 'B1', { parentId: b });
  await add(id, 'C');
  await moveCompetence(writer(), b, { version: 1, direction: 'up' });
  expect(await outline(id)).toEqual(['B', '- B1', 'A', 'C']);
  // at its end it stays, and nothing counts as changed
  const version = await versionOf(id);
  await moveCompetence(writer(), b, { version: 2, direction: 'up' });
  expect(await versionOf(id)).toBe(version);
  await moveCompetence(writer(), a, { version: 1, direction: 'down' });
  expect(await outline(id)).toEqual(['B', '- B1', 'C', 'A']);
  expect(await code(moveCompetence(writer(), b, { version: 1, direction: 'down' }))).toBe('platform.version_conflict');
});

test('no line ever stands under itself, nor deeper than four, nor in another framework', async () => {
  const id = await make('Pohon');
  const a = await add(id, 'A');
  const b = await add(id, 'B', { parentId: a });
  const c = await add(id, 'C', { parentId: b });
  const under = async (line: number, parentId: number | null) => {
    const { version, name, canDo } = await lineOf(id, line);
    return saveCompetence(writer(), line, { version, name, canDo, parentId });
  };
  expect(await code(under(a, a))).toBe('competences.circle');
  expect(await code(under(a, c))).toBe('competences.circle');
  const d = await add(id, 'D', { parentId: c });
  expect(await code(add(id, 'E', { parentId: d }))).toBe('competences.too_deep');
  const e = await add(id, 'E');
  // with three under it, A stands nowhere else
  expect(await code(under(a, e))).toBe('competences.too_deep');
  const [foreign] = (await getFramework(guest(), await coded('craap'))).competences;
  expect(await code(under(e, foreign?.id ?? 0))).toBe('competences.parent_unknown');
  expect(await code(under(e, 999_999_999))).toBe('competences.parent_unknown');
  // of two who would close a circle together one is refused
  const f = await add(id, 'F');
  const both = await Promise.allSettled([under(e, f), under(f, e)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await under(b, null);
  expect(await outline(id)).toEqual(expect.arrayContaining(['A', 'B', '- C', '- - D']));
});

test('an archived line is offered no longer with those under it, and is still found by what names it', async () => {
  const id = await make('Arsip');
  const a = await add(id, 'A');
  const b = await add(id, 'B', { parentId: a });
  await retireCompetence(writer(), a, 1);
  expect(await outline(id, guest())).toEqual([]);
  expect(await outline(id)).toEqual(['A', '- B']);
  expect((await getFramework(guest(), id)).lines).toBe(0);
  expect(await competencesById(t.db, [b, a, 999_999_999])).toMatchObject([
    { id: a, offered: false, retired: true, framework: { name: 'Arsip' } },
    { id: b, offered: false, retired: false },
  ]);
  expect((await listCompetences(guest(), { framework: 'arsip', limit: 50 })).data).toEqual([]);
  expect(await code(retireCompetence(writer(), a, 2))).toBe('competences.state_forbids');
  expect(await outline(await copyFramework(writer(), id, { name: 'Salinan arsip', libraryId: null }))).toEqual([]);
  await restoreCompetence(writer(), a, 2);
  expect(await outline(id, guest())).toEqual(['A', '- B']);
});

test('an archived framework is for nobody but who may bring it back', async () => {
  const id = await make('Sementara');
  const line = await add(id, 'Satu');
  const listed = async (state: 'active' | 'retired', ctx = writer()) =>
    (await listFrameworks(ctx, { state, limit: 200 })).data.map((one) => one.id);
  await retireFramework(writer(), id, await versionOf(id));
  expect(await listed('active')).not.toContain(id);
  expect(await listed('retired')).toContain(id);
  expect(await code(listed('retired', guest()))).toBe('platform.sign_in_needed');
  expect(await code(getFramework(guest(), id))).toBe('competences.not_found');
  expect(await competencesById(t.db, [line])).toMatchObject([{ offered: false }]);
  await restoreFramework(writer(), id, await versionOf(id));
  expect(await listed('active', guest())).toContain(id);
  expect(await code(restoreFramework(writer(), id, await versionOf(id)))).toBe('competences.state_forbids');
});

test('frameworks of a library that is closed rest with it', async () => {
  const library = await aLibrary(t.ctx(), 'KAUMAN');
  const id = await make('Milik Kauman', library.id);
  const line = await add(id, 'Satu');
  await deactivateLibrary(t.ctx(), library.id, (await getLibrary(t.ctx(), library.id)).version);
  expect((await listFrameworks(guest(), { limit: 200 })).data.map((one) => one.id)).not.toContain(id);
  expect(await code(getFramework(guest(), id))).toBe('competences.not_found');
  expect(await competencesById(t.db, [line])).toMatchObject([{ offered: false }]);
});

test('codes are made where none is typed, and none is there twice', async () => {
  const [one, two] = [await make('Kelas Riset'), await make('Kelas Riset')];
  expect((await getFramework(guest(), one)).code).toBe('kelas-riset');
  expect((await getFramework(guest(), two)).code).toBe('kelas-riset-2');
  expect(await code(createFramework(writer(), { name: 'x', code: 'big6', libraryId: null }))).toBe(
    'competences.code_taken',
  );
  const a = await add(one, 'A');
  const b = await add(one, 'B', { parentId: a });
  expect((await lineOf(one, b)).code).toBe('kelas-riset.1.1');
  expect(await code(add(one, 'C', { code: 'kelas-riset.1' }))).toBe('competences.code_taken');
  // of another framework it may be
  await add(two, 'C', { code: 'kelas-riset.1' });
});

test.for([
  { name: '' },
  { name: 'x'.repeat(151) },
  { name: 'x\0' },
  { canDo: '' },
  { canDo: 'y'.repeat(301) },
  { code: 'dua kata' },
  { code: 'x'.repeat(61) },
  { parentId: -1 },
])('what cannot be kept is refused at its field', async (wrong) => {
  const id = await coded('literasi');
  const work = addCompetence(writer(), id, { name: 'Satu', canDo: 'melakukan satu', ...wrong });
  expect(await code(work)).toBe('platform.invalid_input');
});

test('every change leaves its trace', async () => {
  const id = await make('Berjejak');
  const line = await add(id, 'Satu');
  await retireCompetence(writer(), line, 1);
  await retireFramework(writer(), id, await versionOf(id));
  const of = async (entity: string, entityId: number) =>
    (
      await t.db
        .selectFrom('auditEvent')
        .select('action')
        .where('entity', '=', entity)
        .where('entityId', '=', String(entityId))
        .orderBy('id')
        .execute()
    ).map(({ action }) => action);
  expect(await of('competence_framework', id)).toEqual([
    'competence_framework.created',
    'competence_framework.retired',
  ]);
  expect(await of('competence', line)).toEqual(['competence.added', 'competence.retired']);
});
