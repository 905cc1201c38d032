/** What package-lock.json says of one package, as far as it is asked here. */
export interface LockedPackage {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}
export type LockedPackages = Record<string, LockedPackage>;
/** As packages name it: `linux`, `x64`, `glibc`. */
export interface Machine {
  os: string;
  cpu: string;
  libc: string;
}

const allows = (list: readonly string[] | undefined, value: string): boolean => !list || list.includes(value);
const runsOn = (entry: LockedPackage, { os, cpu, libc }: Machine): boolean =>
  allows(entry.os, os) && allows(entry.cpu, cpu) && allows(entry.libc, libc);

/** Where Node finds a package that is imported from `from`: below it, else below one of the folders above. */
function resolveFrom(packages: LockedPackages, from: string, name: string): string | undefined {
  for (let at = from; ;) {
    const path = `${at && `${at}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (at === '') return undefined;
    at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1));
  }
}

/**
 * The paths of all packages that the project needs where nothing is built or tested: what it depends on, and what those depend on.
 * The lock's own `dev` marks are not enough: whatever a package could work with if it happened to be there (`peerOptional`) counts as needed
 * in them, and so half of the build tools. @param bare packages of which only files are used, no program: nothing comes along with them
 */
export function closureOf(
  packages: LockedPackages,
  machine: Machine,
  bare: ReadonlySet<string> = new Set<string>(),
): string[] {
  const found = new Set<string>();
  const take = (from: string): void => {
    const entry = packages[from] ?? {};
    const peers = Object.keys(entry.peerDependencies ?? {}).filter(
      (name) => !entry.peerDependenciesMeta?.[name]?.optional,
    );
    const optional = Object.keys(entry.optionalDependencies ?? {});
    for (const name of new Set([...Object.keys(entry.dependencies ?? {}), ...peers, ...optional])) {
      const path = resolveFrom(packages, from, name);
      const there = path === undefined ? undefined : packages[path];
      if (path === undefined || there === undefined) {
        if (optional.includes(name)) continue;
        throw new Error(`package-lock.json has no ${name}, which ${from || 'the project'} depends on.`);
      }
      if (found.has(path) || !runsOn(there, machine)) continue;
      found.add(path);
      if (!bare.has(name)) take(path);
    }
  };
  take('');
  return [...found].sort();
}
