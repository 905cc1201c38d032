import { addBlocks, blocksOfMarkdown, type BlockPair } from '#modules/ground/content';
import type { Block } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { findByRefs, replaceLessonCompetences } from '../data/competences.queries.ts';
import { withoutRecords } from '../learning/listed-books.ts';
import { headOf } from '../managed-course.ts';
import type { CourseArchive } from '../schema.ts';
import { writeCourse } from '../writing/edit-course.ts';
import { writeLesson } from '../writing/edit-lessons.ts';
import { placeTask } from '../writing/write-lesson.ts';
import { blockElsewhere, type Elsewhere } from './archive-blocks.ts';
import { keepThings, type StoredThings } from './store-things.ts';

/** Ids of lines that an archive names; what this place does not have is left out. */
async function idsOfRefs(trx: Tx, { lessons }: CourseArchive): Promise<Map<string, number>> {
  const refs = lessons.flatMap(({ competences, parts }) => [
    ...competences,
    ...parts.flatMap((part) => ('task' in part ? (part.competence ?? []) : [])),
  ]);
  const split = refs.map((ref) => {
    const at = ref.indexOf('/');
    return { framework: ref.slice(0, at), code: ref.slice(at + 1) };
  });
  return new Map((await findByRefs(trx, split)).map(({ framework, code, id }) => [`${framework}/${code}`, id]));
}

/** Blocks of one part of words; English stands beside where it has as many blocks of the same kinds. */
function pairsOf({ markdown, markdownEn }: { markdown: string; markdownEn: string }, here: Elsewhere): BlockPair[] {
  const [said, english] = [blocksOfMarkdown(markdown).blocks, blocksOfMarkdown(markdownEn).blocks];
  const beside = english.length === said.length ? english : [];
  const englishOf = (body: Block, i: number): Block | null => {
    const other = beside[i];
    const isOther = other?.kind === body.kind && JSON.stringify(other) !== JSON.stringify(body);
    return isOther ? blockElsewhere(other, here) : null;
  };
  return said.flatMap((block, i): BlockPair[] => {
    const body = blockElsewhere(block, here);
    return body === null ? [] : [{ body, english: englishOf(block, i) }];
  });
}

/** Writes a course of an archive as a draft, with its pictures and files. @returns its id */
export async function writeArchive(
  trx: Tx,
  ctx: Ctx,
  { libraryId, archive, things }: { libraryId: number | null; archive: CourseArchive; things: StoredThings },
): Promise<number> {
  const { lessons } = archive;
  const id = await writeCourse(trx, ctx, { ...headOf(archive), libraryId });
  const idOf = await idsOfRefs(trx, archive);
  const here = await keepThings(trx, ctx, libraryId, things);
  for (const { parts, competences, ...lesson } of lessons) {
    const written = await writeLesson(trx, ctx, { id }, { head: lesson, blocks: [] });
    const taught = competences.flatMap((ref) => idOf.get(ref) ?? []);
    await replaceLessonCompetences(trx, written.id, [...new Set(taught)]);
    let after: number | null = null;
    for (const part of parts) {
      if ('task' in part) {
        after = (
          await placeTask(trx, ctx, written, {
            // a number of another place is that of another book here
            ...{ body: withoutRecords(part.task), after },
            competenceId: (part.competence !== null && idOf.get(part.competence)) || null,
          })
        ).blockId;
        continue;
      }
      const blocks = pairsOf(part, here);
      if (blocks.length === 0) continue;
      const ids: number[] = await addBlocks(trx, ctx, written.writingId, { after, blocks });
      after = ids.at(-1) ?? after;
    }
  }
  return id;
}
