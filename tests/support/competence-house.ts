import {
  addCompetence,
  createFramework,
  getFramework,
  listFrameworks,
  type CompetenceInput,
} from '#modules/learning/competences';
import type { Ctx } from '#platform/context';
import { refusal } from './refusal.ts';
import type { TestDb } from './test-db.ts';

/** With which code some work is refused. */
export const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;

/** Who writes frameworks and who reads them, in the database of a test. */
export function competenceHouse(t: TestDb) {
  const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
  const writer = (libraryId: number | null = null): Ctx =>
    t.ctx({ grants: [{ libraryId, permissions: ['courses.manage'] }] });
  const make = async (name: string, libraryId: number | null = null, csv = ''): Promise<number> =>
    createFramework(writer(), { name, libraryId, csv });
  const add = async (id: number, name: string, more: Partial<CompetenceInput> = {}): Promise<number> =>
    addCompetence(writer(), id, { name, canDo: `melakukan ${name.toLowerCase()}`, ...more });
  const versionOf = async (id: number): Promise<number> => (await getFramework(writer(), id)).version;
  const lineOf = async (id: number, lineId: number) => {
    const line = (await getFramework(writer(), id)).competences.find((one) => one.id === lineId);
    if (!line) throw new Error(`there is no line ${lineId}`);
    return line;
  };
  /** Its lines as one reads them, deeper ones further in. */
  const outline = async (id: number, ctx = writer()): Promise<string[]> =>
    (await getFramework(ctx, id)).competences.map(({ depth, name }) => `${'- '.repeat(depth - 1)}${name}`);
  /** The framework of that code that everybody may read. */
  const coded = async (wanted: string): Promise<number> => {
    const found = (await listFrameworks(guest(), { limit: 200 })).data.find((one) => one.code === wanted);
    if (!found) throw new Error(`there is no framework ${wanted}`);
    return found.id;
  };
  return { guest, writer, make, add, versionOf, lineOf, outline, coded };
}
