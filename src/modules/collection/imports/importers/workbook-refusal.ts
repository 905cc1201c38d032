import { importErrors } from '../errors.ts';
import { NotAWorkbook, WorkbookTooLarge } from '../readers/xlsx.ts';

/** What people are told of a workbook that cannot be read; anything else is thrown on as it is. */
export function workbookRefusal(error: unknown, file: string): unknown {
  if (error instanceof NotAWorkbook) return importErrors.notXlsx({ file });
  return error instanceof WorkbookTooLarge ? importErrors.workbookTooLarge({ file }) : error;
}
