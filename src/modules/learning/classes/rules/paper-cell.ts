/** How a cell of results of paper is called: by the pupil and the task. */
export const paperCell = (pupilId: number, taskId: number): string => `c-${pupilId}-${taskId}`;

/** The pupil and the task of a cell; null: it is called otherwise. */
export function readPaperCell(name: string): { pupilId: number; taskId: number } | null {
  const [, pupil, task] = /^c-(\d{1,15})-(\d{1,15})$/.exec(name) ?? [];
  return pupil === undefined || task === undefined ? null : { pupilId: Number(pupil), taskId: Number(task) };
}
