import { expect, test } from 'vitest';
import { withdrawCourse } from '#modules/learning/courses';
import { choice, courseHouse } from './support/course-house.ts';
import { pageTexts } from './support/pdf-texts.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const app = useApi(t);
const { draft, publish, writer, versionOf } = courseHouse(t);

async function paper(who: 'staff' | 'nobody', path: string) {
  const headers: Record<string, string> = who === 'staff' ? { authorization: `Bearer ${app.token}` } : {};
  const { statusCode, headers: sent, rawPayload } = await app.inject({ url: `/api/v1${path}`, headers });
  return { status: statusCode, type: String(sent['content-type']), name: sent['content-disposition'], rawPayload };
}

test('anybody fetches the sheets of an open course by API: none of a draft, and gone when it was withdrawn', async () => {
  const { id, slug, lesson } = await draft('Lembar lewat API', [choice()]);
  const path = `/courses/${slug}/sheets`;
  expect((await paper('nobody', path)).status).toBe(404);
  await publish(id);
  const sheets = await paper('nobody', path);
  expect(sheets).toMatchObject({ status: 200, type: 'application/pdf', name: `inline; filename="lembar-${slug}.pdf"` });
  expect((await pageTexts(sheets.rawPayload)).join(' ')).toContain(`/kelas/${slug}/${lesson}`);
  await withdrawCourse(writer(), id, await versionOf(id));
  expect((await paper('nobody', path)).status).toBe(410);
});

test('the guide with the answers is for staff who write courses, also of a draft', async () => {
  const { id, slug } = await draft('Panduan lewat API', [choice()]);
  const path = `/course-sources/${id}/guide`;
  expect((await paper('nobody', path)).status).toBe(401);
  const guide = await paper('staff', path);
  expect(guide).toMatchObject({ status: 200, type: 'application/pdf', name: `inline; filename="panduan-${slug}.pdf"` });
  expect((await pageTexts(guide.rawPayload)).join(' ')).toContain('Belum tentu benar.');
  expect((await paper('staff', '/course-sources/999999/guide')).status).toBe(404);
});
