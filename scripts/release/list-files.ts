import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { closureOf, type LockedPackages, type Machine } from './lock-closure.ts';
import { bare, isOfPackage, isOfProject, PROJECT } from './what-goes-in.ts';

/** Paths of all files and links below a folder, from it; `skip` names folders that are not entered. */
function filesBelow(folder: string, skip?: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    if (entry.name === skip) return [];
    return filesBelow(join(folder, entry.name)).map((path) => `${entry.name}/${path}`);
  });
}

function projectFiles(root: string): string[] {
  const all = PROJECT.flatMap((name) => {
    const path = join(root, name);
    if (!existsSync(path)) throw new Error(`${name} is missing: build first (npm run release does).`);
    return statSync(path).isDirectory() ? filesBelow(path).map((file) => `${name}/${file}`) : [name];
  });
  return all.filter(isOfProject);
}

function packageFiles(root: string, path: string): string[] {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return filesBelow(join(root, path), 'node_modules')
    .filter((file) => isOfPackage(name, file))
    .map((file) => `${path}/${file}`);
}

/** This machine: the packages that are installed here are for it, and so is a release. */
export const thisMachine = (): Machine => ({
  os: process.platform,
  cpu: process.arch,
  libc: existsSync('/etc/alpine-release') ? 'musl' : 'glibc',
});

/** Every file of a release, by its path in the project, sorted. @throws where the pages are not built or a package is not installed */
export function listFiles(root: string, machine: Machine): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: LockedPackages };
  const packages = closureOf(lock.packages, machine, bare);
  const missing = packages.filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Error(`Not installed: ${missing.join(', ')}. Run npm ci.`);
  return [...projectFiles(root), ...packages.flatMap((path) => packageFiles(root, path))].sort();
}
