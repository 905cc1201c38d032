/** Address of a programme among the staff's pages. */
export const staffProgramPath = (id: number | string, more = ''): string => `/staf/kegiatan/${id}${more}`;
