import { idAsked } from '#web/kit/form/read-fields.server.ts';
/** Address of a programme among the staff's pages. */
export const staffProgramPath = (id: number | string, more = ''): string => `/staf/kegiatan/${id}${more}`;

/** All numbers that a form sent under a name. */
export const numbersOf = (data: FormData, name: string): number[] =>
  data.getAll(name).flatMap((value) => {
    const number = typeof value === 'string' ? idAsked(value) : null;
    return number === null ? [] : [number];
  });
