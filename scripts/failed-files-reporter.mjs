import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Writes which files of tests failed, and how many errors belonged to none, to the file that FAILED_FILES names. */
export default class FailedFilesReporter {
  /**
   * @param {readonly { moduleId: string, ok: () => boolean }[]} modules
   * @param {readonly unknown[]} errors
   */
  onTestRunEnd(modules, errors) {
    const files = modules.filter((module) => !module.ok()).map(({ moduleId }) => relative(process.cwd(), moduleId));
    writeFileSync(process.env.FAILED_FILES ?? '', JSON.stringify({ files, errors: errors.length }));
  }
}
