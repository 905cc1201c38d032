import { competencesById } from '#modules/learning/competences';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';

/** Refuses a line that is not there or is offered no longer; the one that was named before may stay. Throws `platform.invalid_input` at `competenceId`. */
export async function mustBeOffered(trx: Tx, id: number, standing: number | null): Promise<void> {
  const [line] = await competencesById(trx, [id]);
  if (!line || (!line.offered && id !== standing)) throw platformErrors.invalidInput({}, { competenceId: 'unknown' });
}
