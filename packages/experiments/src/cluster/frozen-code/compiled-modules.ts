import { join } from 'node:path';

/** Where the compiled code of a launch lies, in the copy of its code. */
const FOLDER = 'compiled';

/** The text of each module in JavaScript, by its path in the copy, with slashes. */
export type CompiledModules = Readonly<Record<string, string>>;

/** One file, since a network's disk opens one file faster than five hundred. */
export function modulesPath(code: string): string {
  return join(code, FOLDER, 'modules.json');
}

/** What Node loads first (`node -r`), so that it finds these modules. */
export function loaderPath(code: string): string {
  return join(code, FOLDER, 'load.js');
}
